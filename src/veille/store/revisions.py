"""Rows of revisions: what a watched page said before and after a change. Private, kept a while."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from veille.model.revision import Revision
from veille.store.tables import revision, sighting


@dataclass(frozen=True, slots=True)
class Kept:
    """One change as it was seen."""

    at: datetime
    before: str
    after: str


def add(w: Connection, source_id: int, told: Iterable[Revision], at: datetime) -> None:
    """Keeps both texts of each change."""
    rows = [
        {
            "source_id": source_id,
            "guid": one.guid,
            "at": at,
            "before": one.before,
            "after": one.after,
        }
        for one in told
    ]
    if rows:
        w.execute(insert(revision), rows)


def of_item(c: Connection, item_id: int) -> Kept | None:
    """The change that an item tells; None for any other item, and once its texts are forgotten."""
    query = (
        select(revision.c.at, revision.c.before, revision.c.after)
        .join(
            sighting,
            (sighting.c.source_id == revision.c.source_id) & (sighting.c.guid == revision.c.guid),
        )
        .where(sighting.c.item_id == item_id)
        .order_by(revision.c.id.desc())
        .limit(1)
    )
    row = c.execute(query).first()
    return Kept(row.at, row.before, row.after) if row else None


def forget(w: Connection, before: datetime) -> None:
    """Lets go of the texts seen before that instant; the items that told of them stay."""
    w.execute(delete(revision).where(revision.c.at < before))
