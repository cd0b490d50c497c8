"""An edition as each reader will see it, in a cage: no script, no form, no outside picture."""

from __future__ import annotations

from flask import Blueprint, Response

from veille.desk.current import veille
from veille.desk.failures import sentence, status_of
from veille.desk.guard import PREVIEW_POLICY
from veille.errors import VeilleError

bp = Blueprint("previews", __name__, url_prefix="/bureau")


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
