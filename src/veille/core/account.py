"""One's own account: password, one-time codes, sessions, keyboard shortcuts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import gettext as _

from veille.accounts import codes
from veille.accounts.passwords import fault
from veille.accounts.patience import Patience
from veille.core.access import hashed, live_after, new_key, too_soon
from veille.core.context import Context
from veille.errors import NotFoundError, RefusedError, TooSoonError, WrongPasswordError
from veille.model.person import OpenSession, Person
from veille.model.role import Right
from veille.store import accounts, people
from veille.store.accounts import Credentials
from veille.store.engine import Connection

FRESH = timedelta(minutes=30)
"""After coming in by a link, how long a forgotten password may be replaced."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A secret for the telephone, kept nowhere until a code made with it comes back."""

    secret: str
    picture: str
    """A QR code, as a data: address."""


class Account:
    """What each person settles for themselves; `key` is the session in which they do so."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._patience = Patience()

    def get(self, name: str) -> Person:
        with self._ctx.store.read() as r:
            found = accounts.find(r, name)
            person = accounts.get(r, found, self._live()) if found is not None else None
        if person is None:
            raise NotFoundError(_("aucun compte « {0} »").format(name))
        return person

    def is_fresh(self, key: str) -> bool:
        """Whether this session may choose a password without giving the one before."""
        with self._ctx.store.read() as r:
            return self._is_fresh(r, key)

    def judge(self, password: str, *, by: str) -> str:
        """What is wrong with a new password of that person, as a sentence; empty when it will do."""
        person, centre = self.get(by), self._ctx.config.centre.centre
        return fault(password, (person.name, person.email, centre.name, centre.short))

    def set_password(self, password: str, *, current: str, by: str, key: str) -> str:
        """Changes it, ends every other session and gives this one another key, which is returned.

        Raises RefusedError when the password is too weak, or when `current` is not the one that stands.
        """
        if wrong := self.judge(password, by=by):
            raise RefusedError(wrong)
        self._check(current, by=by, key=key)
        kept = self._ctx.passwords.hash(password)
        return self._secure(by, key, "set-password", password=kept)

    def enrol(self, *, by: str, secret: str = "") -> Enrolment:
        """A new secret with its picture, or the picture of one that was just given."""
        secret = secret if codes.is_secret(secret) else codes.new_secret()
        centre = self._ctx.config.centre.centre.short
        return Enrolment(secret, codes.picture(secret, name=by, issuer=f"veille, {centre}"))

    def start_codes(self, secret: str, code: str, *, current: str = "", by: str, key: str) -> str:
        """From now on a code is due at login. Returns the session's new key; others are ended.

        Raises RefusedError when the code does not come from that secret, or `current` is wrong: else
        whoever sits down at an open desk could put their telephone in the place of its owner's.
        """
        self._check(current, by=by, key=key)
        step = None
        if codes.is_secret(secret):
            step = codes.step_of(secret, code, self._ctx.clock.now(), None)
        if step is None:
            raise RefusedError(_("ce code n’est pas celui que montre le téléphone : réessayez"))
        return self._secure(by, key, "start-codes", totp=secret, totp_used=step)

    def stop_codes(self, *, current: str, by: str, key: str) -> str:
        """A password alone will do again. Returns the session's new key. Raises RefusedError."""
        self._check(current, by=by, key=key)
        return self._secure(by, key, "stop-codes", totp=None, totp_used=None)

    def sessions(self, *, by: str, key: str) -> list[OpenSession]:
        """Where they are signed in, the last seen first."""
        opened, seen = self._live()
        with self._ctx.store.read() as r:
            who = accounts.find(r, by) or 0
            found = people.sessions_of(r, who, opened_after=opened, seen_after=seen)
        return [
            OpenSession(_handle(sha), one.agent, one.opened_at, one.seen_at, sha == hashed(key))
            for sha, one in found.items()
        ]

    def end_session(self, handle: str, *, by: str) -> None:
        """Ends one of their own sessions. Raises NotFoundError."""
        opened, seen = self._live()
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.PROPOSE)
            mine = people.sessions_of(w, who, opened_after=opened, seen_after=seen)
            ended = [sha for sha in mine if _handle(sha) == handle]
            if not ended:
                raise NotFoundError(_("cette session est déjà finie"))
            people.close_session(w, ended[0])
            self._journal(w, who, "end-session", {"sessions": 1})

    def end_others(self, *, by: str, key: str) -> int:
        """Ends all but this one; says how many."""
        others = sum(not one.here for one in self.sessions(by=by, key=key))
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.PROPOSE)
            people.end_sessions(w, who, but=hashed(key))
            self._journal(w, who, "end-session", {"sessions": others})
        return others

    def set_shortcuts(self, on: bool, *, by: str) -> None:
        """Keys of one letter, on or off (WCAG 2.1.4)."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.PROPOSE)
            accounts.set_values(w, who, shortcuts=on)
            self._journal(w, who, "set-shortcuts", {"shortcuts": on})

    def _check(self, current: str, *, by: str, key: str) -> None:
        """Whoever sits at an open desk must still know the password, unless a link just let them in.

        Guesses are counted by session: the owner, in another, is not made to wait for them.
        """
        with self._ctx.store.read() as r:
            known = accounts.credentials(r, accounts.find(r, by) or 0)
            trusted = self._is_trusted(r, known, key)
        if trusted:
            return
        account, here, now = str(known.person_id), hashed(key), self._ctx.clock.now()
        if wait := self._patience.admit(account, here, now):
            raise TooSoonError(too_soon(wait))
        if not self._ctx.passwords.match(known.password, current):
            raise WrongPasswordError(_("le mot de passe actuel n’est pas le bon"))
        self._patience.forgive(account, here, now)

    def _is_trusted(self, c: Connection, known: Credentials, key: str) -> bool:
        return known.password is None or self._is_fresh(c, key)

    def _is_fresh(self, c: Connection, key: str) -> bool:
        found = people.find_session(c, hashed(key))
        now = self._ctx.clock.now()
        return found is not None and found.by_link and now - found.opened_at <= FRESH

    def _secure(self, by: str, key: str, verb: str, **values: object) -> str:
        """Writes, ends what was opened before, and rotates this session."""
        fresh = new_key()
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.PROPOSE)
            accounts.set_values(w, who, **values)
            people.end_sessions(w, who, but=hashed(key))
            people.void_login_links(w, who, self._ctx.clock.now())
            people.rotate_session(w, hashed(key), hashed(fresh))
            self._journal(w, who, verb, {})
        return fresh

    def _journal(self, w: Connection, who: int, verb: str, after: dict[str, object]) -> None:
        people.write_journal(
            w,
            at=self._ctx.clock.now(),
            by=who,
            verb=verb,
            about=f"person:{who}",
            before={},
            after=after,
        )

    def _live(self) -> tuple[datetime, datetime]:
        return live_after(self._ctx.clock.now())


def _handle(key_sha256: str) -> str:
    """A name for a session on a page: part of a hash of a hash, which opens nothing."""
    return hashed(key_sha256)[:16]
