"""The holdings behind the archive, read from the store at one instant, a slice at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from veille.archive.holdings import (
    Announced,
    Filed,
    Located,
    OwnPiece,
    Placed,
    Print,
    Sealed,
    WatchedFeed,
)
from veille.collect.kinds.youtube import feed_address
from veille.core import dossiers
from veille.core.context import Context
from veille.core.editions import Editions
from veille.core.printing import pdf_name
from veille.core.showing import own_events, own_pieces
from veille.model.declared import Source
from veille.model.dossier import DossierView
from veille.model.edition import EditionView, Erratum, SectionView
from veille.model.places import item_path
from veille.model.source_rules import FEED_KINDS
from veille.store import blobs, errata, headings, mapped, recent, shelves
from veille.store.engine import Connection
from veille.text.dates import paris_day

KEPT = 5_000
"""Items held in hand: those of the running year are on several lists, and in the search."""
LATELY = timedelta(days=366)
COVERED = 3
"""Entries of a section that a cover may name."""


class StoredHoldings:
    """Implements `archive.holdings.Holdings` inside one reading transaction."""

    def __init__(
        self, c: Connection, ctx: Context, made: Editions, accents: Collection[str] = ()
    ) -> None:
        """`accents`: the colours already known to be in use; without them all editions are asked."""
        self._c = c
        self._ctx = ctx
        self._editions = made
        self._accents = accents
        self._headings: dict[str, Mapping[str, Filed]] = {}
        self._heads: dict[int, EditionView] = {}
        self._covers: dict[int, EditionView] = {}
        self._read: dict[int, Placed] = {}

    # --- editions

    def years(self, publication: str = "") -> Sequence[tuple[int, int]]:
        return self._counts.get(publication, ())

    @cached_property
    def _counts(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        return recent.counts(self._c)

    def covers(
        self, publication: str = "", year: int | None = None, limit: int | None = None
    ) -> Sequence[EditionView]:
        ids = shelves.ordered(self._c, publication, year, limit)
        unread = {one for one in ids if one not in self._covers}
        self._covers.update(shelves.covers(self._c, unread, COVERED))
        return [self._covers[one] for one in ids]

    def editions(self, publication: str, limit: int) -> Sequence[EditionView]:
        return shelves.editions(self._c, publication, limit=limit)

    def sealed(self, ids: Collection[int]) -> Iterator[Sealed]:
        corrected = errata.by_edition(self._c)
        for one in shelves.shelved(self._c, ids):
            before, after = shelves.neighbours(self._c, one.id)
            known = self._known({found for found in (before, after) if found})
            yield Sealed(
                id=one.id,
                view=one.view,
                previous=known.get(before or 0),
                next=known.get(after or 0),
                errata=tuple(corrected.get(one.id, ())),
                print=self._print(one),
            )

    def _print(self, one: shelves.Shelved) -> Print | None:
        if not one.pdf_sha256:
            return None
        return Print(pdf_name(one.view), one.pdf_pages, blobs.size(self._c, one.pdf_sha256))

    def _known(self, ids: Collection[int]) -> Mapping[int, EditionView]:
        """Editions without their sections, each read once."""
        missing = {one for one in ids if one not in self._heads}
        if missing:
            self._heads.update(shelves.heads(self._c, missing))
        return self._heads

    def accents(self) -> Collection[str]:
        return self._accents or shelves.accents(self._c)

    # --- items

    def placed(self, ids: Collection[int]) -> Iterator[Placed]:
        for some in shelves.sliced(ids):
            unread = [one for one in some if one not in self._read]
            if len(self._read) + len(unread) > KEPT:
                self._read.clear()
                unread = some
            self._read.update(self._placed_now(unread))
            # Taken before they are told: whoever asks may ask for others meanwhile.
            yield from [self._read[one] for one in some if one in self._read]

    def _placed_now(self, ids: Sequence[int]) -> Iterator[tuple[int, Placed]]:
        found = {one.item_id: one for one in shelves.rows(self._c, ids)} if ids else {}
        told: dict[int, list[shelves.Told]] = defaultdict(list)
        for telling in shelves.tellings(self._c, list(found)) if found else ():
            told[telling.item_id].append(telling)
        self._known({one.edition_id for each in told.values() for one in each})
        for item_id, row in found.items():
            yield item_id, self._placed(row, told.get(item_id, []))

    def _placed(self, row: shelves.Row, told: Sequence[shelves.Told]) -> Placed:
        if not told:
            entry = self._pieces[row.public_id].entry
            return Placed(entry, (), (entry,), row.first_on)
        known = self._known({one.edition_id for one in told})
        return Placed(
            told[-1].entry,
            tuple(known[one.edition_id] for one in told),
            tuple(one.entry for one in told),
            seen_at=row.seen_at,
        )

    def newest(self, limit: int, publication: str = "") -> Sequence[Placed]:
        if publication:
            return list(self.placed(shelves.newest_of(self._c, publication, limit)))
        return list(self.placed(shelves.newest(self._c, limit)))

    def under(
        self, kind: str, keys: Collection[str], *, year: int | None = None, limit: int | None = None
    ) -> Sequence[Placed]:
        ids = self._lately_under(kind, keys, year)
        # What was told lately is all of the running year, and fills most lists of the newest.
        if ids is None or (year is None and (limit is None or len(ids) < limit)):
            ids = shelves.under(self._c, kind, keys, year, limit)
        return list(self.placed(ids[:limit]))

    def _lately_under(
        self, kind: str, keys: Collection[str], year: int | None
    ) -> Sequence[int] | None:
        """None where the store must be asked: of an earlier year, of a heading that has taken others in."""
        if len(keys) != 1 or (year and year != self._running):
            return None
        return self._lately.get((kind, next(iter(keys)), year), ())

    @cached_property
    def _running(self) -> int:
        latest = shelves.latest(self._c)
        return latest.year if latest else 0

    @cached_property
    def _lately(self) -> Mapping[recent.Under, Sequence[int]]:
        """Read once for all headings."""
        latest = shelves.latest(self._c)
        return recent.under_since(self._c, latest - LATELY) if latest else {}

    def beforehand(self, ids: Collection[int]) -> None:
        """Reads these items in hand, when there is room: several lists will ask for each."""
        if len(ids) <= KEPT // 2:
            for _one in self.placed(ids):
                pass

    def corrections(self) -> Mapping[str, Sequence[Erratum]]:
        corrected = errata.by_edition(self._c)
        known = self._known(corrected.keys())
        return {known[one].path: told for one, told in corrected.items()}

    def located(self, years: Collection[int] | None = None) -> Iterator[Located]:
        corrected = errata.by_edition(self._c)
        for edition in mapped.editions(self._c):
            days = [paris_day(one.at) for one in corrected.get(edition.id, ())]
            yield Located(edition.path, max([edition.date, *days]), edition.date.year)
        pieces = {key: one.updated_on for key, one in self._pieces.items()}
        for public_id, first, last in mapped.items(self._c, years):
            changed = max(last, pieces.get(public_id, last))
            yield Located(item_path(public_id), changed, first.year)
        for event in self._events:
            yield Located(event.path, event.updated_on, event.event.view.days[0].date.year)

    def sources(self) -> Sequence[Source]:
        return self._ctx.config.sources

    def watched(self) -> Sequence[WatchedFeed]:
        return [
            WatchedFeed(one.name, feed_address(one.url) or one.url, one.site or "", one.category)
            for one in self._ctx.config.sources
            if one.enabled and one.told and one.kind in FEED_KINDS
        ]

    def total(self) -> int:
        return shelves.total(self._c)

    def among(self, public_ids: Collection[str]) -> Collection[str]:
        return shelves.among(self._c, public_ids)

    # --- headings

    def filed(self, kind: str) -> Mapping[str, Filed]:
        if kind not in self._headings:
            self._headings[kind] = self._filed(kind)
        return self._headings[kind]

    def _filed(self, kind: str) -> Mapping[str, Filed]:
        merged = self.merged if kind == "theme" else {}
        years: dict[str, dict[int, int]] = defaultdict(dict)
        words: dict[str, str] = {}
        for key, year, count, label in headings.counts(self._c, kind):
            years[key][year] = count
            words[key] = label
        every = headings.totals(self._c, kind)
        for new in {merged[key] for key in years if key in merged}:
            spellings = [new, *(old for old, to in merged.items() if to == new)]
            years[new], every[new] = headings.together(self._c, kind, spellings)
            words.setdefault(new, next(words[one] for one in spellings if one in words))
        return {
            key: Filed(key, words[key], tuple(sorted(years[key].items(), reverse=True)), every[key])
            for key in years
            if key not in merged
        }

    @property
    def merged(self) -> Mapping[str, str]:
        """Key of a theme that was merged → key of the one that took its place."""
        return {old: theme.key for theme in self._ctx.config.themes for old in theme.replaces}

    # --- what the centre makes itself

    def waiting(self, publication: str) -> Sequence[SectionView]:
        return self._editions.living_in(self._c, publication)

    @cached_property
    def _pieces(self) -> Mapping[str, OwnPiece]:
        return {one.entry.public_id: one for one in own_pieces(self._c, self._ctx)}

    def pieces(self, limit: int | None = None) -> Sequence[OwnPiece]:
        return list(self._pieces.values())[:limit]

    def piece(self, public_id: str) -> OwnPiece | None:
        return self._pieces.get(public_id)

    def events(self) -> Sequence[Announced]:
        return self._events

    @cached_property
    def _events(self) -> Sequence[Announced]:
        return own_events(self._c, self._ctx)

    def dossiers(self) -> Sequence[DossierView]:
        return [replace(one, entries=()) for one in self._dossiers]

    @cached_property
    def _dossiers(self) -> Sequence[DossierView]:
        return dossiers.shown(self._c, self._ctx.words)

    def dossier(self, key: str) -> DossierView | None:
        return next((one for one in self._dossiers if one.key == key), None)
