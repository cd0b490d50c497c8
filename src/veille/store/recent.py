"""What many lists of one build ask about the last months, read in one go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from veille.model.edition import EditionState
from veille.store.shelves import LAST_TOLD, slices
from veille.store.tables import edition, entry, filed, placed, section

_SEALED = edition.c.state == EditionState.SEALED.value


def counts(c: Connection) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Publication → (year, editions sealed), the newest first; under no name, all of them."""
    days = select(edition.c.publication, edition.c.date).where(_SEALED)
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for publication, day in c.execute(days):
        found[publication][day.year] += 1
        found[""][day.year] += 1
    return {key: sorted(years.items(), reverse=True) for key, years in found.items()}


Under = tuple[str, str, int | None]
"""Kind and key of a heading, and a year; None for all years."""


def under_since(c: Connection, day: date) -> Mapping[Under, Sequence[int]]:
    """The items told on that day or later under each heading, the last told first: in a year, and in any."""
    query = (
        select(filed.c.kind, filed.c.key, filed.c.year, placed.c.item_id)
        .join(filed, filed.c.item_id == placed.c.item_id)
        .where(placed.c.last_on >= day)
        .order_by(*LAST_TOLD)
    )
    found: dict[Under, dict[int, None]] = defaultdict(dict)
    for kind, key, year, item_id in c.execute(query):
        found[kind, key, year][item_id] = None
        found[kind, key, None][item_id] = None
    return {heading: list(items) for heading, items in found.items()}


def told_by_others(
    c: Connection, item_ids: Iterable[int], editions: Collection[int], day: date
) -> set[int]:
    """Those of the items that an edition of that day or later told, these editions left out."""
    query = (
        select(entry.c.item_id, edition.c.id)
        .join(section, section.c.id == entry.c.section_id)
        .join(edition, edition.c.id == section.c.edition_id)
        .where(_SEALED, edition.c.date >= day)
    )
    return {
        row[0]
        for some in slices(item_ids)
        for row in c.execute(query.where(entry.c.item_id.in_(some)))
        if row[1] not in editions
    }


Order = tuple[date, str]
"""The day under which the search knows an item, and its public id."""


def told_again(c: Connection, day: date) -> list[Order]:
    """Of each item told before that day and since: its last telling before."""
    query = (
        select(func.max(edition.c.date), placed.c.public_id)
        .join(entry, entry.c.item_id == placed.c.item_id)
        .join(section, section.c.id == entry.c.section_id)
        .join(edition, edition.c.id == section.c.edition_id)
        .where(placed.c.first_on < day, placed.c.last_on >= day, _SEALED, edition.c.date < day)
        .group_by(placed.c.item_id)
    )
    return [(row[0], row[1]) for row in c.execute(query)]


def quiet_before(c: Connection, day: date) -> dict[date, int]:
    """How many items were told last on each day before that one."""
    query = (
        select(placed.c.last_on, func.count())
        .where(placed.c.last_on < day)
        .group_by(placed.c.last_on)
    )
    return {row[0]: row[1] for row in c.execute(query)}


def quiet_on(c: Connection, days: Iterable[date]) -> list[Order]:
    """The items that were told last on these days."""
    query = select(placed.c.last_on, placed.c.public_id)
    return [
        (row[0], row[1])
        for some in slices(set(days))
        for row in c.execute(query.where(placed.c.last_on.in_(some)))
    ]


def quiet_of(c: Connection, public_ids: Iterable[str]) -> list[Order]:
    """When each of these items was told last."""
    query = select(placed.c.last_on, placed.c.public_id)
    return [
        (row[0], row[1])
        for some in slices(public_ids)
        for row in c.execute(query.where(placed.c.public_id.in_(some)))
    ]
