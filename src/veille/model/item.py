"""What is collected, and what staff make of it: fetched, candidate, item, suggestion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from veille.model.event import EventView
from veille.model.moment import Moment

Medium = Literal["read", "listen", "watch"]


class State(StrEnum):
    """Where triage left an item. Expired and published are computed, never stored."""

    NEW = "new"
    KEPT = "kept"
    DROPPED = "dropped"


class Verdict(StrEnum):
    """What `judge` says of a candidate."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


class Outcome(StrEnum):
    """How one fetch of one source ended."""

    NEW = "new"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not-modified"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask « has it changed? », sent back verbatim (RFC 9110 §13)."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    """Of the body, for the many servers that give nothing to ask with; never sent."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer. `body` is empty on 304; header names are lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    validators: Validators
    moved_to: str | None = None
    """The new address, when every redirect on the way was permanent."""

    @property
    def not_modified(self) -> bool:
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of a source as read, before anything is known of it. Texts are plain text."""

    guid: str
    url: str | None
    title: str
    excerpt: str = ""
    author: str = ""
    published_at: datetime | None = None
    medium: Medium = "read"
    duration: int | None = None
    """Seconds."""
    misdated: bool = False
    """It has a date that nobody can believe: days ahead, or older than the web."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme, a nature, a territory or a publication that a rule proposes, and the reason in French."""

    kind: Literal["theme", "nature", "territory", "publication"]
    key: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Published:
    """One sealed edition that an item was in."""

    publication: str
    title: str
    number: int | None
    """None for a special issue, which takes none of the collection's."""
    date: date
    path: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """The same story under another address."""

    public_id: str
    source_name: str
    url: str | None
    title: str
    medium: Medium = "read"
    duration: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A resource that was collected once, wherever it was seen."""

    id: int
    public_id: str
    url_key: str
    url: str | None
    title: str
    seen_at: datetime
    source: str
    source_name: str
    state: State = State.NEW
    author: str = ""
    published_at: datetime | None = None
    excerpt: str = ""
    language: str = "fr"
    nature: str = ""
    medium: Medium = "read"
    duration: int | None = None
    access: str = "free"
    closes_on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    summary: str = ""
    quotation: str = ""
    own: bool = False
    proposed_by: str = ""
    """Who brought it in by hand; empty when a source told it."""
    territories: tuple[str, ...] = ()
    placed_by: str = ""
    """`staff` when a person chose the territories; rules do otherwise."""
    placed_why: tuple[str, ...] = ()
    """Beside each territory, the words that name it; empty for what comes from its source."""
    themes: tuple[str, ...] = ()
    """Keys that a person gave."""
    suggestions: tuple[Suggestion, ...] = ()
    selected_for: tuple[str, ...] = ()
    """Publications that it waits for."""
    published_in: tuple[Published, ...] = ()
    also_seen: tuple[str, ...] = field(default=())
    """Names of the other sources where the same address was seen."""
    story: str | None = None
    """Public id of the item that heads its story; None for a head, and for an item that stands alone."""
    also_told: tuple[Telling, ...] = ()
    """What a head stands for: the other tellings of its story."""
    moment: Moment | None = None
    """When it closes or takes place by its own words, proposed until a person says or refuses it."""
    event: EventView | None = None
    """What the centre announces, when it is an event of its own."""

    def closed_on(self, today: date) -> date | None:
        """The day it closed, a person's or else the one its words tell, when that day is past."""
        closes = self.closes_on or (self.moment.closes if self.moment else None)
        return closes if closes and closes < today else None

    def ended_on(self, today: date) -> date | None:
        """The last day of what it announces, when that day is past."""
        known = self.starts_at is not None
        starts = self.starts_at if known else self.moment and self.moment.starts_at
        ends = self.ends_at if known else self.moment and self.moment.ends_at
        last = ends or starts
        return last.date() if last and last.date() < today else None


@dataclass(frozen=True, slots=True)
class Filter:
    """What the desk and the command line may ask of the items. Empty means any."""

    state: State | None = None
    source: str = ""
    category: str = ""
    theme: str = ""
    """Given by a person or proposed by a rule; narrower ones count too."""
    selected_for: str = ""
    text: str = ""
    medium: str = ""
    nature: str = ""
    territory: str = ""
    """With what lies inside: a région brings its départements and communes."""
    since: date | None = None
    until: date | None = None
    """Days in Paris, of publication or else of arrival; both included."""
    own: bool = False
    best: bool = False
    """The best first, among the newest that fit; else the newest first."""
    before: int | None = None
    """Go on from there: only what came before this id."""
    heads: bool = False
    """A story once: what tells it again is left out, unless it was kept."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Triage:
    """What a person decides of an item. None leaves as it is; `accept` takes the suggestions."""

    state: State | None = None
    accept: bool = False
    themes: tuple[str, ...] | None = None
    territories: tuple[str, ...] | None = None
    nature: str | None = None
    select: tuple[str, ...] = ()
    unselect: tuple[str, ...] = ()
    summary: str | None = None
    quotation: str | None = None
    url: str | None = None
    closes_on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str | None = None
    clear: tuple[str, ...] = ()
    """Dates to take away: closes_on, starts_at, ends_at."""
