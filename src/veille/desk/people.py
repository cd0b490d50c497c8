"""« Équipe »: who works here, in which role; for the administration alone."""

from __future__ import annotations

from gettext import gettext as _

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.roles import ROLES, role_name
from veille.errors import VeilleError
from veille.model.role import Role
from veille.text.french import count

bp = Blueprint("people", __name__, url_prefix="/bureau/equipe")

Page = Answer | tuple[str, int] | str


@bp.get("/")
def listed() -> str:
    return _all()


@bp.post("/")
def invite() -> Page:
    """A new account. Its link is shown once, on the page that follows."""
    typed = {field: request.form.get(field, "") for field in ("name", "email", "role")}
    if typed["role"] not in set(Role):
        return _all(typed, _("Choisissez un rôle.")), 400
    try:
        token = veille().team.add(typed["name"], typed["email"], Role(typed["role"]), by=name())
    except VeilleError as error:
        return _all(typed, sentence(error)), status_of(error)
    _hand_over(_("Compte ouvert pour {0}.").format(typed["name"].strip()), token)
    return redirect(url_for("people.listed"), 303)


@bp.get("/<who>")
def show(who: str) -> str:
    return _one(who)


@bp.post("/<who>/role")
def role(who: str) -> Page:
    chosen = request.form.get("role", "")
    if chosen not in set(Role):
        return _one(who, _("Choisissez un rôle.")), 400
    try:
        person = veille().team.set_role(who, Role(chosen), by=name())
    except VeilleError as error:
        return _one(who, sentence(error)), status_of(error)
    return _told(
        person.id,
        _("{0} : rôle {1}. Ses sessions sont finies.").format(person.name, role_name(chosen)),
    )


@bp.post("/<who>/lien")
def link(who: str) -> Page:
    """A way in for whoever lost a password."""
    try:
        token = veille().team.new_link(who, by=name())
    except VeilleError as error:
        return _one(who, sentence(error)), status_of(error)
    person = veille().team.get(who)
    _hand_over(_("Lien préparé pour {0}.").format(person.name), token)
    return redirect(url_for("people.show", who=person.id), 303)


@bp.post("/<who>/sessions/finir")
def end_sessions(who: str) -> Page:
    try:
        ended = veille().team.end_sessions(who, by=name())
    except VeilleError as error:
        return _one(who, sentence(error)), status_of(error)
    return _told(who, _("{0}.").format(count(ended, "session finie", "sessions finies")))


@bp.post("/<who>/fermer")
def disable(who: str) -> Page:
    try:
        person = veille().team.disable(who, by=name())
    except VeilleError as error:
        return _one(who, sentence(error)), status_of(error)
    return _told(person.id, _("Le compte de {0} est fermé.").format(person.name))


@bp.post("/<who>/rouvrir")
def enable(who: str) -> Page:
    try:
        person = veille().team.enable(who, by=name())
    except VeilleError as error:
        return _one(who, sentence(error)), status_of(error)
    return _told(person.id, _("Le compte de {0} est de nouveau ouvert.").format(person.name))


def _hand_over(words: str, token: str) -> None:
    """The link goes by the word that is said once: a page that is loaded again no longer shows it."""
    address = url_for("access.enter", token=token, _external=True)
    leave_word(words, details=(address,))


def _told(who: str | int, words: str) -> Answer:
    leave_word(words)
    return redirect(url_for("people.show", who=who), 303)


def _all(typed: dict[str, str] | None = None, error: str = "") -> str:
    return render_template(
        "people.html",
        people=veille().team.listed(),
        roles=ROLES,
        typed=typed or {"name": "", "email": "", "role": ""},
        error=error,
        word=take_word(),
    )


def _one(who: str, error: str = "") -> str:
    person = veille().team.get(who)
    return render_template("person.html", person=person, roles=ROLES, error=error, word=take_word())
