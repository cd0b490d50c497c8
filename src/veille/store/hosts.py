"""Rows of hosts: what each lets robots read, and when it may be asked again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from veille.model.host import Host
from veille.store.tables import host

_FACTS = ("robots", "robots_at", "crawl_delay", "next_allowed_at")


def known(c: Connection) -> dict[str, Host]:
    """Every host that was ever asked for a page, by name and port."""
    return {
        row.name: Host(row.robots or "", row.robots_at, row.crawl_delay, row.next_allowed_at)
        for row in c.execute(select(host))
    }


def keep(w: Connection, hosts: Mapping[str, Host]) -> None:
    """Writes what was learned of them."""
    rows = [
        {"name": name, **{fact: getattr(one, fact) for fact in _FACTS}}
        for name, one in hosts.items()
    ]
    if rows:
        statement = insert(host)
        new = {fact: statement.excluded[fact] for fact in _FACTS}
        w.execute(statement.on_conflict_do_update(index_elements=["name"], set_=new), rows)
