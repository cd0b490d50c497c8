"""The last steps of an edition: validation, sealing, errata, the trial sending."""

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


@bp.post("/editions/<public_id>/valider")
def validate(public_id: str) -> Page:
    """For exactly what the page showed, and only when the person says that it was read."""
    if not request.form.get("read"):
        return one(public_id, error=_("Cochez « J’ai relu » avant de valider.")), 400
    try:
        veille().validating.validate(public_id, mark=request.form.get("mark", ""), by=name())
    except VeilleError as error:
        return one(public_id, error=sentence(error)), status_of(error)
    leave_word(_("Validée : elle peut être scellée."))
    return redirect(url_for("editions.show", public_id=public_id), 303)


@bp.post("/editions/<public_id>/reprendre")
def withdraw(public_id: str) -> Page:
    try:
        veille().validating.withdraw(public_id, by=name())
    except VeilleError as error:
        return one(public_id, error=sentence(error)), status_of(error)
    leave_word(_("Validation reprise : l’édition est de nouveau un brouillon."))
    return redirect(url_for("editions.show", public_id=public_id), 303)


@bp.post("/editions/<public_id>/sceller")
def seal(public_id: str) -> Page:
    """For ever, so only when the person says that it was read; the archive follows at once."""
    if not request.form.get("read"):
        return one(public_id, error=_("Cochez « J’ai relu » avant de sceller.")), 400
    try:
        edition = veille().sealing.seal(
            public_id,
            by=name(),
            force=bool(request.form.get("force")),
            mark=request.form.get("mark", ""),
        )
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


@bp.post("/editions/<public_id>/erratum")
def correct(public_id: str) -> Page:
    """A dated note on the edition's page at once, and a correction mail in the outbox if wanted."""
    typed = request.form.get("erratum", "")
    try:
        erratum = veille().errata.add(public_id, typed, by=name())
    except VeilleError as error:
        return one(public_id, erratum=typed, erratum_fault=sentence(error)), status_of(error)
    told = _("Erratum publié") + _followed()
    details: tuple[str, ...] = ()
    if request.form.get("mail"):
        try:
            details = tuple(
                path.name for path in veille().errata.mail(public_id, erratum, by=name())
            )
        except VeilleError as error:
            told += _(" — mais le courriel n’est pas prêt : {0}").format(error)
    leave_word(told + ".", details=details)
    return redirect(url_for("editions.show", public_id=public_id, _anchor="errata"), 303)


@bp.post("/editions/<public_id>/erratum/<erratum>/retirer")
def uncorrect(public_id: str, erratum: str) -> Page:
    number = int(erratum) if erratum.isascii() and erratum.isdecimal() and len(erratum) < 16 else 0
    try:
        veille().errata.withdraw(public_id, number, by=name())
    except VeilleError as error:
        return one(public_id, error=sentence(error)), status_of(error)
    leave_word(_("Erratum retiré") + _followed() + ".")
    return redirect(url_for("editions.show", public_id=public_id, _anchor="errata"), 303)


def _followed() -> str:
    """The archive shows it at once; a word more when it cannot follow."""
    try:
        veille().archive.build()
    except VeilleError as error:
        return _(" — mais l’archive n’a pas suivi : {0}").format(error)
    return ""
