"""How long whoever failed must wait: counted by account and by address, in memory. Never a lock-out.

An address that fails waits longer each time. An account waits a little when many addresses fail on it
together, but never at an address from which its owner came in: nobody can shut somebody else out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

FORGOTTEN = timedelta(hours=1)
MOST = 10_000
"""Names and addresses remembered: beyond, the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`free` failures cost nothing; each further one doubles the wait, from one second to `longest`."""

    free: int
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        beyond = failures - self.free
        if beyond < 0:
            return timedelta()
        return min(self.longest, timedelta(seconds=2 ** min(beyond, 20)))


BY_ADDRESS = Rule(free=5, longest=timedelta(minutes=15))
BY_ACCOUNT = Rule(free=20, longest=timedelta(seconds=30))


@dataclass(frozen=True, slots=True)
class _Count:
    failures: int
    last: datetime


class Patience:
    """What failed of late. Every method takes the instant, so that a test need not wait."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], _Count] = {}
        self._known: dict[tuple[str, str], datetime] = {}
        self._lock = Lock()

    def admit(self, account: str, address: str, now: datetime) -> timedelta:
        """How long to wait yet. When nothing, the attempt is counted at once as a failure,

        so that a burst of them does not slip through before the first is judged.
        """
        with self._lock:
            asked = [("address", address, BY_ADDRESS)]
            if (account, address) not in self._known:
                asked.append(("account", account, BY_ACCOUNT))
            waits = [self._left((kind, key), rule, now) for kind, key, rule in asked]
            if max(waits) > timedelta():
                return max(waits)
            for kind, key, _rule in asked:
                self._count((kind, key), now)
            self._prune(now)
            return timedelta()

    def forgive(self, account: str, address: str, now: datetime, *, known: bool = True) -> None:
        """The attempt that was counted was right; those before it stay counted.

        `known`: the owner came in, and is not made to wait at that address for what others do.
        """
        with self._lock:
            for key in (("address", address), ("account", account)):
                if found := self._counts.get(key):
                    self._counts[key] = replace(found, failures=max(0, found.failures - 1))
            if known:
                self._known[account, address] = now

    def _left(self, key: tuple[str, str], rule: Rule, now: datetime) -> timedelta:
        found = self._counts.get(key)
        if found is None or now - found.last > FORGOTTEN:
            return timedelta()
        return max(timedelta(), found.last + rule.wait(found.failures) - now)

    def _count(self, key: tuple[str, str], now: datetime) -> None:
        found = self._counts.pop(key, None)
        before = found.failures if found and now - found.last <= FORGOTTEN else 0
        self._counts[key] = _Count(before + 1, now)  # the newest last

    def _prune(self, now: datetime) -> None:
        while len(self._counts) > MOST:
            self._counts.pop(next(iter(self._counts)))
        while len(self._known) > MOST:
            self._known.pop(next(iter(self._known)))
