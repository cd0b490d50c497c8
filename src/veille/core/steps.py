"""How far one run has come: kept in hand, written to the ledger about once a second, never more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import gettext as _
from threading import Event

from veille.errors import StoppedError
from veille.ports import Clock
from veille.text.french import count

EVERY = timedelta(seconds=1)
LINES = 300
"""Sentences kept of one run: more than anyone reads, and the ledger stays small."""
WIDTH = 300

Hear = Callable[[int, int, str], None]
"""Told of each step as it is made: (how many done, how many in all, what it was)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the ledger keeps of it."""

    done: int
    total: int
    log: str


class Steps:
    """One run under way. Every method raises StoppedError once veille is asked to stop."""

    def __init__(
        self, clock: Clock, save: Callable[[Progress], None], stop: Event, hear: Hear | None = None
    ) -> None:
        self._clock = clock
        self._save = save
        self._stop = stop
        self._hear = hear or _nobody
        self._saved: datetime = clock.now()
        self._lines: list[str] = []
        self._left_out = 0
        self._done = self._total = 0

    def step(self, done: int, total: int, label: str = "", told: str = "") -> None:
        """So many are done, of so many; `told` goes into the log."""
        self._done, self._total = done, total
        self._hear(done, total, label)
        self.say(told)

    def say(self, sentence: str) -> None:
        """One more line of the run's log; an empty one is none."""
        if len(self._lines) >= LINES:
            self._left_out += bool(sentence)
        elif sentence:
            self._lines.append(" ".join(sentence.split())[:WIDTH])
        self._go_on()

    @property
    def now(self) -> Progress:
        return Progress(self._done, self._total, "\n".join([*self._lines, *self._rest()]))

    def _rest(self) -> list[str]:
        more = count(self._left_out, "autre ligne", "autres lignes")
        return [_("… et {0}").format(more)] if self._left_out else []

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise StoppedError(_("veille s’est arrêtée avant la fin"))
        now = self._clock.now()
        if now - self._saved >= EVERY:
            self._saved = now
            self._save(self.now)


def _nobody(done: int, total: int, label: str) -> None:
    """Tells nobody."""
