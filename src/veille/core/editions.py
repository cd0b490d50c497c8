"""Editions: drafted from what waits, previewed, checked, sealed for ever, laid in the outbox."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from gettext import gettext as _

from veille.compose.check import check
from veille.compose.choose import choose
from veille.compose.render import UNSUBSCRIBE_MARK, render
from veille.compose.view import edition_view
from veille.core.context import Context
from veille.errors import NotFoundError, RefusedError, TemplateError
from veille.model.declared import Publication
from veille.model.edition import Edition, EditionState, EditionView, Finding, Rendered, SectionView
from veille.model.frozen import freeze
from veille.model.item import Item
from veille.model.role import Right
from veille.store import blobs, editions, items_read, people, permalinks, selections
from veille.store.engine import Connection
from veille.text.dates import paris_day
from veille.text.french import count


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
            return _get(r, name)

    def new(
        self,
        publication: str,
        *,
        by: str,
        day: date | None = None,
        title: str = "",
        edito: str = "",
    ) -> Edition:
        """A draft of everything that waits for the publication, dated today in Paris unless said.

        Raises RefusedError when too little waits: no weak draft is made.
        """
        rule = self._ctx.config.publication(publication)
        now = self._ctx.clock.now()
        day = day or paris_day(now)
        with self._ctx.store.write() as w:
            waiting = selections.basket(w, publication, drafted=False)
            if len(waiting) < max(1, rule.min_items):
                raise RefusedError(_too_few(rule, len(waiting)))
            public_id = self._name_draft(w, rule, day)
            edition_id = editions.add_draft(
                w, publication, day, title=title, edito=edito, public_id=public_id, at=now
            )
            selections.take(w, publication, waiting, edition_id)
            who = people.acting(w, by, Right.EDIT)
            self._journal(
                w, who, "draft", edition_id, {"items": len(waiting), "publication": publication}
            )
            return _get(w, str(edition_id))

    def drop(self, name: str, *, by: str) -> None:
        """Gives a draft up: its items wait again. Raises RefusedError for a sealed edition."""
        with self._ctx.store.write() as w:
            edition = _draft(w, name)
            editions.drop_draft(w, edition.id)
            self._journal(w, people.acting(w, by, Right.EDIT), "drop-draft", edition.id, {})

    def view(self, name: str) -> EditionView:
        """The edition as it is read: frozen when sealed, composed now from its items when a draft."""
        with self._ctx.store.read() as r:
            return self._view(r, _get(r, name))[0]

    def living(self, publication: str) -> list[SectionView]:
        """What waits for a publication, in its sections: the living page."""
        with self._ctx.store.read() as r:
            return self.living_in(r, publication)

    def living_in(self, c: Connection, publication: str) -> list[SectionView]:
        """The same inside a transaction that is already open."""
        rule = self._ctx.config.publication(publication)
        items = _items(c, selections.basket(c, publication))
        return self._choose(rule, [item for item in items if item.url])[0]

    def preview(self, name: str) -> Rendered:
        """Subject and both parts: the sealed bytes, or the draft rendered now. Raises TemplateError."""
        with self._ctx.store.read() as r:
            edition = _get(r, name)
            if edition.state is EditionState.SEALED:
                return _sealed(r, edition)
            view = self._view(r, edition)[0]
        if not view.entries:
            raise RefusedError(_("cette édition est vide : rien à montrer"))
        return self._render(view)

    def check(self, name: str) -> list[Finding]:
        """What stands in the way of sealing, the blocking findings first."""
        with self._ctx.store.read() as r:
            edition = _get(r, name)
            if edition.state is EditionState.SEALED:
                return []
            view, findings = self._looked_over(r, edition)
        return [*(self._template_faults(view) if view.entries else ()), *findings]

    def _looked_over(self, c: Connection, edition: Edition) -> tuple[EditionView, list[Finding]]:
        """A draft's view, and what its content alone has against it."""
        view, items, left = self._view(c, edition)
        rule = self._ctx.config.publication(edition.publication)
        return view, check(view, items, left, min_items=rule.min_items)

    def _template_faults(self, view: EditionView) -> list[Finding]:
        try:
            self._render(view)
        except TemplateError as error:
            return [Finding(True, "", str(error), _("corrigez le gabarit"))]
        return []

    def seal(self, name: str, *, by: str, force: bool = False) -> Edition:
        """Takes the number, freezes entries and both parts, promises the addresses. For ever.

        Raises TemplateError, and RefusedError when sealed already or when a check blocks: `force`
        lifts only what a person may answer for, such as an item published before.
        """
        # Rendered outside the transaction, so that no template runs under the write lock; sealed
        # only if nothing moved meanwhile.
        with self._ctx.store.read() as r:
            view, found = self._looked_over(r, _draft(r, name))
        findings = [f for f in found if f.blocking and not (force and f.forcible)]
        if findings:
            raise RefusedError("\n".join(_told(finding) for finding in findings))
        rendered = self._render(view)
        with self._ctx.store.write() as w:
            edition = _draft(w, name)
            if self._view(w, edition)[0] != view:
                raise RefusedError(
                    _("l’édition a changé pendant le scellement : vérifiez-la et recommencez")
                )
            self._seal(w, edition, view, rendered, by)
            return _get(w, str(edition.id))

    def _seal(
        self, w: Connection, edition: Edition, view: EditionView, rendered: Rendered, by: str
    ) -> None:
        now = self._ctx.clock.now()
        who = people.acting(w, by, Right.SEND)
        editions.seal(
            w,
            edition.id,
            view=view,
            frozen_view=freeze(view),
            rendered=rendered,
            by=who,
            at=now,
        )
        # What no section took is not lost: it waits for the next edition.
        selections.release(w, edition.id, [entry.public_id for entry in view.entries])
        paths = [(view.path, "edition", view.public_id)]
        paths += [
            (f"ressource/{entry.public_id}/", "item", entry.public_id) for entry in view.entries
        ]
        permalinks.keep(w, paths, now)
        self._journal(w, who, "seal", edition.id, {"number": view.number, "path": view.path})

    def _view(self, c: Connection, edition: Edition) -> tuple[EditionView, list[Item], list[Item]]:
        """(the view, its items, the items that no section took)."""
        if edition.view is not None:
            return edition.view, [], []
        rule = self._ctx.config.publication(edition.publication)
        items = _items(c, editions.drafted_items(c, edition.id))
        sections, left = self._choose(rule, items)
        number = self._next_number(c, rule, edition.date)
        view = edition_view(
            rule,
            sections,
            day=edition.date,
            number=number,
            public_id=edition.public_id,
            title=edition.title,
            edito=edition.edito,
        )
        return view, items, left

    def _choose(
        self, rule: Publication, items: Sequence[Item]
    ) -> tuple[list[SectionView], list[Item]]:
        home = self._ctx.config.centre.centre.territory
        return choose(rule, items, self._ctx.words, home)

    def _next_number(self, c: Connection, rule: Publication, day: date) -> int:
        numbering = rule.numbering
        return editions.next_number(
            c, rule.key, day.year, first=numbering.next, yearly=numbering.yearly
        )

    def _name_draft(self, w: Connection, rule: Publication, day: date) -> str:
        """A public id that no edition has: another draft may be sealed or given up before this one."""
        names = (
            self._ctx.ids.public_id(f"edition:{rule.key}:{day.year}:{number}")
            for number in itertools.count(self._next_number(w, rule, day))
        )
        return next(name for name in names if editions.id_of(w, name) is None)

    def _render(self, view: EditionView) -> Rendered:
        return render(
            view,
            centre=self._ctx.config.centre.centre,
            archive_url=self._ctx.config.archive_url,
            unsubscribe=UNSUBSCRIBE_MARK,
            templates=self._ctx.templates,
        )

    def _journal(
        self, w: Connection, who: int, verb: str, edition_id: int, after: dict[str, object]
    ) -> None:
        people.write_journal(
            w,
            at=self._ctx.clock.now(),
            by=who,
            verb=verb,
            about=f"edition:{edition_id}",
            before={},
            after=after,
        )


def _items(c: Connection, ids: list[int]) -> list[Item]:
    return items_read.by_ids(c, ids) if ids else []


def _get(c: Connection, name: str) -> Edition:
    edition_id = editions.id_of(c, name)
    edition = editions.get(c, edition_id) if edition_id is not None else None
    if edition is None:
        raise NotFoundError(_("aucune édition « {0} »").format(name))
    return edition


def _draft(c: Connection, name: str) -> Edition:
    edition = _get(c, name)
    if edition.state is EditionState.SEALED:
        raise RefusedError(_("« {0} » est scellée : elle ne change plus").format(name))
    return edition


def _sealed(c: Connection, edition: Edition) -> Rendered:
    html = blobs.kept(c, edition.html_sha256) or b""
    text = blobs.kept(c, edition.text_sha256) or b""
    return Rendered(edition.subject, html.decode(), text.decode())


def _told(finding: Finding) -> str:
    entry = f"« {finding.entry} » : " if finding.entry else ""
    return (
        f"{entry}{finding.message} — {finding.fix}" if finding.fix else f"{entry}{finding.message}"
    )


def _too_few(rule: Publication, waiting: int) -> str:
    return _(
        "« {title} » : {waiting} en attente, il en faut au moins {least} pour un brouillon"
    ).format(
        title=rule.title,
        waiting=count(waiting, "élément", "éléments"),
        least=max(1, rule.min_items),
    )
