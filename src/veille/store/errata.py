"""Rows of errata: dated notes on sealed editions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select

from veille.model.edition import Erratum
from veille.store.tables import erratum, person

_WHOLE = select(erratum, person.c.name.label("author")).join(
    person, person.c.id == erratum.c.person_id
)


def add(w: Connection, edition_id: int, text: str, by: int, at: datetime) -> int:
    values = {"edition_id": edition_id, "text": text, "person_id": by, "at": at}
    return int(w.execute(insert(erratum).values(**values).returning(erratum.c.id)).scalar_one())


def remove(w: Connection, erratum_id: int) -> None:
    w.execute(delete(erratum).where(erratum.c.id == erratum_id))


def listed(c: Connection, edition_id: int) -> list[Erratum]:
    """Those of one edition, the oldest first."""
    rows = c.execute(_WHOLE.where(erratum.c.edition_id == edition_id).order_by(erratum.c.id))
    return [_erratum(row) for row in rows]


def by_edition(c: Connection) -> dict[int, list[Erratum]]:
    """edition id → its errata, the oldest first."""
    found: dict[int, list[Erratum]] = {}
    for row in c.execute(_WHOLE.order_by(erratum.c.id)):
        found.setdefault(row.edition_id, []).append(_erratum(row))
    return found


def _erratum(row: Row[tuple[object, ...]]) -> Erratum:
    return Erratum(row.id, row.at, row.author, row.text)
