"""An edition as each reader will see it, in a cage: no script, no form, no outside picture."""

from __future__ import annotations

from flask import Blueprint, Response

from veille.desk.current import veille
from veille.desk.failures import sentence, status_of
from veille.desk.guard import PAPER_POLICY, PREVIEW_POLICY
from veille.errors import VeilleError

bp = Blueprint("previews", __name__, url_prefix="/bureau")


@bp.get("/editions/<public_id>/courriel")
def mail(public_id: str) -> Response:
    """The letter as it is sent, in its own cage: no script, no form, no outside picture."""
    return _preview(public_id, "text/html", "html")


@bp.get("/editions/<public_id>/texte")
def text(public_id: str) -> Response:
    return _preview(public_id, "text/plain", "text")


@bp.get("/editions/<public_id>/pdf")
def pdf(public_id: str) -> Response:
    """The edition on paper, shown where it stands and saved under its own name."""
    try:
        body, named = veille().editions.pdf(public_id), veille().editions.pdf_name(public_id)
    except VeilleError as error:
        response = Response(sentence(error), status_of(error), mimetype="text/plain")
        response.headers["Content-Security-Policy"] = PREVIEW_POLICY
        return response
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{named}"'
    response.headers["Content-Security-Policy"] = PAPER_POLICY
    return response


def _preview(public_id: str, mimetype: str, part: str) -> Response:
    try:
        body, status = str(getattr(veille().editions.preview(public_id), part)), 200
    except VeilleError as error:
        body, status, mimetype = sentence(error), status_of(error), "text/plain"
    response = Response(body, status, mimetype=mimetype)
    response.headers["Content-Security-Policy"] = PREVIEW_POLICY
    return response
