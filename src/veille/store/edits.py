"""What the journal keeps of the edits of a YAML file, so that the last one can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from veille.store.tables import journal, person


@dataclass(frozen=True, slots=True)
class JournaledEdit:
    """One edit: who, when, in which words; the text that was there, and the one that took its place."""

    id: int
    at: datetime
    by: str
    verb: str
    place: int
    was: str
    now: str
    digest: str
    """Of the file as it was left."""
    words: str


def last(c: Connection, file: str) -> JournaledEdit | None:
    """The last edit that the desk or the command line made of a file."""
    query = (
        select(journal, person.c.name)
        .join(person, person.c.id == journal.c.person_id)
        .where(journal.c.object == file)
        .order_by(journal.c.id.desc())
        .limit(1)
    )
    row = c.execute(query).first()
    if row is None or "digest" not in row.after:
        return None
    return JournaledEdit(
        id=row.id,
        at=row.at,
        by=row.name,
        verb=row.verb,
        place=row.after["place"],
        was=row.before["text"],
        now=row.after["text"],
        digest=row.after["digest"],
        words=row.after["words"],
    )
