"""Coming in, by a link that works once or by name and password, and going out."""

from __future__ import annotations

from gettext import gettext as _

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from veille.core.access import Browser
from veille.desk import kept
from veille.desk.current import clear_key, give_key, key, veille, visitor
from veille.desk.failures import sentence, status_of
from veille.desk.within import is_within
from veille.errors import RefusedError, TooSoonError
from veille.shipped import shipped

bp = Blueprint("access", __name__, url_prefix="/bureau")

Page = Answer | tuple[str, int] | str


def _spent() -> str:
    return _(
        "ce lien a déjà servi, ou il est trop vieux : demandez-en un autre à l’administration,"
        " ou relancez « veille serve », qui en affiche un nouveau"
    )


@bp.get("/entrer/<token>")
def enter(token: str) -> str:
    """A button: mail scanners and link previews follow addresses, and must not use the link up."""
    if not veille().access.is_open(token):
        abort(403, _spent())
    # By itself only for whoever opens it from the console or a message: a link that another site
    # leads to, or that would put somebody out of their own session, waits for the button.
    led = request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
    return render_template("enter.html", token=token, at_once=visitor() is None and not led)


@bp.post("/entrer/<token>")
def redeem(token: str) -> Answer:
    opened = veille().access.redeem(token, _browser())
    if opened is None:
        abort(403, _spent())
    return give_key(redirect(url_for("items.today"), 303), opened)


@bp.get("/connexion")
def login() -> str:
    return _form()


@bp.post("/connexion")
def judge() -> Page:
    """Name and password; then the code of those who chose to owe one."""
    typed, password = request.form.get("name", ""), request.form.get("password", "")
    try:
        entered = veille().access.login(typed, password, _browser())
    except RefusedError as error:
        return _form(name=typed, error=sentence(error)), _status(error)
    return _in(entered.key) if entered.key else _code(entered.ticket)


@bp.post("/connexion/code")
def code() -> Page:
    ticket = request.form.get("ticket", "")
    try:
        opened = veille().access.finish(ticket, request.form.get("code", ""), _browser())
    except RefusedError as error:
        return _code(ticket, error=sentence(error)), _status(error)
    return _in(opened)


@bp.post("/sortir")
def leave() -> Answer:
    veille().access.leave(key())
    return clear_key(redirect(url_for("access.login"), 303))


@bp.get("/polices/<name>")
def fonts(name: str) -> Response:
    """The archive's own letters: one copy on the disk for both."""
    if not name.endswith(".woff2"):
        abort(404)
    folder = shipped("templates") / "archive" / "assets" / "fonts"
    return send_from_directory(folder, name, mimetype="font/woff2", max_age=86400)


def _browser() -> Browser:
    return Browser(request.remote_addr or "", request.user_agent.string, key())


def _status(error: RefusedError) -> int:
    """401 whatever was wrong: one answer for an unknown name and for a wrong password."""
    return status_of(error) if isinstance(error, TooSoonError) else 401


def _form(name: str = "", error: str = "") -> str:
    return render_template("login.html", name=name, error=error, late=False, **_carried())


def _code(ticket: str, error: str = "") -> str:
    return render_template("login_code.html", ticket=ticket, error=error, **_carried())


def _carried() -> dict[str, str]:
    """What goes through the login untouched: where to go, and a form that came too late."""
    wanted = request.values.get("suite", "")
    return {
        "onward": wanted if is_within(wanted) else "",
        "kept": kept.packed(kept.unpacked(request.form.get("kept", ""))),
    }


def _in(opened: str) -> Answer:
    """To the page that was asked; or before the form that came too late, to send it again."""
    late = kept.unpacked(request.form.get("kept", ""))
    wanted = request.form.get("suite", "")
    here = veille().access.visitor(opened)
    if late is None or here is None or not late.is_for(here.person_id):
        onward = wanted if is_within(wanted) else url_for("items.today")
        return give_key(redirect(onward, 303), opened)
    page = render_template("resume.html", late=late, onward=wanted, visitor=here)
    return give_key(make_response(page), opened)
