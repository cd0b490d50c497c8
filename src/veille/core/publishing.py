"""Build the public archive from what was sealed and what waits in view, and prove it later."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from gettext import gettext as _

from veille.archive.holdings import Site, Touched
from veille.archive.manifest import manifest, mark
from veille.archive.parts import Parts
from veille.archive.search.tiers import Filling
from veille.archive.write import Built, complete, verify
from veille.core.ahead import ahead
from veille.core.beside import Follower
from veille.core.context import Context
from veille.core.editions import Editions
from veille.core.holdings import StoredHoldings
from veille.core.indexed import closed_changed, start_of
from veille.core.locking import alone
from veille.core.making import Counted, Kept, Making
from veille.core.serving import told
from veille.core.site import AS_OF, WORKSPACE, frame, site
from veille.core.touched import everything, settle, since
from veille.core.unnoticed import looked_at, note, noticed
from veille.store import blobs, permalinks, settings, shelves, shelving
from veille.store.engine import Connection
from veille.text.dates import paris_day

QUIET = 10.0
"""Seconds: a morning's keys make a few refreshes, not hundreds."""

BUILT = "archive.built"
"""What the last build that ended well left: the mark of its list, and of what all its pages share."""
ACCENTS = "archive.accents"
CLOSED = "archive.closed"
"""The day before which the search takes the years for closed."""


class Archive:
    """The website that outlives the tool."""

    def __init__(self, ctx: Context, made: Editions) -> None:
        self._ctx = ctx
        self._editions = made
        self._kept: Kept | None = None
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
                start = start_of(r)
                touched = everything(r) if whole else since(r, stale)
                if settings.get(r, CLOSED) != start.isoformat() or closed_changed(r, stale, start):
                    touched = replace(touched, closed=True)
                accents = self._accents(r, touched)
                holdings = StoredHoldings(r, self._ctx, self._editions, accents)
                shown = site(r, self._ctx)
                marks = looked_at(shown, holdings)
                touched = noticed(r, touched, marks)
                kept = self._keeping(shown, shared)
                making = Making(self._ctx, shown, holdings, touched, kept, r, progress)
                built = making.write()
            with self._ctx.store.write() as w:
                making.keep(w, self._ctx.clock.now())
                settings.put(w, ACCENTS, " ".join(sorted(accents)))
                settings.put(w, CLOSED, start.isoformat())
                note(w, marks)
                settings.put(w, BUILT, self._left(shared))
                shelving.forget(w, stale.mark)
            return built

    def _keeping(self, shown: Site, shared: str) -> Kept:
        """What the last build left, as long as what all pages share is what it was then, and what is dead."""
        known = (shared, tuple(shown.dead.items()))
        if self._kept is None or self._kept.mark != known:
            self._kept = Kept(known, Parts(shown, self._ctx.templates), Filling())
        return self._kept

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

    def told_to(self, server: str) -> str:
        """What nginx, apache… must be told of the archive (serving.KINDS). Raises NotFoundError."""
        with self._ctx.store.read() as r:
            return told(self._ctx.config, server, sorted(permalinks.led(r).items()))

    def complete(self) -> None:
        """Puts in its place what a build that was cut short had decided. Raises ArchiveError."""
        with alone(self._ctx.workspace, "archive"):
            complete(self._ctx.workspace.archive)

    def verify(self) -> list[str]:
        """What is wrong, in French: files that changed, sealed bytes that no longer match, addresses lost."""
        folder = self._ctx.workspace.archive
        with alone(self._ctx.workspace, "archive"):
            complete(folder)
            with self._ctx.store.read() as r:
                workspace = settings.get(r, WORKSPACE) or ""
                files = manifest(folder, workspace)
                wrong = [*_tampered(r), *_unanswered(r, files), *_unknown(r, files)]
            changed = verify(folder, workspace)
        return wrong + [
            _("{0} : absent ou modifié — « veille archive build » le remet").format(path)
            for path in changed
        ]


def _tampered(c: Connection) -> Iterator[str]:
    for edition in shelves.shelved(c, shelves.edition_ids(c)):
        for digest in (edition.html_sha256, edition.text_sha256, edition.pdf_sha256):
            if digest and hashlib.sha256(blobs.kept(c, digest) or b"").hexdigest() != digest:
                yield _(
                    "{0} : les octets scellés ne correspondent plus — restaurez une sauvegarde"
                ).format(edition.view.path)


def _unanswered(c: Connection, files: Collection[str]) -> Iterator[str]:
    """Addresses that were public once the archive was made, and answer no more."""
    if not files:
        return
    for path in sorted(permalinks.paths(c)):
        file = f"{path}index.html" if path.endswith("/") or not path else path
        if file not in files:
            yield _("{0} : adresse publiée sans page — refaites l’archive").format(path)


def _unknown(c: Connection, files: Collection[str]) -> Iterator[str]:
    """Pages that a newer store than this one made."""
    for path in ahead(c, files):
        yield _(
            "{0} : publié, mais inconnu de l’espace de travail — la page reste ;"
            " restaurez une sauvegarde plus récente"
        ).format(path)
