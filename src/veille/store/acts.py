"""Acts of staff read back from the journal, and undone: an act that undoes names the one it undoes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.store.tables import blob, journal, person

FURTHEST = 500
"""Acts looked through at once: those before are a past week's."""


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


def latest(c: Connection, verbs: Sequence[str]) -> Act | None:
    """The last act of these kinds that nobody undid."""
    query = _standing().where(journal.c.verb.in_(verbs)).order_by(journal.c.id.desc())
    return next(iter(_read(c, query.limit(1))), None)


def of_person(c: Connection, person_id: int, verbs: Sequence[str]) -> list[Act]:
    """Somebody's acts of these kinds that nobody undid and that undo nothing, the newest first."""
    query = _standing().where(
        journal.c.person_id == person_id, journal.c.verb.in_(verbs), journal.c.undoes.is_(None)
    )
    return _read(c, query.order_by(journal.c.id.desc()).limit(FURTHEST))


def keep_text(w: Connection, text: bytes) -> str:
    """Keeps the text of a file as it was, and returns its SHA-256."""
    digest = sha256(text).hexdigest()
    values = {"sha256": digest, "type": "text/yaml", "bytes": text}
    w.execute(upsert(blob).values(**values).on_conflict_do_nothing())
    return digest


def kept_text(c: Connection, digest: str) -> str:
    """The text behind a SHA-256."""
    found = c.execute(select(blob.c.bytes).where(blob.c.sha256 == digest)).scalar_one()
    return bytes(found).decode("utf-8")


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
