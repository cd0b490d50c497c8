"""One build of the archive under way: pages made one by one, and forgotten as soon as they are set aside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from veille.archive.holdings import MOVED, Page, Site, Touched
from veille.archive.manifest import manifest
from veille.archive.parts import Parts
from veille.archive.plan import pages
from veille.archive.promises import stubs
from veille.archive.render import assets, render
from veille.archive.search.tiers import Filling
from veille.archive.sitemap import sitemap_pages
from veille.archive.write import EVERYTHING, Built, write
from veille.core.ahead import spared
from veille.core.attached import attached
from veille.core.context import Context
from veille.core.holdings import StoredHoldings
from veille.core.indexed import index_files, told_lately
from veille.core.promises import broken
from veille.core.serving import server_files
from veille.store import permalinks
from veille.store.engine import Connection

Counted = Callable[[int, int], None]
"""Told how many are done, and how many there will be, about."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What one build leaves to the next, in a process that goes on: nothing but time is lost with it."""

    mark: object
    """Of what all of it was made with."""
    parts: Parts
    filling: Filling


class Making:
    """One build under way: pages are made one by one, and forgotten as soon as they are set aside."""

    def __init__(
        self,
        ctx: Context,
        shown: Site,
        holdings: StoredHoldings,
        touched: Touched,
        kept: Kept,
        c: Connection,
        progress: Counted | None,
    ) -> None:
        self._ctx = ctx
        self._kept = kept
        self._site = shown
        self._holdings = holdings
        self._touched = touched
        self._c = c
        self._progress = progress
        self._known = manifest(ctx.workspace.archive, shown.workspace)
        self._expected = _about(touched)
        self._planned: dict[str, str] = {}
        """Address → template."""
        self._moved: dict[str, str] = {}
        """Address without a page of its own → where it leads."""
        self._spared = spared(c, self._known) if touched.whole else set()
        """Files of which the store knows nothing, which stay."""
        self._lost: set[str] = set()
        """Addresses of which only a stub stays: filled as the pages are made."""

    def keep(self, w: Connection, at: datetime) -> None:
        """Promises for ever every address that is shown, and notes where those lead that moved."""
        permalinks.keep(w, self._promises, at)
        permalinks.lead(w, self._moved, self._planned.keys())

    @property
    def _promises(self) -> list[tuple[str, str, str]]:
        # But the maps of the site: a robot finds those there are in their index.
        return [
            (address, "page", template)
            for address, template in self._planned.items()
            if not address.startswith("sitemap")
        ]

    def write(self) -> Built:
        folder = self._ctx.workspace.archive
        lost: Collection[str] = self._lost
        if self._touched.whole:
            lost = self._known.keys() - self._spared if self._spared else EVERYTHING
        return write(folder, self._site.workspace, self._files(), lost, self._known)

    def _files(self) -> Iterator[tuple[str, bytes]]:
        if self._touched.whole:
            yield from assets(self._ctx.templates)
        elif self._touched.told:
            self._holdings.beforehand(told_lately(self._c, self._holdings))
        for page in pages(self._site, self._holdings, self._touched):
            yield self._file(page)
        lost = broken(self._c, self._holdings, self._touched, self._planned)
        standing = self._standing() - lost
        for page in stubs(self._site, lost, standing):
            yield self._file(page)
        if self._touched.mapped or lost:
            yield from self._maps(standing, self._years(lost))
        if self._progress:
            self._progress(len(self._planned), len(self._planned))
        self._lost |= lost | self._former_pictures()
        yield from attached(self._c, self._holdings, self._site, self._touched)
        yield from server_files(self._ctx.config, self._moved_at_all())
        if self._touched.told or self._touched.closed:
            filling = self._kept.filling
            yield from index_files(self._c, self._holdings, self._site, self._touched, filling)

    def _years(self, lost: Collection[str]) -> set[int] | None:
        """Of the maps that may be others now; None for all, as when an address was lost: it says no year."""
        if self._touched.whole or lost or self._touched.lost or self._touched.events:
            return None
        return {*self._touched.years, *self._touched.first_years}

    def _maps(
        self, standing: set[str], years: Collection[int] | None
    ) -> Iterator[tuple[str, bytes]]:
        """The maps of the site, or of some years; that of a year of which no page is left goes."""
        made = set()
        for page in sitemap_pages(self._site, self._holdings, standing, years):
            made.add(page.path)
            yield self._file(page)
        if years is None:
            self._lost |= {path for path in self._known if path.startswith("sitemap")} - made

    def _moved_at_all(self) -> list[tuple[str, str]]:
        """(address, where it leads) once this build is done."""
        known = permalinks.led(self._c)
        before = {path: to for path, to in known.items() if path not in self._planned}
        return sorted({**before, **self._moved}.items())

    def _standing(self) -> set[str]:
        """Every address that has a page once this build is done."""
        if self._touched.whole:
            shown = (path.removesuffix("index.html") for path in self._spared)
            return {*self._planned, *shown}
        before = {path.removesuffix("index.html") for path in self._known}
        return (before - permalinks.led(self._c).keys()) | self._planned.keys()

    def _former_pictures(self) -> set[str]:
        """Pictures of pieces that were withdrawn, or have another one now."""
        if not self._touched.pieces:
            return set()
        kept = {piece.picture for piece in self._holdings.pieces()}
        former = {path for path in self._known if path.startswith("assets/pictures/")} - kept
        return former - spared(self._c, self._known) if former else former

    def _file(self, page: Page) -> tuple[str, bytes]:
        made = render(page, self._site, self._ctx.templates, self._kept.parts)
        self._planned[page.address] = page.template
        if page.template == MOVED:
            self._moved[page.address] = str(page.context["to"])
        if self._progress:
            done = len(self._planned)
            self._progress(done, max(done, self._expected))
        return page.path, made


def _about(touched: Touched) -> int:
    """How many pages there will be, about: each heading has its page, its feeds and its references."""
    return len(touched.items) + 4 * len(touched.editions) + 5 * len(touched.headings)
