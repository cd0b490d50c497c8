"""Rows of addresses that were asked whether they answer, once each: the newest answer replaces the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from veille.model.link import LinkCheck
from veille.store.tables import link_check

_AT_ONCE = 500
"""Addresses in one question: SQLite counts its variables."""


def keep(w: Connection, checks: Iterable[LinkCheck]) -> None:
    for one in checks:
        values = {
            "at": one.at,
            "outcome": one.outcome,
            "note": one.note,
            "moved_to": one.moved_to or None,
        }
        statement = insert(link_check).values(url=one.url, **values)
        w.execute(statement.on_conflict_do_update(index_elements=[link_check.c.url], set_=values))


def known(c: Connection, urls: Sequence[str], since: datetime) -> dict[str, LinkCheck]:
    """address → what it answered, for those asked since then."""
    found: dict[str, LinkCheck] = {}
    for start in range(0, len(urls), _AT_ONCE):
        some = list(urls[start : start + _AT_ONCE])
        query = select(link_check).where(link_check.c.url.in_(some), link_check.c.at >= since)
        for row in c.execute(query):
            found[row.url] = LinkCheck(row.url, row.at, row.outcome, row.note, row.moved_to or "")
    return found
