"""« Mon compte »: my password, my one-time codes, my sessions, my keyboard shortcuts."""

from __future__ import annotations

import re
from gettext import gettext as _
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import give_key, key, leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.roles import ROLES
from veille.errors import RefusedError, TooSoonError, VeilleError, WrongPasswordError

bp = Blueprint("me", __name__, url_prefix="/bureau/moi")

Page = Answer | tuple[str, int] | str

_FIELDS = ("current", "password", "again", "stop")
_BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@bp.get("/")
def show() -> str:
    return _page()


@bp.post("/mot-de-passe")
def password() -> Page:
    """A new one. The two fields must agree: nobody sees what they type."""
    chosen, again = request.form.get("password", ""), request.form.get("again", "")
    if wrong := veille().account.judge(chosen, by=name()):
        return _page(faults={"password": wrong}), 400
    if chosen != again:
        return _page(
            faults={"again": _("les deux ne sont pas les mêmes : tapez-les de nouveau")}
        ), 400
    current = request.form.get("current", "")
    try:
        fresh = veille().account.set_password(chosen, current=current, by=name(), key=key())
    except RefusedError as error:
        return _page(faults={"current": str(error)}), 400
    leave_word(_("Mot de passe enregistré ; vos autres sessions sont finies."))
    return give_key(redirect(url_for("me.show"), 303), fresh)


@bp.get("/codes")
def enrol() -> str:
    return _enrol()


@bp.post("/codes")
def start() -> Page:
    """On, once a code made with the secret comes back."""
    secret, code = request.form.get("secret", ""), request.form.get("code", "")
    try:
        fresh = veille().account.start_codes(
            secret, code, current=request.form.get("current", ""), by=name(), key=key()
        )
    except (WrongPasswordError, TooSoonError) as error:
        return _enrol(secret, current=str(error)), 400
    except RefusedError as error:
        return _enrol(secret, code=str(error)), 400
    leave_word(_("Un code du téléphone est désormais demandé à l’entrée."))
    return give_key(redirect(url_for("me.show"), 303), fresh)


@bp.post("/codes/arreter")
def stop() -> Page:
    current = request.form.get("current", "")
    try:
        fresh = veille().account.stop_codes(current=current, by=name(), key=key())
    except RefusedError as error:
        return _page(faults={"stop": str(error)}), 400
    leave_word(_("Le mot de passe suffit de nouveau à l’entrée."))
    return give_key(redirect(url_for("me.show"), 303), fresh)


@bp.post("/sessions/<handle>/finir")
def end(handle: str) -> Page:
    try:
        veille().account.end_session(handle, by=name())
    except VeilleError as error:
        return _page(error=sentence(error)), status_of(error)
    return _told(_("Session finie."))


@bp.post("/sessions/finir")
def end_others() -> Page:
    veille().account.end_others(by=name(), key=key())
    return _told(_("Toutes vos autres sessions sont finies."))


@bp.post("/raccourcis")
def shortcuts() -> Page:
    on = request.form.get("shortcuts") == "on"
    veille().account.set_shortcuts(on, by=name())
    return _told(
        _("Raccourcis du clavier en marche.") if on else _("Raccourcis du clavier arrêtés.")
    )


def browser_words(agent: str) -> str:
    """« Firefox, Linux »: enough to know one’s own."""
    browser = next((word for mark, word in _BROWSERS if mark in agent), "")
    system = next((word for mark, word in _SYSTEMS if mark in agent), "")
    plain = re.sub(r"[^\w ./-]", "", agent)[:40]
    return ", ".join(filter(None, (browser, system))) or plain or _("navigateur inconnu")


def _told(words: str) -> Answer:
    leave_word(words)
    return redirect(url_for("me.show"), 303)


def _page(faults: dict[str, str] | None = None, error: str = "") -> str:
    account = veille().account
    me = account.get(name())
    context: dict[str, Any] = {
        "me": me,
        "role": ROLES[me.role],
        "fresh": account.is_fresh(key()),
        "sessions": [
            (one, browser_words(one.agent)) for one in account.sessions(by=name(), key=key())
        ],
    }
    wrong = dict.fromkeys(_FIELDS, "") | (faults or {})
    return render_template("me.html", faults=wrong, error=error, notice=take_word(), **context)


def _enrol(secret: str = "", **faults: str) -> str:
    account = veille().account
    trusted = account.is_fresh(key()) or not account.get(name()).has_password
    enrolment = veille().account.enrol(by=name(), secret=secret)
    grouped = re.sub(r"(.{4})(?=.)", r"\1 ", enrolment.secret)
    return render_template(
        "me_codes.html",
        enrolment=enrolment,
        grouped=grouped,
        faults={"code": "", "current": ""} | faults,
        trusted=trusted,
    )
