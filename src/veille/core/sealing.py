"""Sealing: what stands in the way, then number, entries, both parts and addresses, taken for ever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from gettext import gettext as _

from veille.compose.checks import check, check_letter, check_links, in_order
from veille.core.ahead import taken
from veille.core.composing import Composed, compose, found, mark_of, note, open_draft, rendered
from veille.core.context import Context
from veille.core.links import known_links
from veille.core.logo import keep_logo, read_logo
from veille.core.printing import lack, page, printed_or_why
from veille.core.validating import second_reader
from veille.errors import ConflictError, RefusedError, TemplateError
from veille.model.declared import Source
from veille.model.edition import Edition, EditionState, EditionView, Finding, Rendered
from veille.model.frozen import freeze
from veille.model.places import item_path
from veille.model.printed import Printed
from veille.model.role import Right
from veille.store import editions, people, permalinks, selections
from veille.store.engine import Connection


class Sealing:
    """The last steps of an edition."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def check(self, name: str) -> list[Finding]:
        """What stands in the way of sealing, the blocking findings first; nothing once sealed."""
        with self._ctx.store.read() as r:
            edition = found(r, name)
            if edition.state is EditionState.SEALED:
                return []
            composed = compose(self._ctx, r, edition)
            last = last_subject(r, edition.publication)
            links = known_links(self._ctx, r, composed.view)
        view = composed.view
        made, faults = self._made(edition, view) if view.entries else (None, [])
        asked = [*second_reader(self._ctx, edition, composed), *lack(self._ctx), *self._logo()]
        told = self._findings(edition, composed)
        told += check_links(view, links, self._ctx.config.archive_url)
        if made:
            told += check_letter(view, made, last)
        return in_order(view, [*faults, *told, *asked])

    def _findings(self, edition: Edition, composed: Composed) -> list[Finding]:
        """What the content alone of a draft has against it."""
        rule = self._ctx.config.publication(edition.publication)
        return check(
            composed.view,
            composed.items,
            composed.left,
            min_items=rule.min_items,
            source_rights=_rights(self._ctx.config.sources),
            declared=rule.sections,
        )

    def _logo(self) -> list[Finding]:
        """A logo that cannot be shown: the letter bears the centre's name in words instead."""
        fault = read_logo(self._ctx)[1]
        fix = _("corrigez centre.logo dans veille.yml, ou l’image")
        return [Finding(False, "", fault, fix, rule="logo")] if fault else []

    def _made(self, edition: Edition, view: EditionView) -> tuple[Rendered | None, list[Finding]]:
        """(the letter, what stops it from being made)."""
        try:
            made = rendered(self._ctx, edition, view)
            page(self._ctx, view)
        except TemplateError as error:
            return None, [Finding(True, "", str(error), _("corrigez le gabarit"), rule="template")]
        except RefusedError as error:
            # Too heavy for any mailbox: the message says what to shorten.
            return None, [Finding(True, "", str(error), rule="too-heavy")]
        return made, []

    def seal(self, name: str, *, by: str, force: bool = False, mark: str = "") -> Edition:
        """Takes the number, freezes entries, both parts and PDF, promises the addresses. For ever.

        `mark`: what the page showed; ConflictError when a colleague changed it since.

        A PDF that cannot be printed stops nothing: the edition says why it has none (`pdf_fault`).
        Raises TemplateError, and RefusedError when sealed already or when a check blocks: `force`
        lifts only what a person may answer for, such as an item published before.
        """
        # Rendered outside the transaction, so that no template runs under the write lock; sealed
        # only if nothing moved meanwhile.
        with self._ctx.store.read() as r:
            draft = open_draft(r, name)
            composed = compose(self._ctx, r, draft)
            if taken(self._ctx, r, composed.view.path):
                raise RefusedError(
                    _(
                        "« {0} » est déjà publié par un numéro que la base ne connaît pas : restaurez une"
                        " sauvegarde plus récente, ou retirez ce dossier de l’archive"
                    ).format(composed.view.path)
                )
        told = [
            *self._findings(draft, composed),
            *second_reader(self._ctx, draft, composed, by),
        ]
        _refuse([f for f in told if not (force and f.forcible)])
        view = composed.view
        if mark and mark != mark_of(view, draft.subject):
            raise ConflictError(_("la lettre a changé depuis cette page : relisez-la"))
        shown = read_logo(self._ctx)[0]
        made = rendered(self._ctx, draft, view)
        _refuse(check_letter(view, made))
        on_paper = printed_or_why(self._ctx, view)
        with self._ctx.store.write() as w:
            edition = open_draft(w, name)
            same = edition == draft and compose(self._ctx, w, edition).view == view
            if not same or read_logo(self._ctx)[0] != shown:
                raise RefusedError(
                    _("l’édition a changé pendant le scellement : vérifiez-la et recommencez")
                )
            self._seal(w, edition, view, made, on_paper, by)
            return found(w, str(edition.id))

    def _seal(
        self,
        w: Connection,
        edition: Edition,
        view: EditionView,
        made: Rendered,
        on_paper: tuple[Printed | None, str],
        by: str,
    ) -> None:
        printed, pdf_fault = on_paper
        now = self._ctx.clock.now()
        who = people.acting(w, by, Right.SEND)
        editions.seal(
            w,
            edition.id,
            view=view,
            frozen_view=freeze(view),
            rendered=made,
            by=who,
            at=now,
            printed=printed,
            pdf_fault=pdf_fault,
        )
        # What no section took is not lost: it waits for the next edition.
        selections.release(w, edition.id, [entry.public_id for entry in view.entries])
        paths = [(view.path, "edition", view.public_id)]
        paths += [(item_path(entry.public_id), "item", entry.public_id) for entry in view.entries]
        permalinks.keep(w, paths, now)
        keep_logo(w, read_logo(self._ctx)[0])
        after: dict[str, object] = {"number": view.number, "path": view.path}
        if pdf_fault:
            after["pdf_fault"] = pdf_fault
        note(self._ctx, w, who, "seal", edition, after)


def last_subject(c: Connection, publication: str) -> str:
    """Of the last edition sealed; empty for the first."""
    sealed = editions.listed(c, publication=publication, state=EditionState.SEALED, limit=1)
    return sealed[0].subject if sealed else ""


def _rights(sources: Iterable[Source]) -> dict[str, str]:
    """Source key → what its content may be used for; the centre's own is its own to repeat."""
    return {one.key: "open" if one.own else one.rights for one in sources}


def _refuse(findings: Sequence[Finding]) -> None:
    blocking = [_told(finding) for finding in findings if finding.blocking]
    if blocking:
        raise RefusedError("\n".join(blocking))


def _told(finding: Finding) -> str:
    entry = f"« {finding.entry} » : " if finding.entry else ""
    return (
        f"{entry}{finding.message} — {finding.fix}" if finding.fix else f"{entry}{finding.message}"
    )
