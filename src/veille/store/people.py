"""Staff, what they did, and how they came in: person, journal, session, login link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from veille.errors import ForbiddenError
from veille.model.role import Right, Role
from veille.store.engine import Store
from veille.store.tables import journal, login_link, person, session

_REFUSALS = {
    Right.PROPOSE: _("votre rôle ne permet pas de proposer ni de commenter"),
    Right.EDIT: _("votre rôle permet de lire et de commenter : demandez à la rédaction"),
    Right.VALIDATE: _(
        "votre rôle ne permet pas de donner le bon à envoyer : demandez une relecture"
    ),
    Right.SEND: _("votre rôle ne permet ni de sceller ni d’envoyer : demandez à qui tient l’envoi"),
    Right.ADMINISTER: _("seule l’administration peut faire cela"),
}


@dataclass(frozen=True, slots=True)
class Session:
    """An open session of the desk."""

    person_id: int
    name: str
    csrf: str
    opened_at: datetime
    seen_at: datetime


def person_id(w: Connection, name: str) -> int:
    """The id of the person of that name, added at first sight.

    Whoever is unknown came by the console, and holds the whole folder in hand: no right is missing.
    """
    found = w.execute(select(person.c.id).where(person.c.name == name)).scalar()
    if found is not None:
        return int(found)
    values = {"name": name, "role": Role.ADMINISTRATION.value}
    return int(w.execute(insert(person).values(**values).returning(person.c.id)).scalar_one())


def acting(w: Connection, name: str, right: Right) -> int:
    """The id of who acts, once their role is known to allow it. Raises ForbiddenError."""
    found = person_id(w, name)
    row = w.execute(select(person.c.role, person.c.disabled_at).where(person.c.id == found)).one()
    if row.disabled_at is not None:
        raise ForbiddenError(_("le compte « {0} » est fermé").format(name))
    if not Role(row.role).may(right):
        raise ForbiddenError(_REFUSALS[right])
    return found


def write_journal(
    w: Connection,
    *,
    at: datetime,
    by: int,
    verb: str,
    about: str,
    before: dict[str, object],
    after: dict[str, object],
    undoes: int | None = None,
) -> None:
    """One act of staff, in its own transaction with what it changed; `undoes` is the act it takes back."""
    w.execute(
        insert(journal).values(
            at=at,
            person_id=by,
            verb=verb,
            object=about,
            before=before,
            after=after,
            undoes=undoes,
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
