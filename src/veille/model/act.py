"""One act of staff as the journal kept it, and what it was about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act was about, by the words it has today; all empty once it is gone."""

    kind: str = ""
    """What stands before the colon: item, edition, person… or the whole name of a file."""
    key: str = ""
    title: str = ""
    publication: str = ""
    slug: str = ""
    """Of an edition, once sealed."""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the journal: who did what to which thing, before and after."""

    id: int
    at: datetime
    who: str
    verb: str
    about: Subject
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class WantedActs:
    """Which acts to read, the newest first. `before` is the last one that was read."""

    person: int | None = None
    kind: str = ""
    before: int | None = None
    limit: int = 50
