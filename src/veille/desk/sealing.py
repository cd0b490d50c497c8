"""The last steps of an edition: sealing, and the trial sending."""

from __future__ import annotations

from gettext import gettext as _

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, veille
from veille.desk.editions import address, one
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError
from veille.model.edition import Edition
from veille.text.french import count

bp = Blueprint("sealing", __name__, url_prefix="/bureau")

Page = Answer | tuple[str, int] | str


@bp.post("/editions/<public_id>/sceller")
def seal(public_id: str) -> Page:
    """For ever, so only when the person says that it was read; the archive follows at once."""
    if not request.form.get("read"):
        return one(public_id, error=_("Cochez « J’ai relu » avant de sceller.")), 400
    try:
        edition = veille().sealing.seal(public_id, by=name())
    except VeilleError as error:
        return one(public_id, error=sentence(error)), status_of(error)
    try:
        veille().archive.build()
    except VeilleError as error:
        leave_word(_("Scellée, mais l’archive n’a pas suivi : {0}").format(error))
    else:
        leave_word(_("Scellée, et parue dans l’archive."), details=_without_pdf(edition))
    return redirect(address(edition), 303)


def _without_pdf(edition: Edition) -> tuple[str, ...]:
    return (_("Elle n’a pas de PDF : {0}.").format(edition.pdf_fault),) if edition.pdf_fault else ()


@bp.post("/editions/<public_id>/essai")
def trial(public_id: str) -> Page:
    """Lays the trial messages in the outbox and says where."""
    try:
        laid = veille().send(public_id, by=name())
    except VeilleError as error:
        return one(public_id, error=sentence(error)), status_of(error)
    words = _("Essai : {0} dans {1}").format(
        count(len(laid), "message déposé", "messages déposés"), veille().workspace.outbox
    )
    leave_word(words, details=tuple(path.name for path in laid))
    return redirect(url_for("editions.show", public_id=public_id), 303)
