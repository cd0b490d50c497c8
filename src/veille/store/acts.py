"""Acts of staff read back from the journal, and undone: an act that undoes names the one it undoes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from veille.store.tables import journal, person


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the journal."""

    id: int
    at: datetime
    by: str
    verb: str
    about: str
    before: dict[str, Any]
    after: dict[str, Any]


def find(c: Connection, act_id: int) -> Act | None:
    return next(iter(_read(c, _standing().where(journal.c.id == act_id))), None)


def standing(c: Connection, verbs: Sequence[str], about: str, limit: int = 1) -> list[Act]:
    """The last acts of these kinds about one thing that nobody undid, the newest first."""
    query = _standing().where(journal.c.verb.in_(verbs), journal.c.object == about)
    return _read(c, query.order_by(journal.c.id.desc()).limit(limit))


def _standing() -> Select[Any]:
    undoing = journal.alias("undoing")
    undone = select(undoing.c.id).where(undoing.c.undoes == journal.c.id).exists()
    return (
        select(
            journal.c.id,
            journal.c.at,
            person.c.name,
            journal.c.verb,
            journal.c.object,
            journal.c.before,
            journal.c.after,
        )
        .join(person, person.c.id == journal.c.person_id)
        .where(~undone)
    )


def _read(c: Connection, query: Select[Any]) -> list[Act]:
    return [Act(*row) for row in c.execute(query).all()]
