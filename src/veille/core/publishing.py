"""Build the public archive from what was sealed and what waits in view, and prove it later."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from gettext import gettext as _

from veille.archive.holdings import Holdings, Print, Shelf, ThemeLine
from veille.archive.plan import dossier_paths, living_paths, pages
from veille.archive.render import files
from veille.archive.write import Built, begun, verify, write
from veille.centre.ics import calendar
from veille.core import dossiers
from veille.core.beside import Follower
from veille.core.context import Context
from veille.core.editions import Editions
from veille.core.locking import alone
from veille.core.logo import kept_logos
from veille.core.printing import pdf_name
from veille.core.showing import own_events, own_pieces
from veille.model.declared import Publication
from veille.model.edition import Edition, EditionState
from veille.store import blobs, editions, errata, permalinks, settings, themes
from veille.store.engine import Connection
from veille.text.dates import paris_day

Counted = Callable[[int, int], None]
"""Told how many are done, and how many there are."""

QUIET = 10.0
"""Seconds: a morning's keys make a few refreshes, not hundreds."""

WORKSPACE = "workspace"
AS_OF = "as_of"


class Archive:
    """The website that outlives the tool."""

    def __init__(self, ctx: Context, made: Editions) -> None:
        self._ctx = ctx
        self._editions = made
        self._follower = Follower("archive", self.refresh, quiet=QUIET)

    def follow(self) -> None:
        """Refreshes soon, in the background: a key that selects an item does not wait for it."""
        self._follower.ask()

    @property
    def trouble(self) -> str:
        """Why the archive could not follow, as long as it cannot."""
        return self._follower.trouble

    def stop(self) -> None:
        """Finishes following what was asked for, before the workspace is let go."""
        self._follower.stop()

    def build(self, progress: Counted | None = None) -> Built:
        """Writes what changed, as of today in Paris. Raises TemplateError, ArchiveError: nothing half done.

        `progress` is told of each page as it is made ready, before the first is written.
        """
        with alone(self._ctx.workspace, "archive"):
            self._advance()
            holdings = self.holdings()
            # Rendered whole before the first file: a template that is wrong leaves the last good site.
            planned = pages(holdings)
            counted = _counted(files(holdings, self._ctx.templates), len(planned), progress)
            rendered = [*counted, *self._attached(holdings)]
            addresses = [(page.address, "page", page.template) for page in planned]
            with self._ctx.store.write() as w:
                permalinks.keep(w, addresses, self._ctx.clock.now())
            return write(self._ctx.workspace.archive, holdings.workspace, rendered)

    def refresh(self, dossier: str = "") -> Built:
        """Rewrites only what shows what waits: home and the living pages; or else one dossier's pages.

        Where nothing was built yet, builds: two pages alone would link to nothing. Raises like `build`.
        """
        if not begun(self._ctx.workspace.archive):
            return self.build()
        with alone(self._ctx.workspace, "archive"):
            self._advance()
            holdings = self.holdings([dossier])
            paths = dossier_paths(dossier) if dossier else living_paths(holdings)
            rendered = list(files(holdings, self._ctx.templates, paths))
            return write(self._ctx.workspace.archive, holdings.workspace, rendered, whole=False)

    def _attached(self, holdings: Holdings) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of what no template makes: pictures, sealed PDF and calendar files."""
        with self._ctx.store.read() as r:
            yield from kept_logos(r).items()
            for piece in holdings.pieces:
                if piece.illustration:
                    yield piece.picture, blobs.kept(r, piece.illustration.sha256) or b""
            for edition in editions.listed(r, state=EditionState.SEALED):
                if edition.view and edition.pdf_sha256:
                    path = edition.view.path + pdf_name(edition.view)
                    yield path, blobs.kept(r, edition.pdf_sha256) or b""
        for one in holdings.events:
            yield one.calendar, calendar(one.event, holdings.archive_url + one.path)

    def _advance(self) -> None:
        """The day that the archive shows, moved on to today in Paris."""
        today = paris_day(self._ctx.clock.now()).isoformat()
        with self._ctx.store.read() as r:
            shown = settings.get(r, AS_OF)
        if shown != today:
            with self._ctx.store.write() as w:
                settings.put(w, AS_OF, today)

    def verify(self) -> list[str]:
        """What is wrong, in French: files that changed, sealed bytes that no longer match their SHA-256."""
        with self._ctx.store.read() as r:
            workspace = settings.get(r, WORKSPACE) or ""
            broken = [
                _("{0} : les octets scellés ne correspondent plus").format(edition.public_id)
                for edition in editions.listed(r, state=EditionState.SEALED)
                for digest in (edition.html_sha256, edition.text_sha256, edition.pdf_sha256)
                if digest and hashlib.sha256(blobs.kept(r, digest) or b"").hexdigest() != digest
            ]
        changed = verify(self._ctx.workspace.archive, workspace)
        return broken + [_("{0} : absent ou modifié").format(path) for path in changed]

    def holdings(self, whole: Collection[str] | None = None) -> Holdings:
        """Everything public at one instant: a function of the store alone. `whole`: only these dossiers whole."""
        with self._ctx.store.read() as r:
            workspace = settings.get(r, WORKSPACE) or ""
            as_of = settings.get(r, AS_OF)
            promised = permalinks.paths(r)
            sealed = editions.listed(r, state=EditionState.SEALED)
            shelves = self._shelves(r, sealed)
            shown = dossiers.shown(r, self._ctx.words, whole)
            written = own_pieces(r, self._ctx)
            announced = own_events(r, self._ctx)
            corrected = errata.by_edition(r)
            prints = {
                edition.view.path: Print(
                    pdf_name(edition.view), edition.pdf_pages, blobs.size(r, edition.pdf_sha256)
                )
                for edition in sealed
                if edition.view and edition.pdf_sha256
            }
            vocabulary = [
                ThemeLine(key, label, parent) for key, label, parent, _state in themes.labels(r)
            ]
        seen = {
            entry.public_id: edition.sealed_at
            for edition in sealed
            if edition.view and edition.sealed_at
            for entry in edition.view.entries
        }
        return Holdings(
            workspace=workspace,
            centre=self._ctx.config.centre.centre,
            archive_url=self._ctx.config.archive_url,
            as_of=date.fromisoformat(as_of) if as_of else paris_day(self._ctx.clock.now()),
            shelves=tuple(shelves),
            themes=tuple(vocabulary),
            seen_at=seen,
            errata={
                one.public_id: tuple(corrected[one.id]) for one in sealed if one.id in corrected
            },
            dossiers=shown,
            pieces=tuple(written),
            events=tuple(announced),
            prints=prints,
            promised=frozenset(promised),
            sources=self._ctx.config.sources,
            merged={old: theme.key for theme in self._ctx.config.themes for old in theme.replaces},
        )

    def _shelves(self, c: Connection, sealed: Sequence[Edition]) -> list[Shelf]:
        """One a publication, in the order of veille.yml; those that left the file come last."""
        declared = [self._shelf(c, rule) for rule in self._ctx.config.centre.publications]
        keys = {shelf.key for shelf in declared}
        retired = {
            view.publication: Shelf(
                view.publication, view.publication_title, view.accent, view.rhythm
            )
            for edition in reversed(sealed)
            if (view := edition.view) and view.publication not in keys
        }
        return [
            Shelf(
                shelf.key,
                shelf.title,
                shelf.accent,
                shelf.rhythm,
                shelf.living,
                tuple(e.view for e in sealed if e.view and e.publication == shelf.key),
                shelf.waiting,
            )
            for shelf in [*declared, *(retired[key] for key in sorted(retired))]
        ]

    def _shelf(self, c: Connection, rule: Publication) -> Shelf:
        waiting = tuple(self._editions.living_in(c, rule.key)) if rule.living else ()
        return Shelf(rule.key, rule.title, rule.accent, rule.rhythm, rule.living, (), waiting)


def _counted(
    made: Iterable[tuple[str, bytes]], total: int, progress: Counted | None
) -> list[tuple[str, bytes]]:
    """All of them in hand; assets come beside the pages, so that the count stops at the total."""
    found = []
    for one in made:
        found.append(one)
        if progress:
            progress(min(len(found), total), total)
    return found
