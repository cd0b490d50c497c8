"""Coming in by a link that works once, and going out. Looking at the link never spends it."""

from __future__ import annotations

from gettext import gettext as _

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from veille.desk.current import COOKIE, veille
from veille.shipped import shipped

bp = Blueprint("access", __name__, url_prefix="/bureau")


def _spent() -> str:
    return _(
        "ce lien a déjà servi, ou date de plus d’une heure : relancez « veille serve »,"
        " qui en affiche un nouveau"
    )


@bp.get("/entrer/<token>")
def enter(token: str) -> str:
    """A button: mail scanners and link previews follow addresses, and must not use the link up."""
    if not veille().access.is_open(token):
        abort(403, _spent())
    return render_template("enter.html", token=token)


@bp.post("/entrer/<token>")
def redeem(token: str) -> Answer:
    key = veille().access.redeem(token)
    if key is None:
        abort(403, _spent())
    # Whoever signs in again leaves no earlier session behind.
    veille().access.leave(request.cookies.get(COOKIE, ""))
    response = redirect(url_for("items.today"), 303)
    response.set_cookie(COOKIE, key, httponly=True, samesite="Lax", path="/")
    return response


@bp.post("/sortir")
def leave() -> Answer:
    veille().access.leave(request.cookies.get(COOKIE, ""))
    response = redirect(url_for("items.today"), 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", path="/")
    return response


@bp.get("/polices/<name>")
def fonts(name: str) -> Response:
    """The archive's own letters: one copy on the disk for both."""
    if not name.endswith(".woff2"):
        abort(404)
    folder = shipped("templates") / "archive" / "assets" / "fonts"
    return send_from_directory(folder, name, mimetype="font/woff2", max_age=86400)
