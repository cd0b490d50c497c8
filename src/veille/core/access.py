"""Coming in: one-time links, name and password, one-time codes; and who is there."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import gettext as _

from veille.accounts import codes
from veille.accounts.halfway import Halfway
from veille.accounts.patience import Patience
from veille.core.context import Context
from veille.errors import RefusedError, TooSoonError
from veille.model.role import Right, Role
from veille.store import accounts, people, settings
from veille.store.accounts import Credentials
from veille.store.engine import Connection
from veille.text.french import count
from veille.text.stems import fold

LINK_LIFE = timedelta(hours=1)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
STRANGERS = "refused_logins_of_strangers"
"""The setting that counts logins refused under a name that nobody has."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is signed in."""

    name: str
    csrf: str
    role: Role
    person_id: int
    shortcuts: bool
    has_password: bool

    def may(self, right: Right | str) -> bool:
        """Whether their role carries it; templates name the right by its value."""
        return self.role.may(Right(right))


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody comes from: counted against guessing, shown in their list of sessions."""

    address: str = ""
    agent: str = ""
    before: str = ""
    """The session key this browser held until now."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A session's key; or, when a one-time code is due, the ticket to give with it."""

    key: str = ""
    ticket: str = ""


class Access:
    """Links, logins, sessions. Only hashes of tokens are kept, so that a stolen store opens nothing."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._patience = Patience()
        self._halfway = Halfway()

    def new_link(self, name: str) -> str:
        """A token that opens one session, once, within the hour. Raises RefusedError for a closed account."""
        with self._ctx.store.write() as w:
            who = people.acting(w, name, Right.PROPOSE)
            return give_link(w, who, self._ctx.clock.now() + LINK_LIFE)

    def is_open(self, token: str) -> bool:
        """Whether a link may still be spent; looking at it changes nothing."""
        with self._ctx.store.read() as r:
            return people.login_link_open(r, hashed(token), self._ctx.clock.now())

    def redeem(self, token: str, browser: Browser | None = None) -> str | None:
        """Spends the link and returns a new session's key; None when it is spent, unknown or too old."""
        now = self._ctx.clock.now()
        with self._ctx.store.write() as w:
            who = people.spend_login_link(w, hashed(token), now)
            if who is None or accounts.credentials(w, who).disabled:
                return None
            return _open_session(w, who, now, browser or Browser(), by_link=True)

    def login(self, name: str, password: str, browser: Browser) -> Entered:
        """Judges a name (or an e-mail address) and a password.

        Raises TooSoonError while a wait is due, else RefusedError: in the same words and the same time
        whether the name, the password or a closed account is the reason.
        """
        with self._ctx.store.read() as r:
            found = accounts.find(r, name)
            known = accounts.credentials(r, found) if found is not None else None
        account = _counted(found) if found is not None else fold(name.strip())[:100]
        self._admit(account, browser)
        right = self._ctx.passwords.match(known.password if known else None, password)
        if known is None or not right or known.disabled:
            self._refuse(known)
            raise RefusedError(_("le nom ou le mot de passe n’est pas le bon"))
        now = self._ctx.clock.now()
        # The password alone does not make this the owner's address: a code may still be guessed.
        self._patience.forgive(account, browser.address, now, known=not known.totp)
        if known.totp:
            return Entered(ticket=self._halfway.admit(known.person_id, now))
        with self._ctx.store.write() as w:
            return Entered(_open_session(w, known.person_id, now, browser))

    def finish(self, ticket: str, code: str, browser: Browser) -> str:
        """The session's key, for whoever gave the right password and now gives the code of this half minute.

        Raises RefusedError: a wrong code may be tried again with the same ticket, five times in all.
        """
        now = self._ctx.clock.now()
        who = self._halfway.attempt(ticket, now)
        if who is None:
            raise RefusedError(_("il est trop tard pour ce code : recommencez depuis le début"))
        with self._ctx.store.read() as r:
            known = accounts.credentials(r, who)
        self._admit(_counted(who), browser)
        with self._ctx.store.write() as w:
            if self._code_is_right(w, known, code, now):
                self._halfway.spend(ticket)
                self._patience.forgive(_counted(who), browser.address, now)
                return _open_session(w, who, now, browser)
        self._refuse(known)
        raise RefusedError(_("ce code n’est pas le bon, ou a déjà servi : attendez le suivant"))

    def visitor(self, key: str) -> Visitor | None:
        """Who holds this session key; None once idle for 30 minutes or open for 12 hours."""
        now = self._ctx.clock.now()
        with self._ctx.store.read() as r:
            found = people.find_session(r, hashed(key))
        if found is None or now - found.seen_at > IDLE or now - found.opened_at > LONGEST:
            return None
        if now - found.seen_at > timedelta(minutes=1):
            with self._ctx.store.write() as w:
                people.touch_session(w, hashed(key), now)
        return Visitor(
            found.name,
            found.csrf,
            found.role,
            found.person_id,
            found.shortcuts,
            found.has_password,
        )

    def held_by(self, key: str) -> int:
        """Whose session this key was, over or not: their id, or 0 once nothing is left of it."""
        with self._ctx.store.read() as r:
            found = people.find_session(r, hashed(key))
        return found.person_id if found else 0

    def leave(self, key: str) -> None:
        with self._ctx.store.write() as w:
            people.close_session(w, hashed(key))

    def lacks_administrator(self) -> bool:
        """Whether nobody can yet come in and administer without the console."""
        with self._ctx.store.read() as r:
            return not accounts.able_administrators(r)

    def _admit(self, account: str, browser: Browser) -> None:
        wait = self._patience.admit(account, browser.address, self._ctx.clock.now())
        if wait > timedelta():
            raise TooSoonError(too_soon(wait))

    def _refuse(self, known: Credentials | None) -> None:
        """One row either way, so that a stranger's name takes as long as a colleague's."""
        with self._ctx.store.write() as w:
            if known is None:
                settings.put(w, STRANGERS, str(int(settings.get(w, STRANGERS) or 0) + 1))
            else:
                now, who = self._ctx.clock.now(), known.person_id
                people.write_journal(
                    w, at=now, by=who, verb="refused-login", about="desk", before={}, after={}
                )

    def _code_is_right(self, w: Connection, known: Credentials, code: str, now: datetime) -> bool:
        if known.totp is None or known.disabled:
            return False
        step = codes.step_of(known.totp, code, now, known.totp_used)
        return step is not None and accounts.use_code(w, known.person_id, step)


def give_link(w: Connection, who: int, expires_at: datetime) -> str:
    """A token that opens one session of that person, once."""
    token = secrets.token_urlsafe(24)
    people.add_login_link(w, hashed(token), who, expires_at)
    return token


def live_after(now: datetime) -> tuple[datetime, datetime]:
    """A session lives if it was opened since the first instant and seen since the second."""
    return now - LONGEST, now - IDLE


def new_key() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _open_session(
    w: Connection, who: int, now: datetime, browser: Browser, *, by_link: bool = False
) -> str:
    """A new key, whatever the browser held. Forms left open in it by the same person stay good."""
    key, old = new_key(), people.find_session(w, hashed(browser.before))
    csrf = old.csrf if old and old.person_id == who else secrets.token_urlsafe(24)
    people.close_session(w, hashed(browser.before))
    people.forget_sessions(w, opened_before=now - LONGEST, seen_before=now - LONGEST)
    after: dict[str, object] = {"by": "link" if by_link else "password"}
    people.write_journal(w, at=now, by=who, verb="enter", about="desk", before={}, after=after)
    people.open_session(w, hashed(key), who, csrf, now, agent=browser.agent[:300], by_link=by_link)
    return key


def _counted(who: int) -> str:
    """Under what an account's failures are counted, by whichever name it is tried; no typed name is so."""
    return f"\0{who}"


def too_soon(wait: timedelta) -> str:
    """How long whoever guessed must wait, and what else they may do."""
    seconds = max(1, round(wait.total_seconds()))
    short = count(seconds, "seconde", "secondes")
    left = short if seconds < 60 else count(-(-seconds // 60), "minute", "minutes")
    return _(
        "trop d’essais de suite : attendez {0}, ou demandez un lien à l’administration"
    ).format(left)
