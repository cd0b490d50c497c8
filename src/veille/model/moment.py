"""When a call closes or an event takes place, as a text says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


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

    @property
    def starts_at(self) -> datetime | None:
        """On a wall in Paris; midnight is a whole day."""
        return datetime.combine(self.starts, self.at or time()) if self.starts else None

    @property
    def ends_at(self) -> datetime | None:
        return datetime.combine(self.ends, time()) if self.ends else None
