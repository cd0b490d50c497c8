"""Errata: the only addition to a sealed edition, a dated note on its page, and a correction mail if wanted."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from veille.compose.render import UNSUBSCRIBE_MARK, render_erratum
from veille.core.composing import found, note
from veille.core.context import Context
from veille.core.logo import read_logo
from veille.core.sending import lay_trial
from veille.errors import NotFoundError, RefusedError
from veille.model.edition import Edition, EditionState, Erratum, Rendered
from veille.model.role import Right
from veille.store import errata, people
from veille.text.pasted import cleaned

LONGEST = 2_000
"""Characters."""


class Errata:
    """Corrections that readers are told of; the sealed bytes never change."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self, name: str) -> list[Erratum]:
        """Those of one edition, the oldest first. Raises NotFoundError."""
        with self._ctx.store.read() as r:
            return errata.listed(r, found(r, name).id)

    def add(self, name: str, text: str, *, by: str) -> Erratum:
        """A dated note, shown once the archive is built. Raises RefusedError before sealing, or without words."""
        text = cleaned(text)
        if not text:
            raise RefusedError(_("dites ce qu’il faut corriger"))
        if len(text) > LONGEST:
            raise RefusedError(_("trop long : {0} caractères au plus").format(LONGEST))
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.SEND)
            edition = _sealed(found(w, name))
            added = errata.add(w, edition.id, text, who, self._ctx.clock.now())
            note(self._ctx, w, who, "add-erratum", edition, {"erratum": added, "text": text})
            return errata.listed(w, edition.id)[-1]

    def withdraw(self, name: str, erratum: int, *, by: str) -> Erratum:
        """Takes a note off the page; the journal keeps its words. Raises NotFoundError."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.SEND)
            edition = found(w, name)
            told = next((one for one in errata.listed(w, edition.id) if one.id == erratum), None)
            if told is None:
                raise NotFoundError(_("cet erratum n’est plus là"))
            errata.remove(w, erratum)
            note(self._ctx, w, who, "withdraw-erratum", edition, {"text": told.text})
            return told

    def letter(self, name: str, erratum: Erratum) -> Rendered:
        """The correction mail: what was wrong, and where the corrected page is. Raises TemplateError."""
        with self._ctx.store.read() as r:
            edition = _sealed(found(r, name))
        if edition.view is None:
            raise NotFoundError(_("aucune édition « {0} »").format(name))
        return render_erratum(
            edition.view,
            erratum,
            centre=self._ctx.config.centre.centre,
            archive_url=self._ctx.config.archive_url,
            unsubscribe=UNSUBSCRIBE_MARK,
            templates=self._ctx.templates,
            logo=read_logo(self._ctx)[0],
        )

    def mail(self, name: str, erratum: Erratum, *, by: str) -> list[Path]:
        """One .eml per address of mail.test_to, in the outbox. Raises RefusedError, OutboxError, TemplateError."""
        made = self.letter(name, erratum)
        with self._ctx.store.read() as r:
            edition = found(r, name)
        stem = f"erratum-{erratum.id}"
        return lay_trial(self._ctx, edition, made, stem, "mail-erratum", by=by)


def _sealed(edition: Edition) -> Edition:
    if edition.state is not EditionState.SEALED:
        raise RefusedError(_("cette édition n’est pas scellée : corrigez-la plutôt"))
    return edition
