"""Acts that somebody may still take back: rows of the journal that no later row undoes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from veille.store.tables import journal

FURTHEST = 500
"""Acts looked through: those before are a past week's."""


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the journal."""

    id: int
    at: datetime
    verb: str
    about: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def not_undone(c: Connection, person_id: int, verbs: Collection[str]) -> Iterator[Act]:
    """Somebody's acts of these kinds, the newest first, without those already taken back."""
    undone = select(journal.c.undoes).where(journal.c.undoes.is_not(None))
    query = (
        select(journal)
        .where(
            journal.c.person_id == person_id,
            journal.c.verb.in_(verbs),
            journal.c.undoes.is_(None),
            journal.c.id.not_in(undone),
        )
        .order_by(journal.c.id.desc())
        .limit(FURTHEST)
    )
    for row in c.execute(query).all():
        yield Act(row.id, row.at, row.verb, row.object, row.before, row.after)


def take_back(w: Connection, act: Act, *, by: int, at: datetime) -> None:
    """Writes that an act was undone; the act itself stays where it is."""
    w.execute(
        insert(journal).values(
            at=at,
            person_id=by,
            verb=act.verb,
            object=act.about,
            before=dict(act.after),
            after=dict(act.before),
            undoes=act.id,
        )
    )
