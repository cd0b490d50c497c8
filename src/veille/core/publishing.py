"""Build the public archive from what was sealed and what waits in view, and prove it later."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from gettext import gettext as _

from veille.archive.holdings import Page, Site, Touched
from veille.archive.manifest import manifest, mark
from veille.archive.plan import pages, stubs
from veille.archive.render import assets, render
from veille.archive.sitemap import sitemap_pages
from veille.archive.write import EVERYTHING, Built, complete, verify, write
from veille.core.attached import attached
from veille.core.beside import Follower
from veille.core.context import Context
from veille.core.editions import Editions
from veille.core.holdings import StoredHoldings
from veille.core.locking import alone
from veille.core.promises import broken
from veille.core.site import AS_OF, WORKSPACE, frame, site
from veille.core.touched import everything, settle, since
from veille.model.edition import EditionState
from veille.store import blobs, editions, permalinks, settings, shelves, shelving
from veille.store.engine import Connection
from veille.text.dates import paris_day

Counted = Callable[[int, int], None]
"""Told how many are done, and how many there are."""

QUIET = 10.0
"""Seconds: a morning's keys make a few refreshes, not hundreds."""

BUILT = "archive.built"
"""What the last build that ended well left: the mark of its list, and of what all its pages share."""
ACCENTS = "archive.accents"


class Archive:
    """The website that outlives the tool."""

    def __init__(self, ctx: Context, made: Editions) -> None:
        self._ctx = ctx
        self._editions = made
        self._follower = Follower("archive", self.build, quiet=QUIET)

    def follow(self) -> None:
        """Builds soon, in the background: a key that selects an item does not wait for it."""
        self._follower.ask()

    @property
    def trouble(self) -> str:
        """Why the archive could not follow, as long as it cannot."""
        return self._follower.trouble

    def stop(self) -> None:
        """Finishes following what was asked for, before the workspace is let go."""
        self._follower.stop()

    def build(self, progress: Counted | None = None, *, whole: bool = False) -> Built:
        """Writes what changed, as of today in Paris. Raises TemplateError, ArchiveError: nothing half done.

        Only the pages that show what changed since the last build are made, unless `whole`, or
        what they all share changed, or the folder is not as that build left it.

        `progress` is told of each page as it is made ready, before the first is put in its place.
        """
        with alone(self._ctx.workspace, "archive"):
            self._advance()
            complete(self._ctx.workspace.archive)
            with self._ctx.store.read() as r:
                shared = frame(r, self._ctx)
                whole = whole or settings.get(r, BUILT) != self._left(shared)
            with self._ctx.store.write() as w:
                stale = settle(w, self._ctx, whole=whole)
            with self._ctx.store.read() as r:
                touched = everything(r) if whole else since(r, stale)
                accents = self._accents(r, touched)
                holdings = StoredHoldings(r, self._ctx, self._editions, accents)
                making = _Making(self._ctx, site(r, self._ctx), holdings, touched, r, progress)
                built = making.write()
            with self._ctx.store.write() as w:
                permalinks.keep(w, making.promises, self._ctx.clock.now())
                settings.put(w, ACCENTS, " ".join(sorted(accents)))
                settings.put(w, BUILT, self._left(shared))
                shelving.forget(w, stale.mark)
            return built

    def _left(self, shared: str) -> str:
        return f"{mark(self._ctx.workspace.archive)} {shared}"

    def _accents(self, c: Connection, touched: Touched) -> set[str]:
        """The colours in use: those known at the last build, and of what came since."""
        if touched.whole:
            return shelves.accents(c)
        known = (settings.get(c, ACCENTS) or "").split()
        return {*known, *shelves.accents(c, touched.editions)}

    def _advance(self) -> None:
        """The day that the archive shows, moved on to today in Paris."""
        today = paris_day(self._ctx.clock.now()).isoformat()
        with self._ctx.store.read() as r:
            shown = settings.get(r, AS_OF)
        if shown != today:
            with self._ctx.store.write() as w:
                settings.put(w, AS_OF, today)
                # A dossier shows where else its items were read, which nobody is told of.
                shelving.mark_dossiers(w)

    def verify(self) -> list[str]:
        """What is wrong, in French: files that changed, sealed bytes that no longer match their SHA-256."""
        with self._ctx.store.read() as r:
            workspace = settings.get(r, WORKSPACE) or ""
            broken_bytes = [
                _("{0} : les octets scellés ne correspondent plus").format(edition.public_id)
                for edition in editions.listed(r, state=EditionState.SEALED)
                for digest in (edition.html_sha256, edition.text_sha256, edition.pdf_sha256)
                if digest and hashlib.sha256(blobs.kept(r, digest) or b"").hexdigest() != digest
            ]
        with alone(self._ctx.workspace, "archive"):
            complete(self._ctx.workspace.archive)
            changed = verify(self._ctx.workspace.archive, workspace)
        return broken_bytes + [_("{0} : absent ou modifié").format(path) for path in changed]


class _Making:
    """One build under way: pages are made one by one, and forgotten as soon as they are set aside."""

    def __init__(
        self,
        ctx: Context,
        shown: Site,
        holdings: StoredHoldings,
        touched: Touched,
        c: Connection,
        progress: Counted | None,
    ) -> None:
        self._ctx = ctx
        self._site = shown
        self._holdings = holdings
        self._touched = touched
        self._c = c
        self._progress = progress
        self._planned: dict[str, str] = {}
        """Address → template."""
        self._lost: set[str] = set()
        """Addresses of which only a stub stays: filled as the pages are made."""

    @property
    def promises(self) -> list[tuple[str, str, str]]:
        return [(address, "page", template) for address, template in self._planned.items()]

    def write(self) -> Built:
        folder = self._ctx.workspace.archive
        lost = EVERYTHING if self._touched.whole else self._lost
        return write(folder, self._site.workspace, self._files(), lost)

    def _files(self) -> Iterator[tuple[str, bytes]]:
        if self._touched.whole:
            yield from assets(self._ctx.templates)
        for page in pages(self._site, self._holdings, self._touched):
            yield self._file(page)
        lost = broken(self._c, self._holdings, self._touched, self._planned)
        standing = self._standing() - lost
        for page in stubs(self._site, lost, standing):
            yield self._file(page)
        for page in sitemap_pages(self._site, self._holdings, standing):
            yield self._file(page)
        self._lost |= lost | self._former_pictures()
        yield from attached(self._c, self._holdings, self._site, self._touched)

    def _standing(self) -> set[str]:
        """Every address that has a page once this build is done."""
        if self._touched.whole:
            return set(self._planned)
        known = manifest(self._ctx.workspace.archive, self._site.workspace)
        return {*self._planned, *(path.removesuffix("index.html") for path in known)}

    def _former_pictures(self) -> set[str]:
        """Pictures of pieces that were withdrawn, or have another one now."""
        known = manifest(self._ctx.workspace.archive, self._site.workspace)
        kept = {piece.picture for piece in self._holdings.pieces()}
        return {path for path in known if path.startswith("assets/pictures/")} - kept

    def _file(self, page: Page) -> tuple[str, bytes]:
        made = render(page, self._site, self._ctx.templates)
        self._planned[page.address] = page.template
        if self._progress:
            done = len(self._planned)
            self._progress(done, max(done, len(self._touched.items)))
        return page.path, made
