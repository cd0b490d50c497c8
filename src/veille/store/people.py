"""Staff, what they did, and how they came in: person, journal, session, login link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from veille.store.engine import Store
from veille.store.tables import journal, login_link, person, session


@dataclass(frozen=True, slots=True)
class Session:
    """An open session of the desk."""

    person_id: int
    name: str
    csrf: str
    opened_at: datetime
    seen_at: datetime


def person_id(w: Connection, name: str) -> int:
    """The id of the person of that name, added at first sight."""
    found = w.execute(select(person.c.id).where(person.c.name == name)).scalar()
    if found is not None:
        return int(found)
    return int(w.execute(insert(person).values(name=name).returning(person.c.id)).scalar_one())


def write_journal(
    w: Connection,
    *,
    at: datetime,
    by: int,
    verb: str,
    about: str,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    """One act of staff, in its own transaction with what it changed."""
    w.execute(
        insert(journal).values(
            at=at, person_id=by, verb=verb, object=about, before=before, after=after
        )
    )


def add_login_link(w: Connection, token_sha256: str, by: int, expires_at: datetime) -> None:
    w.execute(
        insert(login_link).values(token_sha256=token_sha256, person_id=by, expires_at=expires_at)
    )


def login_link_open(c: Connection, token_sha256: str, now: datetime) -> bool:
    """Whether the link may still be spent; looking does not spend it."""
    query = select(login_link.c.person_id).where(
        login_link.c.token_sha256 == token_sha256,
        login_link.c.spent_at.is_(None),
        login_link.c.expires_at > now,
    )
    return c.execute(query).scalar() is not None


def spend_login_link(w: Connection, token_sha256: str, now: datetime) -> int | None:
    """The person who may come in, once; None when the link is unknown, spent or too old."""
    statement = (
        update(login_link)
        .where(
            login_link.c.token_sha256 == token_sha256,
            login_link.c.spent_at.is_(None),
            login_link.c.expires_at > now,
        )
        .values(spent_at=now)
        .returning(login_link.c.person_id)
    )
    return w.execute(statement).scalar()


def open_session(w: Connection, key_sha256: str, by: int, csrf: str, now: datetime) -> None:
    w.execute(
        insert(session).values(
            key_sha256=key_sha256, person_id=by, csrf=csrf, opened_at=now, seen_at=now
        )
    )


def find_session(c: Connection, key_sha256: str) -> Session | None:
    query = (
        select(person.c.id, person.c.name, session.c.csrf, session.c.opened_at, session.c.seen_at)
        .join(person, person.c.id == session.c.person_id)
        .where(session.c.key_sha256 == key_sha256, person.c.disabled_at.is_(None))
    )
    row = c.execute(query).first()
    return Session(*row) if row else None


def touch_session(w: Connection, key_sha256: str, now: datetime) -> None:
    w.execute(update(session).where(session.c.key_sha256 == key_sha256).values(seen_at=now))


def close_session(w: Connection, key_sha256: str) -> None:
    w.execute(delete(session).where(session.c.key_sha256 == key_sha256))


def forget_sessions(w: Connection, *, opened_before: datetime, seen_before: datetime) -> None:
    """Ends what is too old, so that a copied cookie is worth nothing."""
    w.execute(
        delete(session).where(
            (session.c.opened_at < opened_before) | (session.c.seen_at < seen_before)
        )
    )


def forget_everyone(copy: Path) -> None:
    """Takes sessions and login links out of a copy of the store: a backup opens no door."""
    store = Store(copy)
    with store.write() as w:
        w.execute(delete(session))
        w.execute(delete(login_link))
    with store.engine.connect().execution_options(raw=True) as connection:
        # One file, without a journal beside it, and no trace of what was deleted.
        connection.exec_driver_sql("pragma query_only=0")
        connection.exec_driver_sql("pragma journal_mode=delete")
        connection.exec_driver_sql("VACUUM")
    store.close()
