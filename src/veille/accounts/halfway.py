"""Between the password and the code: a ticket that lives five minutes and bears five mistakes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

LIFE = timedelta(minutes=5)
TRIES = 5
MOST = 1000


@dataclass(slots=True)
class _Ticket:
    person: int
    until: datetime
    tries: int = TRIES


class Halfway:
    """Who gave the right password and owes a code. In memory: a restart asks for the password again."""

    def __init__(self) -> None:
        self._tickets: dict[str, _Ticket] = {}
        self._lock = Lock()

    def admit(self, person: int, now: datetime) -> str:
        """A ticket for that person."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._tickets[_hash(token)] = _Ticket(person, now + LIFE)
            while len(self._tickets) > MOST:
                self._tickets.pop(next(iter(self._tickets)))
        return token

    def attempt(self, token: str, now: datetime) -> int | None:
        """Whose ticket it is, one try less; None when it is spent, unknown or too old."""
        with self._lock:
            ticket = self._tickets.get(_hash(token))
            if ticket is None or ticket.until <= now or ticket.tries == 0:
                self._tickets.pop(_hash(token), None)
                return None
            ticket.tries -= 1
            return ticket.person

    def spend(self, token: str) -> None:
        with self._lock:
            self._tickets.pop(_hash(token), None)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
