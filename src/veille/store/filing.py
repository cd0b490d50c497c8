"""Rows of items as sources tell them, many at once: known ones found, new ones added, placed and seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, or_, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.model.item import Candidate, Suggestion
from veille.store.items import told_columns
from veille.store.tables import item, sighting, source

_JUDGED = ("id", "url_key", "url", "title", "excerpt", "source_id", "seen_at")


def _each(name: str) -> Select[Any]:
    """The values of a list that is given as JSON: the statement is the same whatever their number."""
    return select(func.json_each(bindparam(name)).table_valued("value", name=name).c.value)


# Asked for each source of thousands: made once, they need no making, and no looking up, again.
_SIGHTED = select(sighting.c.item_id, sighting.c.guid).where(
    sighting.c.source_id == bindparam("source"),
    sighting.c.guid.in_(_each("guids")),
)
_KNOWN = (
    select(
        *(item.c[name] for name in _JUDGED),
        source.c.key.label("source_key"),
        source.c.url.label("source_url"),
    )
    .join(source, source.c.id == item.c.source_id)
    .order_by(item.c.id)
    .where(
        or_(
            item.c.url_key.in_(_each("keys")),
            item.c.id.in_(_each("ids")),
        )
    )
)
_INSERT = insert(item)
_LAST_ID = text("SELECT seq FROM sqlite_sequence WHERE name = 'item'")
"""An id is never given twice, even when the row that had it is gone."""


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What judging a candidate needs of an item that is already there."""

    id: int
    url_key: str
    url: str | None
    title: str
    excerpt: str
    source_id: int
    source_key: str
    source_url: str
    seen_at: datetime
    guids: frozenset[str]
    """Under which ids the asking source told of it before."""


def known(
    c: Connection, source_id: int, url_keys: Iterable[str], guids: Iterable[str]
) -> list[KnownItem]:
    """Every item that one of these addresses, or one of this source's ids, may mean."""
    told = dict[int, set[str]]()
    asked = {"source": source_id, "guids": json.dumps(list(guids))}
    for item_id, guid in c.execute(_SIGHTED, asked):
        told.setdefault(item_id, set()).add(guid)
    rows = c.execute(_KNOWN, {"keys": json.dumps(list(url_keys)), "ids": json.dumps(list(told))})
    return [
        KnownItem(
            row.id,
            row.url_key,
            row.url,
            row.title,
            row.excerpt,
            row.source_id,
            row.source_key,
            row.source_url,
            row.seen_at,
            frozenset(told.get(row.id, ())),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item that is about to be added, under an id that `next_id` counted."""

    id: int
    candidate: Candidate
    public_id: str
    url_key: str
    source_id: int
    language: str
    access: str
    nature: Suggestion | None = None


def next_id(w: Connection) -> int:
    """The id of the next item to be added; all those after it are free too, in this transaction."""
    return int(w.execute(_LAST_ID).scalar() or 0) + 1


def add_all(w: Connection, new: Sequence[NewItem], seen_at: datetime) -> None:
    """Items that were told for the first time, in one go."""
    rows = [
        {
            "id": one.id,
            "public_id": one.public_id,
            "url_key": one.url_key,
            "source_id": one.source_id,
            "language": one.language,
            "access": one.access,
            "seen_at": seen_at,
            "nature": one.nature.key if one.nature else "",
            "nature_by": "rule" if one.nature else "",
            "nature_why": one.nature.why if one.nature else "",
            **told_columns(one.candidate),
        }
        for one in new
    ]
    if rows:
        w.execute(_INSERT, rows)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One item as one answer told of it."""

    source_id: int
    guid: str
    item_id: int
    fetch_id: int


def see(w: Connection, sightings: Iterable[Sighting], at: datetime) -> None:
    """Records where items were seen; a sighting already there stays as it was."""
    rows = [
        {
            "source_id": one.source_id,
            "guid": one.guid,
            "item_id": one.item_id,
            "fetch_id": one.fetch_id,
            "at": at,
        }
        for one in sightings
    ]
    if rows:
        w.execute(upsert(sighting).on_conflict_do_nothing(), rows)
