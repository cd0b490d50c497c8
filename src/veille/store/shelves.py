"""Rows of what was sealed, read for the archive: editions with their neighbours, items with their tellings."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Select, Text, and_, func, or_, select, type_coerce

from veille.model.edition import EditionState, EditionView, EntryView
from veille.model.frozen import thaw, thaw_entry
from veille.store.tables import edition, entry, filed, item, placed, section

AT_ONCE = 500
"""Keys in one question: the archive of twenty years is read in slices."""

_SEALED = edition.c.state == EditionState.SEALED.value
_RANK = func.coalesce(edition.c.number, 0)
_NEWEST = (edition.c.date.desc(), edition.c.publication.desc(), _RANK.desc(), edition.c.id.desc())
_OLDEST = (edition.c.date, edition.c.publication, _RANK, edition.c.id)
_HEAD = func.json_set(edition.c.view, "$.sections", func.json("[]")).label("head")
"""The frozen view without its sections: an edition as others name it."""


def slices(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """The keys in order, a question's worth at a time."""
    yield from sliced(sorted(keys))


def sliced(keys: Collection[Any]) -> Iterator[list[Any]]:
    """The same, in the order they came."""
    listed = list(keys)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


# --- editions ------------------------------------------------------------------------------------


def shelf_years(c: Connection, ids: Iterable[int] | None = None) -> list[tuple[str, int]]:
    """Every (publication, year) that has an edition, or one of these."""
    year = func.strftime("%Y", edition.c.date)
    query = select(edition.c.publication, year).distinct().where(_SEALED)
    questions = [query] if ids is None else [query.where(edition.c.id.in_(s)) for s in slices(ids)]
    return sorted({(key, int(found)) for one in questions for key, found in c.execute(one)})


def begun(c: Connection, ids: Collection[int]) -> list[tuple[str, int]]:
    """(publication, year) of these editions that have no other; without a publication, a year of all."""
    year = func.strftime("%Y", edition.c.date)
    query = select(edition.c.publication, year, edition.c.id).where(_SEALED)
    held: dict[tuple[str, int], bool] = {}
    for key, found, edition_id in c.execute(query):
        for shelf in (key, ""):
            at = (shelf, int(found))
            held[at] = held.get(at, True) and edition_id in ids
    return sorted(at for at, alone in held.items() if alone)


def ordered(
    c: Connection, publication: str = "", year: int | None = None, limit: int | None = None
) -> list[int]:
    """Ids of editions, the newest first."""
    query = select(edition.c.id).where(_SEALED).order_by(*_NEWEST).limit(limit)
    if publication:
        query = query.where(edition.c.publication == publication)
    if year:
        query = query.where(edition.c.date.between(date(year, 1, 1), date(year, 12, 31)))
    return list(c.execute(query).scalars())


def editions(c: Connection, publication: str, limit: int) -> list[EditionView]:
    """The newest first, whole."""
    ids = ordered(c, publication, limit=limit)
    found = covers(c, ids)
    return [found[one] for one in ids]


def covers(c: Connection, ids: Iterable[int], most: int | None = None) -> dict[int, EditionView]:
    """id → the edition, whole or with so many entries a section."""
    columns = (edition.c.id, type_coerce(edition.c.view, Text).label("written"))
    return {
        row.id: _covers.of(row.written, most)
        for some in slices(ids)
        for row in c.execute(select(*columns).where(edition.c.id.in_(some)))
    }


class _Covers:
    """What was sealed is read at each build, and most of it is thrown away: what is left is kept, by its hash."""

    def __init__(self) -> None:
        self._made: dict[tuple[bytes, int | None], EditionView] = {}

    def of(self, written: str, most: int | None) -> EditionView:
        key = (blake2b(written.encode(), digest_size=16).digest(), most)
        if key not in self._made:
            if len(self._made) >= AT_ONCE:
                self._made.clear()
            self._made[key] = thaw(json.loads(written), most)
        return self._made[key]


_covers = _Covers()


def edition_ids(c: Connection) -> list[int]:
    return list(c.execute(select(edition.c.id).where(_SEALED).order_by(edition.c.id)).scalars())


@dataclass(frozen=True, slots=True)
class Shelved:
    """A sealed edition: its frozen view and what of it the archive carries along."""

    id: int
    view: EditionView
    pdf_sha256: str
    pdf_pages: int
    html_sha256: str
    text_sha256: str


def shelved(c: Connection, ids: Iterable[int]) -> Iterator[Shelved]:
    """These editions, whole, in the order of their ids."""
    columns = (
        edition.c.id,
        edition.c.view,
        edition.c.pdf_sha256,
        edition.c.pdf_pages,
        edition.c.html_sha256,
        edition.c.text_sha256,
    )
    for some in slices(ids):
        query = select(*columns).where(_SEALED, edition.c.id.in_(some)).order_by(edition.c.id)
        for row in c.execute(query):
            yield Shelved(
                row.id,
                thaw(row.view),
                row.pdf_sha256 or "",
                row.pdf_pages or 0,
                row.html_sha256 or "",
                row.text_sha256 or "",
            )


def heads(c: Connection, ids: Iterable[int]) -> dict[int, EditionView]:
    """id → the edition without its sections."""
    return {
        row.id: thaw(json.loads(row.head))
        for some in slices(ids)
        for row in c.execute(select(edition.c.id, _HEAD).where(edition.c.id.in_(some)))
    }


def neighbours(c: Connection, edition_id: int) -> tuple[int | None, int | None]:
    """The ids of the editions before and after on the same shelf."""
    here = c.execute(
        select(edition.c.publication, edition.c.date, _RANK.label("rank"), edition.c.id).where(
            edition.c.id == edition_id
        )
    ).one()

    def beyond(sign: str) -> Any:
        columns = (edition.c.date, _RANK, edition.c.id)
        told = (here.date, here.rank, here.id)
        ways = []
        for at in range(3):
            same = [column == value for column, value in zip(columns[:at], told[:at], strict=True)]
            more = columns[at] > told[at] if sign == ">" else columns[at] < told[at]
            ways.append(and_(*same, more))
        return or_(*ways)

    shelf = select(edition.c.id).where(_SEALED, edition.c.publication == here.publication)
    before = c.execute(shelf.where(beyond("<")).order_by(*_NEWEST).limit(1)).scalar()
    after = c.execute(shelf.where(beyond(">")).order_by(*_OLDEST).limit(1)).scalar()
    return before, after


def accents(c: Connection, ids: Iterable[int] | None = None) -> set[str]:
    """The colours of these editions, or of all."""
    colour = edition.c.view["accent"].as_string()
    if ids is None:
        return set(c.execute(select(colour).distinct().where(_SEALED)).scalars())
    query = select(colour)
    return {
        found
        for some in slices(ids)
        for found in c.execute(query.where(edition.c.id.in_(some))).scalars()
    }


# --- items ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """An item in one edition, as that edition told it."""

    item_id: int
    edition_id: int
    entry: EntryView


def tellings(c: Connection, item_ids: Sequence[int]) -> list[Told]:
    """Every telling of these items, the oldest first; at most AT_ONCE items.

    Put in order here: asked to do it, the store would walk through every edition there is.
    """
    order = (edition.c.date, edition.c.publication, _RANK, edition.c.id, entry.c.id)
    written = type_coerce(entry.c.frozen, Text)
    query = (
        select(entry.c.item_id, section.c.edition_id, written, *order)
        .join(section, section.c.id == entry.c.section_id)
        .join(edition, edition.c.id == section.c.edition_id)
        .where(entry.c.item_id.in_(item_ids))
    )
    found = sorted(c.execute(query), key=lambda row: row[3:])
    return [Told(row[0], row[1], _thawed(row[2])) for row in found]


@lru_cache(maxsize=8_192)
def _thawed(written: str) -> EntryView:
    """What was sealed is read at each build, and says the same: it is the same object too (`archive.once`)."""
    return thaw_entry(json.loads(written))


@dataclass(frozen=True, slots=True)
class Row:
    """An item that has a page."""

    item_id: int
    public_id: str
    first_on: date
    last_on: date
    seen_at: datetime | None


_ROW = select(
    placed.c.item_id, placed.c.public_id, placed.c.first_on, placed.c.last_on, placed.c.seen_at
)
LAST_TOLD = (placed.c.last_on.desc(), placed.c.title.desc(), placed.c.public_id.desc())


def rows(c: Connection, item_ids: Sequence[int]) -> list[Row]:
    """Those of these items that have a page; at most AT_ONCE."""
    return _rows(c, _ROW.where(placed.c.item_id.in_(item_ids)).order_by(placed.c.item_id))


def newest(c: Connection, limit: int) -> list[int]:
    """Item ids, the last told first."""
    query = select(placed.c.item_id).order_by(*LAST_TOLD).limit(limit)
    return list(c.execute(query).scalars())


def newest_of(c: Connection, publication: str, limit: int) -> list[int]:
    """The items of the last editions of one publication, the last told there first."""
    query = (
        select(entry.c.item_id)
        .join(section, section.c.id == entry.c.section_id)
        .join(edition, edition.c.id == section.c.edition_id)
        .where(_SEALED, edition.c.publication == publication)
        .order_by(*_NEWEST, section.c.position, entry.c.position)
    )
    found: dict[int, None] = {}
    for item_id in c.execute(query).scalars():
        found.setdefault(item_id)
        if len(found) == limit:
            break
    return list(found)


def under(
    c: Connection, kind: str, keys: Collection[str], year: int | None, limit: int | None
) -> list[int]:
    """Item ids told under one of these headings, the last told first."""
    where = [filed.c.kind == kind, filed.c.key.in_(sorted(keys))]
    if year is not None:
        where.append(filed.c.year == year)
    inside = select(filed.c.item_id).where(*where)
    query = select(placed.c.item_id).where(placed.c.item_id.in_(inside))
    return list(c.execute(query.order_by(*LAST_TOLD).limit(limit)).scalars())


def placed_ids(c: Connection) -> list[int]:
    return list(c.execute(select(placed.c.item_id).order_by(placed.c.item_id)).scalars())


def told_since(c: Connection, day: date) -> list[int]:
    """Items told, or public by themselves, on that day or later."""
    query = select(placed.c.item_id).where(placed.c.last_on >= day)
    return list(c.execute(query.order_by(placed.c.item_id)).scalars())


def told_before(c: Connection, day: date) -> list[int]:
    """Items that had a page before that day."""
    query = select(placed.c.item_id).where(placed.c.first_on < day)
    return list(c.execute(query.order_by(placed.c.item_id)).scalars())


def ids_of(c: Connection, public_ids: Iterable[str]) -> list[int]:
    """The ids of these items, those without a page left out."""
    query = select(placed.c.item_id)
    return [
        found
        for some in slices(public_ids)
        for found in c.execute(query.where(placed.c.public_id.in_(some))).scalars()
    ]


def latest(c: Connection) -> date | None:
    """The day of the last edition."""
    return c.execute(select(func.max(edition.c.date)).where(_SEALED)).scalar()


def dated_before(c: Connection, ids: Iterable[int], day: date) -> bool:
    """Whether one of these editions is older than that day."""
    query = select(edition.c.id).where(edition.c.date < day).limit(1)
    return any(c.execute(query.where(edition.c.id.in_(some))).first() for some in slices(ids))


def total(c: Connection) -> int:
    return int(c.execute(select(func.count()).select_from(placed)).scalar_one())


def among(c: Connection, public_ids: Iterable[str]) -> set[str]:
    """Those of these items that have a page."""
    query = select(placed.c.public_id)
    return {
        found
        for some in slices(public_ids)
        for found in c.execute(query.where(placed.c.public_id.in_(some))).scalars()
    }


def items_of(c: Connection, edition_ids: Iterable[int]) -> set[int]:
    """The items that these editions told."""
    query = select(entry.c.item_id).join(section, section.c.id == entry.c.section_id)
    return {
        found
        for some in slices(edition_ids)
        for found in c.execute(query.where(section.c.edition_id.in_(some))).scalars()
    }


def editions_of(c: Connection, item_ids: Iterable[int]) -> set[int]:
    """The sealed editions that told these items."""
    query = select(section.c.edition_id).join(entry, entry.c.section_id == section.c.id)
    return {
        found
        for some in slices(item_ids)
        for found in c.execute(query.where(entry.c.item_id.in_(some))).scalars()
    }


def without_page(c: Connection, item_ids: Iterable[int]) -> set[str]:
    """Those of these items that have no page, by their public ids."""
    query = select(item.c.public_id).where(item.c.id.not_in(select(placed.c.item_id)))
    return {
        found
        for some in slices(item_ids)
        for found in c.execute(query.where(item.c.id.in_(some))).scalars()
    }


def _rows(c: Connection, query: Select[Any]) -> list[Row]:
    return [Row(*row) for row in c.execute(query)]
