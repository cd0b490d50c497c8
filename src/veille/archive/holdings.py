"""What is public, as the plan asks for it: shelves, editions, entries where they were placed, pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from veille.model.declared import Centre, Renamed, Source
from veille.model.dossier import DossierView
from veille.model.edition import EditionView, EntryView, Erratum, SectionView
from veille.model.event import Event
from veille.model.piece import Illustration

AGENDA = "agenda/agenda.ics"
"""Every public event in one calendar file."""


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme of the vocabulary as the archive needs it."""

    key: str
    label: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A publication: what stands on its shelf is asked of the holdings."""

    key: str
    title: str
    accent: str
    rhythm: str = ""
    living: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What every page is given. Nothing here changes when an edition is published.

    Two exceptions, which only the pages of the day may show: `as_of` and `dead`.
    """

    workspace: str
    centre: Centre
    archive_url: str
    as_of: date
    shelves: tuple[Shelf, ...]
    themes: tuple[ThemeLine, ...]
    merged: Mapping[str, str] = field(default_factory=dict)
    """Key of a theme that was merged → key of the one that took its place."""
    dossiers: bool = False
    """Whether there is any, for the navigation."""
    events: bool = False
    history: tuple[Renamed, ...] = ()
    """What things were called before, for the search."""
    dead: Mapping[str, date] = field(default_factory=dict)
    """Address → since when nothing answers there."""


@dataclass(frozen=True, slots=True)
class OwnPiece:
    """A piece of the centre that is public: its page is the one of its item."""

    entry: EntryView
    html: str
    """Made from small Markdown: safe, and never escaped again."""
    published_on: date
    updated_on: date
    link: str = ""
    illustration: Illustration | None = None

    @property
    def picture(self) -> str:
        """The path of its picture under the root; empty without one."""
        return f"assets/pictures/{self.illustration.file}" if self.illustration else ""


@dataclass(frozen=True, slots=True)
class Announced:
    """A public event of the centre as it is now, whatever a sealed edition told of it."""

    event: Event
    entry: EntryView
    updated_on: date

    @property
    def path(self) -> str:
        return f"agenda/{self.event.public_id}/"

    @property
    def calendar(self) -> str:
        return f"{self.path}evenement.ics"


@dataclass(frozen=True, slots=True)
class Print:
    """The sealed PDF of an edition, which lies in its folder."""

    name: str
    pages: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An edition with what stands beside it on its shelf, and what was added since."""

    id: int
    view: EditionView
    previous: EditionView | None = None
    next: EditionView | None = None
    """Neighbours come without their sections."""
    errata: tuple[Erratum, ...] = ()
    """The oldest first."""
    print: Print | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the editions it was in, oldest first. The newest telling is shown.

    A piece of the centre may be in none yet: it is then public since its own day. The editions
    come without their sections.
    """

    entry: EntryView
    editions: tuple[EditionView, ...]
    tellings: tuple[EntryView, ...] = ()
    """The entry as each of these editions told it: its themes may have changed since."""
    since: date | None = None
    seen_at: datetime | None = None
    """When its first edition was sealed; None for a piece that stands alone."""

    @property
    def first_date(self) -> date:
        return self.since if self.since else self.editions[0].date

    @property
    def last_date(self) -> date:
        return self.editions[-1].date if self.editions else self.first_date

    @property
    def same(self) -> tuple[object, ...]:
        """What a list shows of it, by which entry that is and where it was told (`archive.parts`)."""
        return (id(self.entry), *(one.path for one in self.editions))


@dataclass(frozen=True, slots=True)
class Located:
    """An address under the root, the last day that its page changed, and the year that it belongs to."""

    address: str
    changed: date | None = None
    """None where nobody can tell: better none than today's."""
    year: int | None = None
    """None for what belongs to no year: publications, themes, the pages that are always there."""


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A source that a reader can follow: its feed, and the site that it is of."""

    name: str
    url: str
    site: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """How much stands under one heading: its words, and how many in each year, the newest first."""

    key: str
    label: str
    years: tuple[tuple[int, int], ...]
    total: int
    """What was told in two years counts once."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Which pages a build makes: everything, or only what shows what changed."""

    editions: Collection[int]
    items: Collection[int]
    headings: Collection[tuple[str, str, int]]
    """(kind, key, year)."""
    publications: Collection[tuple[str, int]]
    """(key, year)."""
    events: Collection[str]
    """public ids."""
    dossiers: Collection[str]
    """Keys."""
    first_years: Collection[int] = ()
    """In which the items were told first: those of their maps."""
    closed: bool = False
    """Whether what the search knows of closed years changed."""
    lost: frozenset[str] = frozenset()
    """Addresses that are known to have lost their page."""
    agenda: bool = True
    """Whether the lists of events may be others."""
    pieces: bool = True
    """Whether the lists of the centre's own pieces may."""
    mapped: bool = True
    """Whether a page came, went or changed its day: the maps of the site tell of it."""
    whole: bool = False
    """Everything, and with it what never changes by itself."""

    @property
    def years(self) -> list[int]:
        return sorted({year for _key, year in self.publications}, reverse=True)

    @property
    def shelves(self) -> set[str]:
        """Keys of the publications of which an edition is touched."""
        return {key for key, _year in self.publications}

    @property
    def told(self) -> bool:
        """Whether anything that is told anywhere is touched: a list of the newest may then be another."""
        return self.whole or bool(self.items)


class Holdings(Protocol):
    """Everything public at one instant, asked for piece by piece: there may be fifty thousand items."""

    def years(self, publication: str = "") -> Sequence[tuple[int, int]]:
        """(year, editions sealed), the newest first; of one publication, or of all."""

    def covers(
        self, publication: str = "", year: int | None = None, limit: int | None = None
    ) -> Sequence[EditionView]:
        """The newest first, with no more of each section than a cover shows."""

    def editions(self, publication: str, limit: int) -> Sequence[EditionView]:
        """Whole, the newest first."""

    def sealed(self, ids: Collection[int]) -> Iterator[Sealed]:
        """These editions, in the order of their ids."""

    def placed(self, ids: Collection[int]) -> Iterator[Placed]:
        """These items, those without a page left out."""

    def newest(self, limit: int, publication: str = "") -> Sequence[Placed]:
        """The last that were told, in one publication or anywhere; pieces that stand alone among them."""

    def under(
        self, kind: str, keys: Collection[str], *, year: int | None = None, limit: int | None = None
    ) -> Sequence[Placed]:
        """What was told under one of these headings, the newest first."""

    def filed(self, kind: str) -> Mapping[str, Filed]:
        """Every heading of a kind under which something ever stood."""

    def accents(self) -> Collection[str]:
        """The colours of all sealed editions."""

    def total(self) -> int:
        """How many items have a page."""

    def waiting(self, publication: str) -> Sequence[SectionView]:
        """What waits on a living page."""

    def pieces(self, limit: int | None = None) -> Sequence[OwnPiece]:
        """The public pieces of the centre, the last published first."""

    def piece(self, public_id: str) -> OwnPiece | None:
        """The public piece behind an item."""

    def events(self) -> Sequence[Announced]:
        """In the order of the calendar."""

    def dossiers(self) -> Sequence[DossierView]:
        """Without their entries, the last to change first."""

    def dossier(self, key: str) -> DossierView | None:
        """A public dossier whole."""

    def among(self, public_ids: Collection[str]) -> Collection[str]:
        """Those of these items that have a page."""

    def corrections(self) -> Mapping[str, Sequence[Erratum]]:
        """Path of an edition → its errata, the oldest first; only of those that have some."""

    def located(self, years: Collection[int] | None = None) -> Iterator[Located]:
        """Every edition, item and event: what there is most of, without reading any of them whole."""

    def sources(self) -> Sequence[Source]:
        """Everything declared in sources.yml, in its order."""

    def watched(self) -> Sequence[WatchedFeed]:
        """The feeds that the centre follows, in the order of sources.yml."""


@dataclass(frozen=True, slots=True)
class Page:
    """One file to write: its path under the root, its template, and what the template is given."""

    path: str
    template: str
    title: str
    context: Mapping[str, object]
    description: str = ""
    rooted: str = ""
    """Path of the archive's address, for the one page that is shown anywhere: 404.html."""

    @property
    def root(self) -> str:
        """The way back to the archive's root, so that a sub-folder works: « ../../ » or « ./ »."""
        return self.rooted or "../" * self.path.count("/") or "./"

    @property
    def address(self) -> str:
        """The path as people see it, without index.html."""
        return self.path.removesuffix("index.html")


MOVED = "archive/moved.html"
"""The template of an address that has no page of its own any more: its context says « to »."""


def upcoming(events: Iterable[Announced], day: date) -> list[Announced]:
    """What is not over on that day, the nearest first."""
    return [one for one in events if one.event.view.last >= day]


def past(events: Sequence[Announced], day: date) -> list[Announced]:
    """What is over, the last first."""
    return [one for one in reversed(events) if one.event.view.last < day]
