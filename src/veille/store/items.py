"""Rows of items: found, added, changed, decided. Reading them whole is in items_read.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    String,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.geography import territory_name
from veille.model.item import Candidate
from veille.store.tables import (
    edition,
    entry,
    item,
    item_territory,
    journal,
    section,
    sighting,
    source,
    territory,
)

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


def add(
    w: Connection,
    candidate: Candidate,
    *,
    public_id: str,
    url_key: str,
    source_id: int,
    language: str,
    access: str,
    seen_at: datetime,
    proposed_by: int | None = None,
) -> int:
    """A new item; returns its id. `proposed_by` is who brought it in by hand."""
    statement = insert(item).values(
        public_id=public_id,
        url_key=url_key,
        source_id=source_id,
        language=language,
        access=access,
        seen_at=seen_at,
        proposed_by=proposed_by,
        **told(candidate),
    )
    return int(w.execute(statement.returning(item.c.id)).scalar_one())


def retell(
    w: Connection,
    item_id: int,
    candidate: Candidate,
    *,
    url_key: str,
    source_id: int,
    language: str,
    access: str,
) -> None:
    """The home source tells it otherwise: its words replace the old ones, staff's words stay."""
    words = told(candidate)
    if candidate.url is None:
        del words["url"]  # a person may have given it one since
    else:
        words["url_key"] = url_key
    w.execute(
        update(item)
        .where(item.c.id == item_id)
        .values(source_id=source_id, language=language, access=access, **words)
    )


def told(candidate: Candidate) -> dict[str, object]:
    """What a source says of an item, by column."""
    return {
        "url": candidate.url,
        "title": candidate.title,
        "author": candidate.author,
        "published_at": candidate.published_at,
        "excerpt": candidate.excerpt,
        "medium": candidate.medium,
        "duration": candidate.duration,
    }


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


def place(w: Connection, item_id: int, codes: Iterable[str], at: datetime) -> None:
    """The home source's own territories, until something better is known."""
    codes = list(codes)
    w.execute(
        delete(item_territory).where(
            item_territory.c.item_id == item_id,
            item_territory.c.origin == "source",
            item_territory.c.code.not_in(codes),
        )
    )
    for code in codes:
        w.execute(
            upsert(territory)
            .values(code=code, kind=code[:1], name=territory_name(code))
            .on_conflict_do_nothing()
        )
        w.execute(
            upsert(item_territory)
            .values(item_id=item_id, code=code, origin="source", at=at)
            .on_conflict_do_nothing()
        )


def suggest_nature(w: Connection, item_id: int, nature: str, why: str) -> None:
    """A rule's guess, never over a person's word."""
    w.execute(
        update(item)
        .where(item.c.id == item_id, item.c.nature_by != "staff")
        .where(or_(item.c.nature != nature, item.c.nature_why != why))
        .values(nature=nature, nature_by="rule" if nature else "", nature_why=why)
    )


def decide(w: Connection, item_id: int, values: Mapping[str, object]) -> None:
    """Writes a person's decisions, by column."""
    if "nature" in values:
        values = {**values, "nature_by": "staff", "nature_why": ""}
    if values:
        w.execute(
            update(item).where(item.c.id == bindparam("wanted")).values(**values),
            {"wanted": item_id},
        )


def set_nature(w: Connection, item_id: int, nature: str) -> None:
    """A person's word, or nobody's any more when empty: a rule may then speak again."""
    by = "staff" if nature else ""
    w.execute(
        update(item).where(item.c.id == item_id).values(nature=nature, nature_by=by, nature_why="")
    )


def sealed_since(c: Connection, item_id: int, act: int) -> bool:
    """Whether an edition was sealed with that item after an act, by the order of the journal."""
    query = (
        select(edition.c.id)
        .join(section, section.c.edition_id == edition.c.id)
        .join(entry, entry.c.section_id == section.c.id)
        .join(journal, journal.c.object == literal("edition:") + cast(edition.c.id, String))
        .where(entry.c.item_id == item_id, journal.c.verb == "seal", journal.c.id > act)
    )
    return c.execute(query).first() is not None


def id_of(c: Connection, name: str) -> int | None:
    """The id behind a public id or an exact address."""
    found = c.execute(select(item.c.id).where(item.c.public_id == name)).scalar()
    if found is None and "://" in name:  # no index has addresses as they are written: a whole scan
        found = c.execute(select(item.c.id).where(item.c.url == name)).scalar()
    return found


def ids_of(c: Connection, public_ids: Iterable[str]) -> dict[str, int]:
    """public id → id, of those that exist."""
    query = select(item.c.public_id, item.c.id).where(item.c.public_id.in_(list(public_ids)))
    return dict(c.execute(query).all())


def id_of_key(c: Connection, url_key: str) -> int | None:
    """The id of the item at that address, however it is written."""
    return c.execute(select(item.c.id).where(item.c.url_key == url_key)).scalar()
