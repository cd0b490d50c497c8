"""Rows of scratch: what somebody has typed into a form and not sent yet. Kept a while, then gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.store.tables import person, scratch


@dataclass(frozen=True, slots=True)
class Scratch:
    """One form of one person."""

    form: str
    content: dict[str, Any]
    at: datetime


def of_person(c: Connection, name: str) -> list[Scratch]:
    """Everything that person has not sent, the newest first."""
    query = (
        select(scratch.c.form, scratch.c.content, scratch.c.at)
        .join(person, person.c.id == scratch.c.person_id)
        .where(person.c.name == name)
        .order_by(scratch.c.at.desc(), scratch.c.form)
    )
    return [Scratch(*row) for row in c.execute(query)]


def get(c: Connection, name: str, form: str) -> Scratch | None:
    query = (
        select(scratch.c.form, scratch.c.content, scratch.c.at)
        .join(person, person.c.id == scratch.c.person_id)
        .where(person.c.name == name, scratch.c.form == form)
    )
    row = c.execute(query).first()
    return Scratch(*row) if row else None


def put(w: Connection, person_id: int, form: str, content: dict[str, Any], at: datetime) -> None:
    values = {"content": content, "at": at}
    statement = upsert(scratch).values(person_id=person_id, form=form, **values)
    w.execute(statement.on_conflict_do_update(set_=values))


def drop(w: Connection, person_id: int, form: str) -> None:
    w.execute(delete(scratch).where(scratch.c.person_id == person_id, scratch.c.form == form))


def trim(w: Connection, person_id: int, *, keep: int, since: datetime) -> None:
    """Leaves that person's newest forms, and nobody anything older than `since`."""
    newest = (
        select(scratch.c.form)
        .where(scratch.c.person_id == person_id)
        .order_by(scratch.c.at.desc(), scratch.c.form)
        .limit(keep)
    )
    w.execute(
        delete(scratch).where(scratch.c.person_id == person_id, scratch.c.form.not_in(newest))
    )
    w.execute(delete(scratch).where(scratch.c.at < since))
