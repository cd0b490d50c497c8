"""Rows of a draft as a person arranges them: where each item stands, its note there, the edition's words."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from veille.model.edition import Placement
from veille.store.selections import WAITING
from veille.store.tables import edition, item, selection


def placements(c: Connection, edition_id: int) -> dict[str, Placement]:
    """public id → what a person decided of each item of a draft."""
    query = (
        select(item.c.public_id, selection)
        .join(item, item.c.id == selection.c.item_id)
        .where(selection.c.edition_id == edition_id)
        .order_by(selection.c.at, selection.c.id)
    )
    return {
        row.public_id: Placement(row.section_key, row.position, row.note)
        for row in c.execute(query)
    }


def put(w: Connection, edition_id: int, item_id: int, placement: Placement) -> None:
    """Decides where an item of a draft stands and what is said of it there."""
    w.execute(
        update(selection)
        .where(selection.c.edition_id == edition_id, selection.c.item_id == item_id)
        .values(section_key=placement.section, position=placement.position, note=placement.note)
    )


def leave(w: Connection, edition_id: int, item_id: int) -> None:
    """An item of a draft waits again for the next one, as the rules would place it."""
    w.execute(
        update(selection)
        .where(selection.c.edition_id == edition_id, selection.c.item_id == item_id)
        .values(**WAITING)
    )


def write(w: Connection, edition_id: int, words: Mapping[str, object]) -> None:
    """The edition's own words; its year follows its date."""
    w.execute(update(edition).where(edition.c.id == edition_id).values(**words))
