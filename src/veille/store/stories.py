"""Rows of stories: which item stands for which, and the probes by which near titles are found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from veille.model.item import State, Telling
from veille.store.tables import item, source, title_probe

# Day first, then probe, as the key of the table goes: a range of days would read all that they hold.
_AROUND = text(
    "SELECT DISTINCT other.item_id FROM json_each(:ids) AS wanted"
    " JOIN title_probe AS theirs ON theirs.item_id = wanted.value"
    " CROSS JOIN json_each(:shifts) AS shift"
    " CROSS JOIN title_probe AS other"
    " ON other.day = date(theirs.day, shift.value) AND other.probe = theirs.probe"
)
# Ten rows an item: given to SQLite as they are.
_ADD_PROBES = "INSERT INTO title_probe (day, probe, item_id) VALUES (?, ?, ?)"
STAFF = "staff"
RULE = "rule"


@dataclass(frozen=True, slots=True)
class Row:
    """What placing an item in a story needs of it."""

    id: int
    public_id: str
    url_key: str
    title: str
    published_at: datetime | None
    seen_at: datetime
    source: str
    source_name: str
    category: str
    state: str
    story: int | None
    story_by: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: under which head, by whose word, and in which state."""

    story: int | None
    story_by: str
    state: str


def rows(c: Connection, ids: Iterable[int]) -> list[Row]:
    """These items, in no order."""
    names = ("id", "public_id", "url_key", "title", "published_at", "seen_at")
    query = (
        select(
            *(item.c[name] for name in names),
            source.c.key,
            source.c.name,
            source.c.category,
            item.c.state,
            item.c.story,
            item.c.story_by,
        )
        .join(source, source.c.id == item.c.source_id)
        .where(item.c.id.in_(list(ids)))
    )
    return [Row(*tuple(row)) for row in c.execute(query)]


def mates(c: Connection, ids: Iterable[int]) -> set[int]:
    """The followers of these, where they are heads."""
    return set(c.execute(select(item.c.id).where(item.c.story.in_(list(ids)))).scalars())


def probe(w: Connection, wanted: Mapping[int, tuple[date, Iterable[int]]]) -> None:
    """Makes items findable by their titles, and no more by their former ones."""
    w.execute(delete(title_probe).where(title_probe.c.item_id.in_(list(wanted))))
    found = [
        (day.isoformat(), one, item_id)
        for item_id, (day, probes) in wanted.items()
        for one in sorted(probes)
    ]
    if found:
        w.exec_driver_sql(_ADD_PROBES, found)


def probed(c: Connection, after: int, limit: int) -> dict[int, date]:
    """id → day under which it is found, of the next items that have probes, in the order of their ids."""
    query = (
        select(title_probe.c.item_id, func.max(title_probe.c.day))
        .where(title_probe.c.item_id > after)
        .group_by(title_probe.c.item_id)
        .order_by(title_probe.c.item_id)
        .limit(limit)
    )
    return dict(c.execute(query).all())


def forget_probes(w: Connection, before: date) -> None:
    """Lets go of what is too old to meet anything new."""
    w.execute(delete(title_probe).where(title_probe.c.day < before))


def sharing_around(c: Connection, ids: Iterable[int], days: int) -> Sequence[int]:
    """Ids of the items with a probe of one of those, at most so many days away from it; them included."""
    shifts = json.dumps([f"{shift} days" for shift in range(-days, days + 1)])
    wanted = json.dumps(list(ids))
    return c.execute(_AROUND, {"ids": wanted, "shifts": shifts}).scalars().all()


def sharing(
    c: Connection, ids: Iterable[int], days: Sequence[date], limit: int = -1
) -> Sequence[int]:
    """Ids of the items of these days with a probe of one of those, them included, the most first."""
    theirs = title_probe.alias("theirs")
    probes = select(theirs.c.probe).where(theirs.c.item_id.in_(list(ids)))
    query = (
        select(title_probe.c.item_id)
        .where(title_probe.c.day.in_(days), title_probe.c.probe.in_(probes))
        .group_by(title_probe.c.item_id)
        .order_by(func.count().desc(), title_probe.c.item_id)
        .limit(limit)
    )
    return c.execute(query).scalars().all()


def places(c: Connection, ids: Iterable[int]) -> dict[int, Place]:
    query = select(item.c.id, item.c.story, item.c.story_by, item.c.state).where(
        item.c.id.in_(list(ids))
    )
    return {item_id: Place(*place) for item_id, *place in c.execute(query)}


def place(w: Connection, wanted: Mapping[int, Place]) -> None:
    """Puts items where they belong."""
    for item_id, one in wanted.items():
        w.execute(
            update(item)
            .where(item.c.id == bindparam("wanted"))
            .values(story=one.story, story_by=one.story_by, state=one.state),
            {"wanted": item_id},
        )


def drop_with(w: Connection, heads: Iterable[int]) -> None:
    """What nobody decided by itself is dropped with the head of its story."""
    dropped = item.alias("dropped")
    found = select(dropped.c.id).where(
        dropped.c.id.in_(list(heads)), dropped.c.state == State.DROPPED.value
    )
    w.execute(
        update(item)
        .where(item.c.story.in_(found), item.c.state == State.NEW.value)
        .values(state=State.DROPPED.value)
    )


def bring_back(w: Connection, head: int) -> None:
    """Those that were dropped come back with the head of their story."""
    w.execute(
        update(item)
        .where(item.c.story == head, item.c.state == State.DROPPED.value)
        .values(state=State.NEW.value)
    )


def tellings(c: Connection, heads: Iterable[int]) -> dict[int, list[Telling]]:
    """id of a head → its followers, the first told first."""
    query = (
        select(
            item.c.story,
            item.c.public_id,
            source.c.name,
            item.c.url,
            item.c.title,
            item.c.medium,
            item.c.duration,
        )
        .join(source, source.c.id == item.c.source_id)
        .where(item.c.story.in_(list(heads)))
        .order_by(item.c.story, func.coalesce(item.c.published_at, item.c.seen_at), item.c.url_key)
    )
    found: dict[int, list[Telling]] = {}
    for head, *told in c.execute(query):
        found.setdefault(head, []).append(Telling(*told))
    return found
