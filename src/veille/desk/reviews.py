"""A draft to reread: the links that the team gives, and the page that they open, without an account."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, veille
from veille.desk.editions import one
from veille.desk.failures import sentence, status_of
from veille.desk.guard import PREVIEW_POLICY
from veille.errors import NotFoundError, RefusedError, VeilleError

bp = Blueprint("reviews", __name__)

Page = Answer | tuple[str, int] | str


@bp.post("/bureau/editions/<public_id>/relire")
def invite(public_id: str) -> Page:
    """A link for one reader, shown once on the edition's page."""
    reader = request.form.get("reader", "")
    try:
        token = veille().reviews.invite(public_id, reader, by=name())
    except RefusedError as error:
        page = one(public_id, reader=reader, reader_fault=sentence(error))
        return page, status_of(error)
    address = url_for("reviews.read", token=token, _external=True)
    words = _("Lien pour {0}, valable quatorze jours.").format(reader.strip())
    leave_word(words, details=(address,))
    return redirect(f"{url_for('editions.show', public_id=public_id)}#relecture", 303)


@bp.post("/bureau/editions/<public_id>/relire/<review_id>/fermer")
def close(public_id: str, review_id: str) -> Answer:
    closed = veille().reviews.close(review_id, by=name())
    leave_word(_("Le lien de {0} est fermé.").format(closed.name))
    return redirect(f"{url_for('editions.show', public_id=public_id)}#relecture", 303)


@bp.get("/relecture/<token>")
def read(token: str) -> Response:
    """The letter, a field, a button: made for a telephone first."""
    return _one(token)


@bp.get("/relecture/<token>/courriel")
def mail(token: str) -> Response:
    return _part(token, "text/html", "html")


@bp.get("/relecture/<token>/texte")
def text(token: str) -> Response:
    return _part(token, "text/plain", "text")


@bp.post("/relecture/<token>/commentaire")
def comment(token: str) -> Answer | Response:
    typed = request.form.get("text", "")
    try:
        veille().reviews.comment(token, typed)
    except VeilleError as error:
        return _one(token, typed=typed, fault=sentence(error), status=status_of(error))
    return redirect(url_for("reviews.read", token=token, fait="commentaire"), 303)


@bp.post("/relecture/<token>/bon-a-envoyer")
def approve(token: str) -> Answer | Response:
    """Only when the person says that it was read, and for exactly what was read."""
    if not request.form.get("read"):
        words = _("Cochez « J’ai relu cette lettre », puis appuyez de nouveau.")
        return _one(token, error=words, status=400)
    try:
        veille().reviews.approve(token, request.form.get("mark", ""))
    except VeilleError as error:
        return _one(token, error=sentence(error), status=status_of(error))
    return redirect(url_for("reviews.read", token=token, fait="bon"), 303)


def _one(token: str, *, status: int = 200, **more: Any) -> Response:
    context: dict[str, Any] = {"typed": "", "fault": "", "error": "", **more}
    try:
        shown = veille().reviews.shown(token)
    except (RefusedError, NotFoundError) as over:
        gone = 404 if isinstance(over, NotFoundError) else 410
        page = render_template("review_over.html", text=sentence(over))
        return _quiet(make_response(page, gone))
    page = render_template(
        "review.html",
        shown=shown,
        token=token,
        part="texte" if request.args.get("partie") == "texte" else "courriel",
        done=request.args.get("fait", ""),
        **context,
    )
    return _quiet(make_response(page, status))


def _part(token: str, mimetype: str, part: str) -> Response:
    try:
        body, status = str(getattr(veille().reviews.preview(token), part)), 200
    except VeilleError as error:
        body, status, mimetype = sentence(error), status_of(error), "text/plain"
    response = Response(body, status, mimetype=mimetype)
    response.headers["Content-Security-Policy"] = PREVIEW_POLICY
    # Its links lead to other sites, which must not learn this address.
    response.headers["Referrer-Policy"] = "no-referrer"
    return _quiet(response)


def _quiet(response: Response) -> Response:
    """No search engine, no copy kept. The page's own referrer stays within this site: a browser without

    Fetch Metadata vouches for its form with an Origin, which « no-referrer » would make null.
    """
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
