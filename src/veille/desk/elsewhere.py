"""An edition for another mailer: copied, downloaded, told in a few words to a network."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from flask import Blueprint, Response, abort, render_template, request

from veille.core.elsewhere import NETWORK_NAMES, TOOL_NAMES
from veille.desk.current import veille
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError

bp = Blueprint("elsewhere", __name__, url_prefix="/bureau/editions/<public_id>/ailleurs")

TYPES = {
    "html": "text/html",
    "txt": "text/plain",
    "eml": "message/rfc822",
    "odt": "application/vnd.oasis.opendocument.text",
}


@bp.get("/")
def show(public_id: str) -> tuple[str, int]:
    """Everything that another tool may want, ready to be copied."""
    tool = _tool()
    edition, view = veille().editions.get(public_id), veille().editions.view(public_id)
    shared = {
        "edition": edition,
        "view": view,
        "tools": TOOL_NAMES,
        "networks": NETWORK_NAMES,
        "tool": tool,
        "entries": view.entries,
    }
    try:
        made = veille().elsewhere.rendered(public_id, tool)
        posts = veille().elsewhere.posts(public_id)
    except VeilleError as error:
        page = render_template("elsewhere.html", made=None, error=sentence(error), **shared)
        return page, status_of(error)
    item = request.args.get("element", "")
    if item:
        posts = veille().elsewhere.entry_posts(public_id, item)
    page = render_template("elsewhere.html", made=made, error="", posts=posts, item=item, **shared)
    return page, 200


@bp.get("/<part>")
def download(public_id: str, part: str) -> Response:
    """One file, saved under the edition's name and never shown from here."""
    acts = veille().elsewhere
    made: dict[str, Callable[[], bytes]] = {
        "html": lambda: acts.rendered(public_id, _tool()).html.encode(),
        "txt": lambda: acts.rendered(public_id, _tool()).text.encode(),
        "eml": lambda: acts.eml(public_id, _tool()),
        "odt": lambda: acts.odt(public_id),
    }
    if part not in made:
        abort(404, _("il n’y a rien sous ce nom"))
    stem = veille().editions.view(public_id).path.strip("/").replace("/", "-")
    response = Response(made[part](), mimetype=TYPES[part])
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{part}"'
    return response


def _tool() -> str:
    asked = request.args.get("outil", "")
    return asked if asked in TOOL_NAMES else ""
