"""Editions: what waits, drafts, their preview beside their checks, sealing, the trial sending."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.guard import PREVIEW_POLICY
from veille.errors import VeilleError
from veille.model.declared import Publication
from veille.model.edition import Edition, EditionState
from veille.model.item import Filter
from veille.text.french import count

bp = Blueprint("editions", __name__, url_prefix="/bureau")

Page = Answer | tuple[str, int] | str


@bp.get("/editions/")
def listed() -> str:
    return _all()


@bp.post("/editions/")
def new() -> Page:
    """A draft of what waits for one publication."""
    publication = request.form.get("publication", "")
    try:
        edition = veille().editions.new(publication, by=name())
    except VeilleError as error:
        return _all(refused=publication, error=sentence(error)), status_of(error)
    leave_word(_("Brouillon préparé : relisez-le, puis scellez-le."))
    return redirect(_address(edition), 303)


@bp.get("/editions/<public_id>")
def show(public_id: str) -> str:
    return one(public_id)


@bp.post("/editions/<public_id>/sceller")
def seal(public_id: str) -> Page:
    """For ever, so only when the person says that it was read; the archive follows at once."""
    if not request.form.get("read"):
        return one(public_id, error=_("Cochez « J’ai relu » avant de sceller.")), 400
    try:
        edition = veille().editions.seal(public_id, by=name())
    except VeilleError as error:
        return one(public_id, error=sentence(error)), status_of(error)
    try:
        veille().archive.build()
    except VeilleError as error:
        leave_word(_("Scellée, mais l’archive n’a pas suivi : {0}").format(error))
    else:
        leave_word(_("Scellée, et parue dans l’archive."))
    return redirect(_address(edition), 303)


@bp.post("/editions/<public_id>/abandonner")
def drop(public_id: str) -> Page:
    try:
        veille().editions.drop(public_id, by=name())
    except VeilleError as error:
        return one(public_id, error=sentence(error)), status_of(error)
    leave_word(_("Brouillon abandonné : ce qu’il contenait attend de nouveau."))
    return redirect(url_for("editions.listed"), 303)


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


@bp.post("/archive")
def archive() -> Page:
    try:
        built = veille().archive.build()
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    leave_word(
        _("Archive à jour : {0}, {1}.").format(
            count(built.pages, "page", "pages"), count(len(built.written), "récrite", "récrites")
        )
    )
    return redirect(url_for("editions.listed"), 303)


@bp.get("/editions/<public_id>/courriel")
def mail(public_id: str) -> Response:
    """The letter as it is sent, in its own cage: no script, no form, no outside picture."""
    return _preview(public_id, "text/html", "html")


@bp.get("/editions/<public_id>/texte")
def text(public_id: str) -> Response:
    return _preview(public_id, "text/plain", "text")


def _preview(public_id: str, mimetype: str, part: str) -> Response:
    try:
        body, status = str(getattr(veille().editions.preview(public_id), part)), 200
    except VeilleError as error:
        body, status, mimetype = sentence(error), status_of(error), "text/plain"
    response = Response(body, status, mimetype=mimetype)
    response.headers["Content-Security-Policy"] = PREVIEW_POLICY
    return response


def _address(edition: Edition) -> str:
    return url_for("editions.show", public_id=edition.public_id)


def _all(refused: str = "", error: str = "") -> str:
    waiting, free = veille().items.waiting(), veille().items.free()
    return render_template(
        "editions.html",
        shelves=[
            _shelf(rule, waiting.get(rule.key, 0), free.get(rule.key, 0))
            for rule in veille().config.centre.publications
        ],
        refused=refused,
        error=error,
        notice=take_word(),
    )


def _shelf(rule: Publication, waiting: int, free: int) -> dict[str, Any]:
    """One publication: how much waits with its first few, its drafts, the last that were sealed."""
    drafts, sealed = veille().editions.shelf(rule.key)
    first = veille().items.listed(Filter(selected_for=rule.key, limit=5)) if waiting else []
    return {
        "rule": rule,
        "waiting": waiting,
        "first": first,
        "free": free,
        "drafts": drafts,
        "sealed": sealed,
    }


def one(public_id: str, *, error: str = "", reader: str = "", reader_fault: str = "") -> str:
    """The page of one edition, with what was refused."""
    edition = veille().editions.get(public_id)
    sealed = edition.state is EditionState.SEALED
    context: dict[str, Any] = {
        "edition": edition,
        "view": veille().editions.view(public_id),
        "findings": [] if sealed else veille().editions.check(public_id),
        "archived": current_app.extensions["archive_address"],
        "trial_to": veille().config.centre.mail.test_to,
        "reviews": veille().reviews.listed(public_id),
        "part": "texte" if request.args.get("partie") == "texte" else "courriel",
    }
    return render_template(
        "edition.html",
        sealed=sealed,
        error=error,
        reader=reader,
        reader_fault=reader_fault,
        notice=take_word(),
        **context,
    )
