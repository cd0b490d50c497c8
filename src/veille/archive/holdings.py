"""What is public, and how it is looked at: shelves, editions, entries where they were placed, pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from veille.model.declared import Centre
from veille.model.edition import EditionView, EntryView, SectionView


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
    promised: frozenset[str] = frozenset()
    """Every address that was ever public: one that has no page any more gets a stub."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Key of a theme that was merged → key of the one that took its place."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sealed entry with the editions it was in, oldest first. The newest telling is shown."""

    entry: EntryView
    editions: tuple[EditionView, ...]
    tellings: tuple[EntryView, ...] = ()
    """The entry as each of these editions told it: its themes may have changed since."""

    @property
    def first_date(self) -> date:
        return self.editions[0].date


@dataclass(frozen=True, slots=True)
class Page:
    """One file to write: its path under the root, its template, and what the template is given."""

    path: str
    template: str
    title: str
    context: Mapping[str, object]
    description: str = ""

    @property
    def root(self) -> str:
        """The way back to the archive's root, so that a sub-folder works: « ../../ » or « ./ »."""
        return "../" * self.path.count("/") or "./"

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
    everything = [
        Placed(tellings[-1], tuple(where[key]), tuple(tellings)) for key, tellings in told.items()
    ]
    return sorted(
        everything,
        key=lambda p: (p.editions[-1].date, p.entry.title, p.entry.public_id),
        reverse=True,
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
