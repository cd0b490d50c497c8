"""How a watched source does: state, trouble and figures, as words for code, the state in French too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from gettext import gettext as _


class Health(StrEnum):
    """In the order in which a person should look: trouble first."""

    FAILING = "failing"
    """Failed more than once on end, or for good."""
    UNCERTAIN = "uncertain"
    """Failed at the last visit only, or answers something that a person should look at."""
    SILENT = "silent"
    """Answers, but has told nothing new for much longer than it usually takes."""
    NEVER = "never"
    """Not visited yet."""
    OK = "ok"
    PAUSED = "paused"

    @property
    def troubled(self) -> bool:
        """Whether someone should look into it."""
        return self in (Health.FAILING, Health.UNCERTAIN, Health.SILENT)


HEALTH_WORDS: Mapping[Health, str] = {
    Health.FAILING: _("en panne"),
    Health.UNCERTAIN: _("à vérifier"),
    Health.SILENT: _("silencieuse"),
    Health.NEVER: _("pas encore visitée"),
    Health.OK: _("va bien"),
    Health.PAUSED: _("en pause"),
}
"""What people read, at the desk and in the terminal alike."""


class Trouble(StrEnum):
    """What is wrong, as the store keeps it. Each has its cure in collect/health.py."""

    NETWORK = "network"
    NO_HOST = "no-host"
    NO_SERVER = "no-server"
    TOO_HEAVY = "too-heavy"
    REFUSED = "refused"
    NOT_FOUND = "not-found"
    GONE = "gone"
    BUSY = "busy"
    SERVER = "server"
    ROBOTS = "robots"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    MAILBOX = "mailbox"

    # An answer « 200 OK » that is not what was asked for.
    BLOCKED = "blocked"
    SHELL = "shell"
    LOGIN = "login"
    PARKED = "parked"
    MAINTENANCE = "maintenance"
    COOKIES = "cookies"
    SOFT_404 = "soft-404"
    HOME_PAGE = "home-page"
    PAGE = "page"

    # It was read, and something in it calls for a look.
    TOO_MANY = "too-many"
    MISDATED = "misdated"
    UNDATED = "undated"
    NO_DATES = "no-dates"

    @property
    def is_doubt(self) -> bool:
        """Whether the source was read all the same: it stands until the source is read again."""
        return self in (Trouble.TOO_MANY, Trouble.MISDATED, Trouble.UNDATED, Trouble.NO_DATES)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one source: all that its state is judged by."""

    enabled: bool = True
    note: str = ""
    """What the staff wrote of it: the reason of a pause."""
    last_ok_at: datetime | None = None
    last_filled_at: datetime | None = None
    """Its last answer with something in it."""
    newest_at: datetime | None = None
    """Its newest publication; the arrival of the newest item for a source without dates."""
    rhythm: float | None = None
    """Usual days between two publications; None while too few are known."""
    failures: int = 0
    """On end."""
    empty_runs: int = 0
    """Empty lists on end."""
    trouble: str = ""
    error: str = ""
    moved_to: str | None = None
    proposed_url: str | None = None
    gone_at: datetime | None = None
    """Since when its server says that it is no more (410): it is asked by name only."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The state of a source, why, and what to do: French sentences with plain spaces, maybe empty."""

    state: Health
    reason: str = ""
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one source brought in a span of time: items first seen, kept of those, told in sealed editions."""

    collected: int = 0
    kept: int = 0
    published: int = 0


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What a source is worth: over ninety days and over a year."""

    items: int = 0
    """Ever."""
    season: Tally = Tally()
    year: Tally = Tally()
    lead_hours: float | None = None
    """Median hours from publication to our first sighting; its first visit, which brings old things, left out."""
    edition_days: float | None = None
    """Median days from our first sighting to the sealed edition, over a year."""
    since: datetime | None = None
    """Its first visit."""


@dataclass(frozen=True, slots=True)
class PastVisit:
    """One line of the fetch log."""

    at: datetime
    outcome: str
    status: int | None
    seen: int
    new: int
    error: str
