"""Rows for the map of the archive: where everything stands and when it changed, none of it read whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, false, func, or_, select

from veille.model.edition import EditionState
from veille.store.shelves import slices
from veille.store.tables import edition, item, placed


@dataclass(frozen=True, slots=True)
class MappedEdition:
    """A sealed edition by what its address is made of."""

    id: int
    publication: str
    date: date
    slug: str

    @property
    def path(self) -> str:
        return f"{self.publication}/{self.date.year}/{self.slug}/"


def editions(c: Connection) -> list[MappedEdition]:
    query = (
        select(edition.c.id, edition.c.publication, edition.c.date, edition.c.slug)
        .where(edition.c.state == EditionState.SEALED.value)
        .order_by(edition.c.id)
    )
    return [MappedEdition(*row) for row in c.execute(query)]


def items(c: Connection, years: Collection[int] | None = None) -> list[tuple[str, date, date]]:
    """(public id, day of its first telling, of its last) of every item with a page, or first told then."""
    query = select(placed.c.public_id, placed.c.first_on, placed.c.last_on)
    if years is not None:
        spans = (placed.c.first_on.between(date(y, 1, 1), date(y, 12, 31)) for y in years)
        query = query.where(or_(false(), *spans))
    return [(row[0], row[1], row[2]) for row in c.execute(query.order_by(placed.c.item_id))]


def first_years(c: Connection, item_ids: Iterable[int]) -> set[int]:
    """The years in which these items were told first."""
    query = select(func.strftime("%Y", placed.c.first_on)).distinct()
    return {
        int(year)
        for some in slices(item_ids)
        for year in c.execute(query.where(placed.c.item_id.in_(some))).scalars()
    }


def known_items(c: Connection) -> set[str]:
    """The public id of every item there is, shown or not."""
    return set(c.execute(select(item.c.public_id)).scalars())
