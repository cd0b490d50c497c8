"""An edition as it is read: the same frozen view feeds the letter, its text part and its archive page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from veille.model.event import EventView
from veille.model.item import Medium


class EditionState(StrEnum):
    """draft → validated → sealed; sealed is last and never changes."""

    DRAFT = "draft"
    VALIDATED = "validated"
    SEALED = "sealed"


class Issue(StrEnum):
    """usual takes one number, double two (« n° 132-133 »), special one of its own row (« hors-série n° 1 »)."""

    USUAL = "usual"
    SPECIAL = "special"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a person put an item in a draft, and its note in this edition; None leaves it to the rules."""

    section: str | None = None
    position: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Validation:
    """Who found a draft good to send, when, and exactly what: `mark` is the content's own."""

    at: datetime
    by: str
    mark: str
    by_link: bool = False
    """Through a private link, without an account."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """A dated note on a sealed edition's page."""

    id: int
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """A key and the words people read for it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An item placed in an edition, with everything a reader is shown and nothing else."""

    public_id: str
    title: str
    url: str
    source: str
    published_on: date | None = None
    medium: Medium = "read"
    duration: int | None = None
    """Seconds."""
    access: str = "free"
    nature: str = ""
    themes: tuple[Named, ...] = ()
    territories: tuple[Named, ...] = ()
    note: str = ""
    quotation: str = ""
    also_seen: tuple[str, ...] = ()
    closes_on: date | None = None
    starts_at: datetime | None = None
    """Paris time, naive on purpose: an hour on a wall, not an instant."""
    ends_at: datetime | None = None
    place: str = ""
    event: EventView | None = None
    """An event of the centre, whole: its days, programme and registration."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of an edition; never empty when shown."""

    key: str
    title: str
    kind: Literal["items", "agenda"]
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition whole. Title and colour are its own: the configuration may change later."""

    publication: str
    publication_title: str
    template: str
    accent: str
    number: int
    slug: str
    date: date
    period: str
    """« novembre 2026 », « semaine du 16 au 22 novembre 2026 »."""
    sections: tuple[SectionView, ...]
    public_id: str = ""
    title: str = ""
    edito: str = ""
    issn: str = ""
    rhythm: str = ""
    issue: Issue = Issue.USUAL
    per_year: int = 0
    """How many the year should count: « n° 3/20 »; 0 says nothing of it."""

    @property
    def path(self) -> str:
        """Its address under the archive's root, with the slash at the end."""
        return f"{self.publication}/{self.date.year}/{self.slug}/"

    @property
    def entries(self) -> tuple[EntryView, ...]:
        return tuple(entry for section in self.sections for entry in section.entries)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent: subject, both parts. Marks such as %%DESABONNEMENT%% are cut out per person."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check before sealing says, about which entry, and how to mend it."""

    blocking: bool
    entry: str
    """Title of the entry, empty for the edition as a whole."""
    message: str
    fix: str = ""
    forcible: bool = False
    """Whether a person may seal all the same."""
    rule: str = ""
    """The check that found it: a short name that docs/checks.md explains."""
    entry_id: str = ""
    """public id of the entry."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue of a publication, as the store keeps it."""

    id: int
    public_id: str
    publication: str
    state: EditionState
    date: date
    number: int | None
    slug: str
    title: str
    edito: str
    view: EditionView | None
    """Present once sealed."""
    subject: str = ""
    """Of a draft: as typed, empty for the template's own."""
    sealed_at: datetime | None = None
    sealed_by: str = ""
    html_sha256: str = ""
    text_sha256: str = ""
    pdf_sha256: str = ""
    pdf_pages: int = 0
    pdf_fault: str = ""
    """Why it was sealed without a PDF, in French; empty too where nothing is ever printed."""
    issue: Issue = Issue.USUAL
    period: str = ""
    """As typed; empty for the usual words."""
    validation: Validation | None = None
