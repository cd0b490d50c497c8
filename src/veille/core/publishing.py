"""Build the public archive from what was sealed and what waits in view, and prove it later."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date
from gettext import gettext as _

from veille.archive.holdings import Holdings, Shelf, ThemeLine
from veille.archive.plan import dossier_paths, living_paths, pages
from veille.archive.render import files
from veille.archive.write import Built, begun, verify, write
from veille.core import dossiers
from veille.core.context import Context
from veille.core.editions import Editions
from veille.core.locking import alone
from veille.model.declared import Publication
from veille.model.edition import Edition, EditionState
from veille.store import editions, permalinks, settings, themes
from veille.store.engine import Connection
from veille.text.dates import paris_day

WORKSPACE = "workspace"
AS_OF = "as_of"


class Archive:
    """The website that outlives the tool."""

    def __init__(self, ctx: Context, made: Editions) -> None:
        self._ctx = ctx
        self._editions = made

    def build(self) -> Built:
        """Writes what changed, as of today in Paris. Raises TemplateError, ArchiveError: nothing half done."""
        with alone(self._ctx.workspace, "archive"):
            self._advance()
            holdings = self.holdings()
            # Rendered whole before the first file: a template that is wrong leaves the last good site.
            rendered = list(files(holdings, self._ctx.templates))
            addresses = [(page.address, "page", page.template) for page in pages(holdings)]
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
                for digest in (edition.html_sha256, edition.text_sha256)
                if hashlib.sha256(editions.kept(r, digest) or b"").hexdigest() != digest
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
            dossiers=shown,
            promised=frozenset(promised),
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
