"""What is public, and how it is looked at: shelves, editions, entries where they were placed, pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from veille.model.declared import Centre, Source
from veille.model.dossier import DossierView
from veille.model.edition import EditionView, EntryView, Erratum, SectionView
from veille.model.event import Event
from veille.model.piece import Illustration


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme of the vocabulary as the archive needs it."""

    key: str
    label: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A publication with its sealed editions, newest first, and what waits in its living page."""

    key: str
    title: str
    accent: str
    rhythm: str = ""
    living: bool = False
    editions: tuple[EditionView, ...] = ()
    waiting: tuple[SectionView, ...] = ()

    @property
    def years(self) -> list[tuple[int, list[EditionView]]]:
        return by_year(self.editions)

    @property
    def waiting_count(self) -> int:
        return sum(len(section.entries) for section in self.waiting)


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
class Holdings:
    """Everything public, on one day. The archive is a function of this and of the templates."""

    workspace: str
    centre: Centre
    archive_url: str
    as_of: date
    shelves: tuple[Shelf, ...]
    themes: tuple[ThemeLine, ...]
    seen_at: Mapping[str, datetime] = field(default_factory=dict)
    """public_id → the instant when its first edition was sealed, for the feeds."""
    errata: Mapping[str, tuple[Erratum, ...]] = field(default_factory=dict)
    """public id of an edition → its corrections, the oldest first."""
    dossiers: tuple[DossierView, ...] = ()
    pieces: tuple[OwnPiece, ...] = ()
    """The last published first."""
    events: tuple[Announced, ...] = ()
    """In the order of the calendar."""
    prints: Mapping[str, Print] = field(default_factory=dict)
    """Path of an edition → its PDF; editions sealed without one are not here."""
    promised: frozenset[str] = frozenset()
    """Every address that was ever public: one that has no page any more gets a stub."""
    sources: tuple[Source, ...] = ()
    """As declared: what is visited, and told of on the page of sources."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Key of a theme that was merged → key of the one that took its place."""

    @property
    def theme_pages(self) -> set[str]:
        """Keys of the themes that have a page: those under which an edition told, or a piece alone."""
        sealed = [e for shelf in self.shelves for made in shelf.editions for e in made.entries]
        known = {entry.public_id for entry in sealed}
        alone = [one.entry for one in self.pieces if one.entry.public_id not in known]
        return {theme.key for entry in [*sealed, *alone] for theme in entry.themes}

    @property
    def upcoming(self) -> list[Announced]:
        """What is not over on that day, the nearest first."""
        return [one for one in self.events if one.event.view.last >= self.as_of]

    @property
    def past(self) -> list[Announced]:
        """What is over, the last first."""
        return [one for one in reversed(self.events) if one.event.view.last < self.as_of]


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the editions it was in, oldest first. The newest telling is shown.

    A piece of the centre may be in none yet: it is then public since its own day.
    """

    entry: EntryView
    editions: tuple[EditionView, ...]
    tellings: tuple[EntryView, ...] = ()
    """The entry as each of these editions told it: its themes may have changed since."""
    since: date | None = None

    @property
    def first_date(self) -> date:
        return self.since if self.since else self.editions[0].date

    @property
    def last_date(self) -> date:
        return self.editions[-1].date if self.editions else self.first_date


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


def placed_entries(shelves: Iterable[Shelf]) -> list[Placed]:
    """Every sealed entry once, the newest first."""
    told: dict[str, list[EntryView]] = defaultdict(list)
    where: dict[str, list[EditionView]] = defaultdict(list)
    for edition in sorted((e for shelf in shelves for e in shelf.editions), key=edition_order):
        for entry in edition.entries:
            told[entry.public_id].append(entry)
            where[entry.public_id].append(edition)
    return _newest_first(
        Placed(tellings[-1], tuple(where[key]), tuple(tellings)) for key, tellings in told.items()
    )


def with_pieces(placed: Iterable[Placed], pieces: Iterable[OwnPiece]) -> list[Placed]:
    """The same with the pieces of the centre that no edition has told yet."""
    found = list(placed)
    known = {one.entry.public_id for one in found}
    alone = [
        Placed(piece.entry, (), (piece.entry,), piece.published_on)
        for piece in pieces
        if piece.entry.public_id not in known
    ]
    return _newest_first([*found, *alone])


def _newest_first(placed: Iterable[Placed]) -> list[Placed]:
    return sorted(
        placed, key=lambda p: (p.last_date, p.entry.title, p.entry.public_id), reverse=True
    )


def edition_order(edition: EditionView) -> tuple[date, str, int, str]:
    """Oldest first; ties broken on content."""
    return (edition.date, edition.publication, edition.number, edition.slug)


def by_year(editions: Sequence[EditionView]) -> list[tuple[int, list[EditionView]]]:
    """(year, its editions), the newest first in both."""
    years: dict[int, list[EditionView]] = defaultdict(list)
    for edition in sorted(editions, key=edition_order, reverse=True):
        years[edition.date.year].append(edition)
    return sorted(years.items(), reverse=True)
