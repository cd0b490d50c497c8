"""What a page's script keeps as it is typed (keep.js), and what it is told when a form was taken."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, jsonify, request

from veille.config.workspace import secret
from veille.core.scratch import is_form_name, stamp_of
from veille.desk.current import name, veille, visitor
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError

bp = Blueprint("scratch", __name__, url_prefix="/bureau")

DONE = "keep_done"
"""The cookie that tells the next page which form was taken; it holds a form's name and nothing else."""

Answer = Response | tuple[Response, int]


def keeper(person: str) -> str:
    """A name for that person's copies in a browser, which says nothing of who it is."""
    salted = f"{secret(veille().workspace)}\0keep\0{person}"
    return hashlib.sha256(salted.encode()).hexdigest()[:16]


@bp.app_context_processor
def owner() -> dict[str, str]:
    here = visitor()
    return {"keeper": keeper(here.name) if here else ""}


@bp.get("/brouillons/")
def stamps() -> Response:
    """What the server keeps of whoever asks, and the token of the session they hold now."""
    here = visitor()
    csrf = here.csrf if here else ""
    return jsonify(person=keeper(name()), csrf=csrf, forms=veille().scratch.stamps(name()))


@bp.get("/brouillons/<path:form>")
def show(form: str) -> Response:
    kept = veille().scratch.get(name(), form)
    if kept is None:
        abort(404)
    return jsonify(content=kept.content, stamp=kept.stamp)


@bp.post("/brouillons/<path:form>")
def keep(form: str) -> Answer:
    """Keeps it; 409 with what was typed elsewhere meanwhile."""
    content, seen = _sent()
    try:
        other = veille().scratch.put(name(), form, content, seen=seen)
    except VeilleError as error:
        return jsonify(error=sentence(error)), status_of(error)
    if other:
        return jsonify(content=other.content, stamp=other.stamp), 409
    return jsonify(stamp=stamp_of(content))


@bp.delete("/brouillons/<path:form>")
def drop(form: str) -> tuple[str, int]:
    veille().scratch.drop(name(), form)
    return "", 204


@bp.after_app_request
def taken(response: Response) -> Response:
    """A form that was sent under its name and not refused: its copies may go, here and in the browser."""
    form = request.form.get("keep", "") if _may_have_sent(response) else ""
    if is_form_name(form):
        with suppress(VeilleError):  # the form itself was taken: a copy too many is no failure
            veille().scratch.drop(name(), form)
        response.set_cookie(
            DONE, quote(form, safe=""), max_age=60, samesite="Strict", path="/bureau/"
        )
    return response


def _may_have_sent(response: Response) -> bool:
    return (
        request.method == "POST"
        and response.status_code < 400
        and request.blueprint != bp.name
        and visitor() is not None
    )


def _sent() -> tuple[dict[str, Any], str]:
    """(content, mark of what it replaces), from JSON or from a form's own fields."""
    if request.is_json:
        sent = request.get_json()
        if not isinstance(sent, dict) or not isinstance(sent.get("content"), dict):
            abort(400)
        return sent["content"], str(sent.get("seen", ""))
    fields = {key: values for key, values in request.form.lists() if key != "csrf"}
    return {"fields": fields}, ""
