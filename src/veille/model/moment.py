"""When a call closes or an event takes place, as a text says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Moment:
    """The closing day of a call, or the days of an event, never both; and the words that said it."""

    why: str
    closes: date | None = None
    starts: date | None = None
    ends: date | None = None
    """The last day, of an event of several."""
    at: time | None = None
    """When an event of one day starts, by the clock on a wall."""
