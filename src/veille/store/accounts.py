"""Accounts of the team: found by name or address, changed, counted; their passwords and one-time codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, update

from veille.model.person import Person
from veille.model.role import Role
from veille.store.tables import person, session


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a login is judged by."""

    person_id: int
    name: str
    password: str | None
    totp: str | None
    totp_used: int | None
    disabled: bool


def add(w: Connection, name: str, email: str, role: Role) -> int:
    values = {"name": name, "email": email or None, "role": role.value}
    return int(w.execute(insert(person).values(**values).returning(person.c.id)).scalar_one())


def find(c: Connection, typed: str) -> int | None:
    """The account of that name or that e-mail address; letters of either case."""
    wanted = typed.strip().lower()
    query = (
        select(person.c.id)
        .where(or_(person.c.name == typed.strip(), func.lower(person.c.email) == wanted))
        .order_by(person.c.name != typed.strip())
    )
    return c.execute(query).scalar()


def credentials(c: Connection, person_id: int) -> Credentials:
    row = c.execute(select(person).where(person.c.id == person_id)).one()
    return Credentials(
        row.id, row.name, row.password, row.totp, row.totp_used, row.disabled_at is not None
    )


def get(c: Connection, person_id: int, live_after: tuple[datetime, datetime]) -> Person | None:
    row = c.execute(_whole(live_after).where(person.c.id == person_id)).first()
    return _person(row) if row else None


def listed(c: Connection, live_after: tuple[datetime, datetime]) -> list[Person]:
    """Everyone by name, those whose account is closed last. `live_after`: (opened, seen) of a live session."""
    query = _whole(live_after).order_by(person.c.disabled_at.is_not(None), person.c.name)
    return [_person(row) for row in c.execute(query)]


def set_values(w: Connection, person_id: int, **values: object) -> None:
    w.execute(update(person).where(person.c.id == person_id).values(**values))


def use_code(w: Connection, person_id: int, step: int) -> bool:
    """Marks a one-time code as used; False when another login used it, or a later one, meanwhile."""
    statement = (
        update(person)
        .where(
            person.c.id == person_id,
            or_(person.c.totp_used.is_(None), person.c.totp_used < step),
        )
        .values(totp_used=step)
        .returning(person.c.id)
    )
    return w.execute(statement).scalar() is not None


def able_administrators(c: Connection) -> list[int]:
    """Who can come in by a password and do all: the console and its robots do not count."""
    query = select(person.c.id).where(
        person.c.role == Role.ADMINISTRATION.value,
        person.c.disabled_at.is_(None),
        person.c.password.is_not(None),
    )
    return list(c.execute(query).scalars())


def _whole(live_after: tuple[datetime, datetime]) -> Select[tuple[object, ...]]:
    opened, seen = live_after
    live = (
        select(
            session.c.person_id,
            func.count().label("sessions"),
            func.max(session.c.seen_at, type_=session.c.seen_at.type).label("last_seen"),
        )
        .where(session.c.opened_at >= opened, session.c.seen_at >= seen)
        .group_by(session.c.person_id)
        .subquery()
    )
    return select(person, live.c.sessions, live.c.last_seen).join(
        live, live.c.person_id == person.c.id, isouter=True
    )


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email or "",
        role=Role(row.role),
        disabled_at=row.disabled_at,
        has_password=row.password is not None,
        has_codes=row.totp is not None,
        shortcuts=row.shortcuts,
        sessions=row.sessions or 0,
        seen_at=row.last_seen,
    )
