"""Coming in: one-time links from the console, sessions, and who is there."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from veille.core.context import Context
from veille.store import people

LINK_LIFE = timedelta(hours=1)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is signed in."""

    name: str
    csrf: str


class Access:
    """Login links and sessions. Only hashes of tokens are kept, so that a stolen store opens nothing."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def new_link(self, name: str) -> str:
        """A token that opens one session, once, within the hour."""
        token = secrets.token_urlsafe(24)
        with self._ctx.store.write() as w:
            people.add_login_link(
                w, _hash(token), people.person_id(w, name), self._ctx.clock.now() + LINK_LIFE
            )
        return token

    def is_open(self, token: str) -> bool:
        """Whether a link may still be spent; looking at it changes nothing."""
        with self._ctx.store.read() as r:
            return people.login_link_open(r, _hash(token), self._ctx.clock.now())

    def redeem(self, token: str) -> str | None:
        """Spends the link and returns a new session's key; None when it is spent, unknown or too old."""
        now = self._ctx.clock.now()
        key = secrets.token_urlsafe(32)
        with self._ctx.store.write() as w:
            who = people.spend_login_link(w, _hash(token), now)
            if who is None:
                return None
            people.forget_sessions(w, opened_before=now - LONGEST, seen_before=now - IDLE)
            people.write_journal(w, at=now, by=who, verb="enter", about="desk", before={}, after={})
            people.open_session(w, _hash(key), who, secrets.token_urlsafe(24), now)
        return key

    def visitor(self, key: str) -> Visitor | None:
        """Who holds this session key; None once idle for 30 minutes or open for 12 hours."""
        now = self._ctx.clock.now()
        with self._ctx.store.read() as r:
            found = people.find_session(r, _hash(key))
        if found is None or now - found.seen_at > IDLE or now - found.opened_at > LONGEST:
            return None
        if now - found.seen_at > timedelta(minutes=1):
            with self._ctx.store.write() as w:
                people.touch_session(w, _hash(key), now)
        return Visitor(found.name, found.csrf)

    def leave(self, key: str) -> None:
        with self._ctx.store.write() as w:
            people.close_session(w, _hash(key))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
