"""Staff, what they did, and how they came in: person, journal, session, login link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _
from pathlib import Path

from sqlalchemy import Connection, Row, delete, insert, select, update

from veille.errors import ForbiddenError
from veille.model.role import Right, Role
from veille.store.engine import Store
from veille.store.tables import journal, login_link, person, scratch, session

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
    by_link: bool
    agent: str
    role: Role
    shortcuts: bool
    has_password: bool


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


def void_login_links(w: Connection, by: int, now: datetime) -> None:
    """Links that were given out and not spent open nothing any more."""
    w.execute(
        update(login_link)
        .where(login_link.c.person_id == by, login_link.c.spent_at.is_(None))
        .values(spent_at=now)
    )


def open_session(
    w: Connection,
    key_sha256: str,
    by: int,
    csrf: str,
    now: datetime,
    *,
    agent: str = "",
    by_link: bool = False,
) -> None:
    values = {"key_sha256": key_sha256, "person_id": by, "csrf": csrf, "agent": agent}
    w.execute(insert(session).values(**values, by_link=by_link, opened_at=now, seen_at=now))


def find_session(c: Connection, key_sha256: str) -> Session | None:
    """An open session, unless its owner's account is closed."""
    row = c.execute(
        _SESSION.where(session.c.key_sha256 == key_sha256, person.c.disabled_at.is_(None))
    ).first()
    return _session(row) if row else None


def sessions_of(
    c: Connection, by: int, *, opened_after: datetime, seen_after: datetime
) -> dict[str, Session]:
    """Hash of the key → the session, those last seen first."""
    query = _SESSION.where(
        session.c.person_id == by,
        session.c.opened_at >= opened_after,
        session.c.seen_at >= seen_after,
    ).order_by(session.c.seen_at.desc(), session.c.key_sha256)
    return {row.key_sha256: _session(row) for row in c.execute(query)}


_SESSION = select(
    session, person.c.name, person.c.role, person.c.shortcuts, person.c.password
).join(person, person.c.id == session.c.person_id)


def _session(row: Row[tuple[object, ...]]) -> Session:
    return Session(
        person_id=row.person_id,
        name=row.name,
        csrf=row.csrf,
        opened_at=row.opened_at,
        seen_at=row.seen_at,
        by_link=row.by_link,
        agent=row.agent,
        role=Role(row.role),
        shortcuts=row.shortcuts,
        has_password=row.password is not None,
    )


def rotate_session(w: Connection, before: str, after: str) -> None:
    """Gives a session another key: a copy of the one before opens nothing."""
    w.execute(update(session).where(session.c.key_sha256 == before).values(key_sha256=after))


def end_sessions(w: Connection, by: int, *, but: str = "") -> int:
    """Ends every session of a person, save one; says how many."""
    return w.execute(
        delete(session).where(session.c.person_id == by, session.c.key_sha256 != but)
    ).rowcount


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
    """Takes sessions and login links out of a copy of the store: a backup opens no door.

    Nor what somebody typed and never saved: nobody chose to have it kept for two weeks.
    """
    store = Store(copy)
    with store.write() as w:
        w.execute(delete(session))
        w.execute(delete(login_link))
        w.execute(delete(scratch))
    with store.engine.connect().execution_options(raw=True) as connection:
        # One file, without a journal beside it, and no trace of what was deleted.
        connection.exec_driver_sql("pragma query_only=0")
        connection.exec_driver_sql("pragma journal_mode=delete")
        connection.exec_driver_sql("VACUUM")
    store.close()
