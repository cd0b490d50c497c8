"""Holdings in hand: a few editions held in memory, answered as the store answers for fifty thousand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from tests.compose.samples import templates
from veille.archive.holdings import (
    Announced,
    Filed,
    Located,
    OwnPiece,
    Page,
    Placed,
    Print,
    Sealed,
    Shelf,
    Site,
    ThemeLine,
    Touched,
    WatchedFeed,
)
from veille.archive.plan import pages
from veille.archive.promises import stubs
from veille.archive.render import assets, render
from veille.archive.sitemap import sitemap_pages
from veille.model.declared import Centre, Source
from veille.model.dossier import DossierView
from veille.model.edition import EditionView, Erratum, SectionView
from veille.text.dates import paris_day


def order(edition: EditionView) -> tuple[date, str, int, str]:
    return (edition.date, edition.publication, edition.number, edition.slug)


@dataclass(frozen=True)
class InHand:
    """Implements `Holdings`; ids are places in a list."""

    centre: Centre
    archive_url: str
    as_of: date
    shelves: tuple[Shelf, ...]
    issues: tuple[EditionView, ...] = ()
    waits: Mapping[str, tuple[SectionView, ...]] = field(default_factory=dict)
    themes: tuple[ThemeLine, ...] = ()
    seen_at: Mapping[str, datetime] = field(default_factory=dict)
    errata: Mapping[str, tuple[Erratum, ...]] = field(default_factory=dict)
    """By path of the edition."""
    own: tuple[OwnPiece, ...] = ()
    announced: tuple[Announced, ...] = ()
    themed: tuple[DossierView, ...] = ()
    prints: Mapping[str, Print] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    dead: Mapping[str, date] = field(default_factory=dict)
    promised: frozenset[str] = frozenset()
    reads: tuple[Source, ...] = ()
    follows: tuple[WatchedFeed, ...] = ()

    @property
    def site(self) -> Site:
        return Site(
            workspace="abcdefghij",
            centre=self.centre,
            archive_url=self.archive_url,
            as_of=self.as_of,
            shelves=self.shelves,
            themes=self.themes,
            merged=self.merged,
            dossiers=bool(self.themed),
            events=bool(self.announced),
            dead=self.dead,
        )

    @property
    def everything(self) -> Touched:
        return Touched(
            editions=range(len(self._ordered)),
            items=range(len(self.every)),
            headings={heading for one in self.every for heading in self._headings(one)},
            publications={(one.publication, one.date.year) for one in self.issues},
            events=[one.event.public_id for one in self.announced],
            dossiers=[one.key for one in self.themed],
            whole=True,
        )

    # --- what is asked

    @cached_property
    def _ordered(self) -> list[EditionView]:
        return sorted(self.issues, key=order)

    def years(self, publication: str = "") -> Sequence[tuple[int, int]]:
        made = Counter(edition.date.year for edition in self.covers(publication))
        return sorted(made.items(), reverse=True)

    def editions(self, publication: str, limit: int) -> Sequence[EditionView]:
        return self.covers(publication, limit=limit)

    def covers(
        self, publication: str = "", year: int | None = None, limit: int | None = None
    ) -> Sequence[EditionView]:
        found = [
            one
            for one in reversed(self._ordered)
            if publication in ("", one.publication) and year in (None, one.date.year)
        ]
        return found[:limit]

    def sealed(self, ids: Collection[int]) -> Iterator[Sealed]:
        for at in sorted(ids):
            view = self._ordered[at]
            shelf = [one for one in self._ordered if one.publication == view.publication]
            place = shelf.index(view)
            yield Sealed(
                at,
                view,
                shelf[place - 1] if place else None,
                shelf[place + 1] if place + 1 < len(shelf) else None,
                self.errata.get(view.path, ()),
                self.prints.get(view.path),
            )

    @cached_property
    def every(self) -> list[Placed]:
        """The newest first, pieces that stand alone among them."""
        told = defaultdict(list)
        for edition in self._ordered:
            for entry in edition.entries:
                told[entry.public_id].append((edition, entry))
        placed = [
            Placed(
                pairs[-1][1],
                tuple(edition for edition, _entry in pairs),
                tuple(entry for _edition, entry in pairs),
                seen_at=self.seen_at.get(key),
            )
            for key, pairs in told.items()
        ]
        placed += [
            Placed(one.entry, (), (one.entry,), one.published_on)
            for one in self.own
            if one.entry.public_id not in told
        ]
        return sorted(
            placed, key=lambda p: (p.last_date, p.entry.title, p.entry.public_id), reverse=True
        )

    def placed(self, ids: Collection[int]) -> Iterator[Placed]:
        return (self.every[at] for at in ids)

    def newest(self, limit: int, publication: str = "") -> Sequence[Placed]:
        return [
            one
            for one in self.every
            if not publication or publication in [e.publication for e in one.editions]
        ][:limit]

    def _headings(self, one: Placed) -> set[tuple[str, str, int]]:
        dates = [edition.date for edition in one.editions] or [one.first_date]
        return {
            (kind, named.key, day.year)
            for telling, day in zip(one.tellings, dates, strict=True)
            for kind, names in (("theme", telling.themes), ("territory", telling.territories))
            for named in names
        }

    def under(
        self, kind: str, keys: Collection[str], *, year: int | None = None, limit: int | None = None
    ) -> Sequence[Placed]:
        return [
            one
            for one in self.every
            if any(
                kind == of and key in keys and year in (None, told)
                for of, key, told in self._headings(one)
            )
        ][:limit]

    def filed(self, kind: str) -> Mapping[str, Filed]:
        keys = {
            self.merged.get(key, key)
            for one in self.every
            for of, key, _year in self._headings(one)
            if of == kind
        }
        return {key: self._filed(kind, key) for key in sorted(keys)}

    def _filed(self, kind: str, key: str) -> Filed:
        keys = [key, *(old for old, new in self.merged.items() if new == key)]
        labels = [
            named.label
            for one in self.every
            for telling in one.tellings
            for named in (*telling.themes, *telling.territories)
            if named.key in keys
        ]
        years = {
            year: len(self.under(kind, keys, year=year))
            for one in self.every
            for _of, told, year in self._headings(one)
            if told in keys
        }
        counted = tuple(sorted(years.items(), reverse=True))
        return Filed(key, labels[0], counted, len(self.under(kind, keys)))

    def corrections(self) -> Mapping[str, Sequence[Erratum]]:
        return self.errata

    def located(self, years: Collection[int] | None = None) -> Iterator[Located]:
        for made in self.issues:
            days = [paris_day(one.at) for one in self.errata.get(made.path, ())]
            yield Located(made.path, max([made.date, *days]), made.date.year)
        pieces = {one.entry.public_id: one.updated_on for one in self.own}
        for one in self.every:
            changed = max(one.last_date, pieces.get(one.entry.public_id, one.last_date))
            yield Located(f"ressource/{one.entry.public_id}/", changed, one.first_date.year)
        for told in self.announced:
            yield Located(told.path, told.updated_on, told.event.view.days[0].date.year)

    def sources(self) -> Sequence[Source]:
        return self.reads

    def watched(self) -> Sequence[WatchedFeed]:
        return self.follows

    def accents(self) -> Collection[str]:
        return {one.accent for one in self.issues}

    def total(self) -> int:
        return len(self.every)

    def waiting(self, publication: str) -> Sequence[SectionView]:
        return self.waits.get(publication, ())

    def pieces(self, limit: int | None = None) -> Sequence[OwnPiece]:
        return self.own[:limit]

    def piece(self, public_id: str) -> OwnPiece | None:
        return next((one for one in self.own if one.entry.public_id == public_id), None)

    def events(self) -> Sequence[Announced]:
        return self.announced

    def dossiers(self) -> Sequence[DossierView]:
        return [replace(one, entries=()) for one in self.themed]

    def dossier(self, key: str) -> DossierView | None:
        return next((one for one in self.themed if one.key == key), None)

    def among(self, public_ids: Collection[str]) -> Collection[str]:
        return {one.entry.public_id for one in self.every} & set(public_ids)


def planned(held: InHand) -> list[Page]:
    """The whole plan of these holdings, stubs included."""
    made = list(pages(held.site, held, held.everything))
    stands = {page.address for page in made}
    lost = stubs(held.site, held.promised - stands, stands)
    return [*made, *lost, *sitemap_pages(held.site, held, stands)]


def files(held: InHand) -> dict[str, bytes]:
    """The whole archive of these holdings, path → bytes."""
    made = {page.path: render(page, held.site, templates()) for page in planned(held)}
    return dict(assets(templates())) | made
