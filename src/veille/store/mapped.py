"""Rows for the map of the archive: where everything stands and when it changed, none of it read whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from veille.model.edition import EditionState
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


def items(c: Connection) -> list[tuple[str, date, date]]:
    """(public id, day of its first telling, of its last) of every item with a page."""
    query = select(placed.c.public_id, placed.c.first_on, placed.c.last_on)
    return [(row[0], row[1], row[2]) for row in c.execute(query.order_by(placed.c.item_id))]


def known_items(c: Connection) -> set[str]:
    """The public id of every item there is, shown or not."""
    return set(c.execute(select(item.c.public_id)).scalars())
