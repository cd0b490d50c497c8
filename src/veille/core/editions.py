"""Editions as they are read: listed, viewed, previewed; drafts are composed at each look."""

from __future__ import annotations

from gettext import gettext as _

from veille.core import printing
from veille.core.composing import Composed, chosen, compose, found, items_of, rendered
from veille.core.context import Context
from veille.core.logo import kept_logos, read_logo
from veille.errors import RefusedError
from veille.model.edition import Edition, EditionState, EditionView, Rendered, SectionView
from veille.store import blobs, editions, selections
from veille.store.engine import Connection
from veille.text.dates import paris_day


class Editions:
    """The issues of every publication."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self, publication: str = "", state: EditionState | None = None) -> list[Edition]:
        """The newest first."""
        with self._ctx.store.read() as r:
            return editions.listed(r, publication=publication, state=state)

    def shelf(self, publication: str) -> tuple[list[Edition], list[Edition]]:
        """(what is not sealed yet, the last three sealed) of one publication, the newest first."""
        with self._ctx.store.read() as r:
            open_ = [
                edition
                for state in (EditionState.DRAFT, EditionState.VALIDATED)
                for edition in editions.listed(r, publication=publication, state=state)
            ]
            sealed = editions.listed(r, publication=publication, state=EditionState.SEALED, limit=3)
        return open_, sealed

    def get(self, name: str) -> Edition:
        """The edition « revue/2026/48 », or of that id. Raises NotFoundError."""
        with self._ctx.store.read() as r:
            return found(r, name)

    def view(self, name: str) -> EditionView:
        """The edition as it is read: frozen when sealed, composed now from its items when a draft."""
        return self.composed(name).view

    def composed(self, name: str) -> Composed:
        """The view, the items behind it and those that no section took."""
        with self._ctx.store.read() as r:
            return compose(self._ctx, r, found(r, name))

    def living(self, publication: str) -> list[SectionView]:
        """What waits for a publication, in its sections: the living page."""
        with self._ctx.store.read() as r:
            return self.living_in(r, publication)

    def living_in(self, c: Connection, publication: str) -> list[SectionView]:
        """The same inside a transaction that is already open."""
        rule = self._ctx.config.publication(publication)
        items = items_of(c, selections.basket(c, publication))
        today = paris_day(self._ctx.clock.now())
        return chosen(self._ctx, rule, [item for item in items if item.url], day=today)[0]

    def logo(self, path: str) -> bytes | None:
        """The bytes behind a logo's path: today's, or one that a sealed letter names; None for another path."""
        shown = read_logo(self._ctx)[0]
        if shown and shown.path == path:
            return shown.content
        with self._ctx.store.read() as r:
            return kept_logos(r).get(path)

    def preview(self, name: str) -> Rendered:
        """Subject and both parts: the sealed bytes, or the draft rendered now. Raises TemplateError."""
        with self._ctx.store.read() as r:
            edition = found(r, name)
            if edition.state is EditionState.SEALED:
                return _sealed(r, edition)
            view = compose(self._ctx, r, edition).view
        if not view.entries:
            raise RefusedError(_("cette édition est vide : rien à montrer"))
        return rendered(self._ctx, edition, view)

    def pdf(self, name: str) -> bytes:
        """The sealed PDF, or the draft's printed now. Raises TemplateError, PrinterError, RefusedError."""
        with self._ctx.store.read() as r:
            edition = found(r, name)
            if edition.state is EditionState.SEALED:
                return printing.kept(r, edition)
            view = compose(self._ctx, r, edition).view
        if not view.entries:
            raise RefusedError(_("cette édition est vide : rien à montrer"))
        return printing.printed(self._ctx, view).pdf

    def pdf_name(self, name: str) -> str:
        """« lettre-132-mars-2027.pdf ». Raises NotFoundError."""
        return printing.pdf_name(self.view(name))


def _sealed(c: Connection, edition: Edition) -> Rendered:
    html = blobs.kept(c, edition.html_sha256) or b""
    text = blobs.kept(c, edition.text_sha256) or b""
    return Rendered(edition.subject, html.decode(), text.decode())
