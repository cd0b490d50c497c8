"""Rows of selections: what waits for a publication until an edition takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.model.edition import Placement
from veille.store.tables import edition, item, selection

WAITING: Mapping[str, None] = {
    "edition_id": None,
    "section_key": None,
    "position": None,
    "note": None,
}
"""What waits is placed by the rules again: what was decided for one edition is that edition's alone."""


def waiting() -> ColumnElement[bool]:
    """A selection waits until the edition that took it is sealed."""
    # Said of the drafts, which are few: ten years of sealed editions are then never looked through.
    open_ = select(edition.c.id).where(edition.c.state != "sealed")
    return or_(selection.c.edition_id.is_(None), selection.c.edition_id.in_(open_))


def add(w: Connection, item_id: int, publication: str, person_id: int, at: datetime) -> None:
    """Puts an item in a basket; one that already waits there stays as it is."""
    already = select(selection.c.id).where(
        selection.c.item_id == item_id, selection.c.publication == publication, waiting()
    )
    if w.execute(already).first() is None:
        w.execute(
            upsert(selection)
            .values(item_id=item_id, publication=publication, person_id=person_id, at=at)
            .on_conflict_do_nothing()
        )


def remove(w: Connection, item_id: int, publication: str) -> None:
    """Takes it out of the basket; what was sealed is out of reach."""
    w.execute(
        delete(selection).where(
            selection.c.item_id == item_id, selection.c.publication == publication, waiting()
        )
    )


def of_items(c: Connection, ids: Iterable[int]) -> dict[int, list[str]]:
    """item id → publications it waits for."""
    query = (
        select(selection.c.item_id, selection.c.publication)
        .where(selection.c.item_id.in_(list(ids)), waiting())
        .order_by(selection.c.item_id, selection.c.publication)
    )
    found: dict[int, list[str]] = {}
    for item_id, publication in c.execute(query):
        found.setdefault(item_id, []).append(publication)
    return found


def basket(c: Connection, publication: str, *, drafted: bool = True) -> list[int]:
    """Items that wait for a publication, in the order they were chosen; `drafted`: with those in a draft."""
    where = waiting() if drafted else selection.c.edition_id.is_(None)
    query = (
        select(selection.c.item_id)
        .where(selection.c.publication == publication, where)
        .order_by(selection.c.at, selection.c.id)
    )
    return list(c.execute(query).scalars())


def placements(c: Connection, edition_id: int) -> dict[int, Placement]:
    """item id → what a person decided of it in a draft, in the order they were chosen."""
    query = (
        select(selection)
        .where(selection.c.edition_id == edition_id)
        .order_by(selection.c.at, selection.c.id)
    )
    return {
        row.item_id: Placement(row.section_key, row.position, row.note) for row in c.execute(query)
    }


def counts(c: Connection) -> dict[str, int]:
    """publication → how many items wait for it."""
    query = (
        select(selection.c.publication, func.count())
        .where(waiting())
        .group_by(selection.c.publication)
    )
    return dict(c.execute(query).all())


def release(w: Connection, edition_id: int, placed: Sequence[str]) -> None:
    """Gives back to the basket what an edition had taken and does not hold, by public id."""
    kept = select(item.c.id).where(item.c.public_id.in_(placed))
    w.execute(
        update(selection)
        .where(selection.c.edition_id == edition_id, selection.c.item_id.not_in(kept))
        .values(**WAITING)
    )


def free(c: Connection) -> dict[str, int]:
    """publication → how many items wait that no draft has taken."""
    query = (
        select(selection.c.publication, func.count())
        .where(selection.c.edition_id.is_(None))
        .group_by(selection.c.publication)
    )
    return dict(c.execute(query).all())


def take(w: Connection, publication: str, item_ids: Sequence[int], edition_id: int) -> None:
    """The basket goes into a draft."""
    w.execute(
        update(selection)
        .where(
            selection.c.publication == publication,
            selection.c.edition_id.is_(None),
            selection.c.item_id.in_(item_ids),
        )
        .values(edition_id=edition_id)
    )
