"""Validation: a second person finds a draft good to send, for exactly what was read."""

from __future__ import annotations

from gettext import gettext as _

from veille.core.composing import Composed, compose, mark_of, note, open_draft
from veille.core.context import Context
from veille.errors import ConflictError, RefusedError
from veille.model.edition import Edition, Finding
from veille.model.role import Right
from veille.store import editions, people


class Validating:
    """What stands between a draft and its sealing when a publication asks for a second reader."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def validate(self, name: str, *, by: str, mark: str = "") -> Edition:
        """Says that it may leave. `mark`: what the page showed.

        Raises RefusedError for an empty draft, ConflictError when it changed since the page was opened.
        """
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.VALIDATE)
            edition = open_draft(w, name)
            view = compose(self._ctx, w, edition).view
            now = mark_of(view, edition.subject)
            if not view.entries:
                raise RefusedError(_("cette édition est vide : rien à valider"))
            if mark and mark != now:
                raise ConflictError(_("la lettre a changé depuis cette page : relisez-la"))
            editions.validate(w, edition.id, self._ctx.clock.now(), now, by=who)
            note(self._ctx, w, who, "validate", edition, {"mark": now})
            return open_draft(w, str(edition.id))

    def withdraw(self, name: str, *, by: str) -> Edition:
        """Takes the validation back. Raises RefusedError when there is none."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.VALIDATE)
            edition = open_draft(w, name)
            if edition.validation is None:
                raise RefusedError(_("cette édition n’est pas validée"))
            editions.reopen(w, edition.id)
            note(self._ctx, w, who, "unvalidate", edition, {})
            return open_draft(w, str(edition.id))


def second_reader(
    ctx: Context, edition: Edition, composed: Composed, sealer: str | None = None
) -> list[Finding]:
    """What is missing of a second reader: a block where the publication requires one.

    `sealer`: who is about to seal; their own validation counts for nobody else's.
    """
    required = ctx.config.publication(edition.publication).validation == "required"
    given = edition.validation
    ask = _("demandez à un collègue de valider, ou préparez un lien de relecture")
    if given is None:
        told = _("personne d’autre n’a validé cette édition")
        return [Finding(True, "", told, ask, rule="second-reader")] if required else []
    if given.mark != mark_of(composed.view, edition.subject):
        told = _("l’édition a changé depuis que {0} l’a validée").format(given.by)
        return [Finding(required, "", told, ask, rule="second-reader")]
    if required and given.by == sealer and not given.by_link:
        told = _("vous l’avez validée vous-même : il faut une seconde personne pour la sceller")
        return [Finding(True, "", told, ask, rule="second-reader")]
    return []
