"""Kept searches and their feeds; dossiers, with their queue, their order, their page in the archive."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from veille.desk import asking
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.search import results
from veille.desk.words import Words
from veille.errors import VeilleError
from veille.model.dossier import Dossier, DossierState
from veille.text.french import typo

bp = Blueprint("dossiers", __name__, url_prefix="/bureau")

Page = Answer | tuple[str, int] | str

SHOWN, MOST = 10, 50
"""Suggestions on a page, and how many are counted."""


def _words() -> Words:
    found: Words = current_app.extensions["reading"].words
    return found


# --- kept searches -----------------------------------------------------------------------------


@bp.get("/dossiers/")
def listed() -> str:
    return _all()


@bp.post("/dossiers/")
def keep() -> Page:
    """Follows a search under a title."""
    asked = asking.asked(request.form)
    try:
        kept = veille().searches.keep(asked.wanted, request.form.get("title", ""), by=name())
    except VeilleError as error:
        told = asking.in_words(asked.wanted, _words())
        page = render_template(
            "keep.html",
            told=told,
            params=asking.typed(asked.wanted),
            kept_title=request.form.get("title", "")[: asking.LONGEST],
            refused=sentence(error),
        )
        return page, status_of(error)
    leave_word(_("Recherche gardée : « {0} ».").format(typo(kept.title)))
    return redirect(url_for("dossiers.listed"), 303)


@bp.post("/dossiers/<public_id>/recherche")
def follow(public_id: str) -> Page:
    """Another question for the same title."""
    try:
        kept = veille().searches.follow(public_id, asking.asked(request.form).wanted, by=name())
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    leave_word(_("« {0} » suit maintenant cette recherche.").format(typo(kept.title)))
    return redirect(_address(kept), 303)


@bp.post("/dossiers/<public_id>/fil")
def renew(public_id: str) -> Page:
    try:
        kept = veille().searches.renew(public_id, by=name())
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    leave_word(_("Le fil a une autre adresse ; l’ancienne ne répond plus."))
    return redirect(_address(kept), 303)


@bp.post("/dossiers/<public_id>/supprimer")
def delete(public_id: str) -> Page:
    try:
        veille().searches.delete(public_id, by=name())
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    return redirect(url_for("dossiers.listed", gone=public_id), 303)


@bp.post("/dossiers/<public_id>/remettre")
def restore(public_id: str) -> Page:
    try:
        back = veille().searches.restore(public_id, by=name())
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    leave_word(_("« {0} » est de retour ; son fil a une autre adresse.").format(typo(back.title)))
    return redirect(url_for("dossiers.listed"), 303)


@bp.get("/flux/<token>.atom")
def feed(token: str) -> Answer:
    """What fits, for a feed reader: whoever knows the address reads titles, references and our own notes."""
    try:
        kept = veille().searches.of_token(token)
    except VeilleError as error:
        abort(404, str(error))
    found = veille().searches.fitting(kept)
    newest = max((one.seen_at for one in found), default=kept.at)
    body = render_template("feed.atom", kept=kept, items=found, updated=newest)
    response = Response(body, mimetype="application/atom+xml")
    response.add_etag()
    return response.make_conditional(request)


# --- dossiers ----------------------------------------------------------------------------------


@bp.post("/dossiers/<public_id>/ouvrir")
def start(public_id: str) -> Page:
    """A kept search becomes a dossier."""
    try:
        dossier = veille().dossiers.open(public_id, by=name())
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    leave_word(_("Dossier ouvert : choisissez ce qui y entre."))
    return redirect(_address(dossier), 303)


@bp.get("/dossiers/<public_id>")
def show(public_id: str) -> Page:
    dossier = veille().dossiers.get(public_id)
    if dossier.state is DossierState.SEARCH:
        return redirect(url_for("search.form", **asking.typed(dossier.wanted)))
    return _one(dossier)


@bp.post("/dossiers/<public_id>")
def write(public_id: str) -> Page:
    """Title, introduction and address."""
    typed = {key: request.form.get(key, "") for key in ("title", "introduction")}
    key = request.form.get("key")
    try:
        after = veille().dossiers.write(public_id, **typed, key=key, by=name())
    except VeilleError as error:
        dossier = veille().dossiers.get(public_id)
        shown = typed | {"key": dossier.key if key is None else key}
        return _again(dossier, typed=shown, fault=sentence(error)), status_of(error)
    leave_word(_("Enregistré.") + _shown(after))
    return redirect(_address(after), 303)


@bp.post("/dossiers/<public_id>/elements")
def decide(public_id: str) -> Page:
    """Takes an item in, sets it aside, takes it out or moves it by one place."""
    item, action = request.form.get("item", ""), request.form.get("action", "")
    acts, moves = veille().dossiers, {"up": True, "down": False}
    try:
        if action in moves:
            after = acts.move(public_id, item, up=moves[action], by=name())
        elif action in ("take", "aside", "leave"):
            after = getattr(acts, action)(public_id, item, by=name())
            leave_word(_decided(item, action) + _shown(after))
        else:
            abort(400, _("choisissez : ajouter, écarter ou déplacer"))
    except VeilleError as error:
        return _again(acts.get(public_id), error=sentence(error)), status_of(error)
    if action in moves:
        _shown(after)
        return redirect(_address(after, f"d-{item}"), 303)
    return redirect(_address(after, "contenu" if action == "leave" else "file"), 303)


def _decided(item: str, action: str) -> str:
    words = {"take": _("Ajouté : {0}"), "aside": _("Écarté : {0}"), "leave": _("Retiré : {0}")}
    return words[action].format(f"« {typo(veille().items.get(item).title)} »")


@bp.post("/dossiers/<public_id>/annuler")
def undo(public_id: str) -> Page:
    """Takes back the last decision."""
    try:
        item = veille().dossiers.undo(public_id, by=name())
        dossier = veille().dossiers.get(public_id)
    except VeilleError as error:
        return _all(error=sentence(error)), status_of(error)
    if item is None:
        leave_word(_("Il n’y a plus rien à annuler."))
    else:
        leave_word(_("Annulé : « {0} ».").format(typo(item.title)) + _shown(dossier))
    return redirect(_address(dossier, "file"), 303)


@bp.post("/dossiers/<public_id>/publier")
def publish(public_id: str) -> Page:
    return _turn(public_id, veille().dossiers.publish, _("Le dossier a sa page dans l’archive."))


@bp.post("/dossiers/<public_id>/retirer")
def withdraw(public_id: str) -> Page:
    words = _("Le dossier est retiré : son adresse mène à la page d’au-dessus.")
    return _turn(public_id, veille().dossiers.withdraw, words)


def _turn(public_id: str, act: Any, words: str) -> Page:
    try:
        dossier = act(public_id, by=name())
    except VeilleError as error:
        return _again(veille().dossiers.get(public_id), error=sentence(error)), status_of(error)
    leave_word(words + _followed(veille().archive.build))
    return redirect(_address(dossier), 303)


def _shown(dossier: Dossier) -> str:
    """What is public changes at once; a word more when the archive cannot follow."""
    if dossier.state is not DossierState.PUBLIC:
        return ""
    return _followed(veille().archive.build)


def _followed(build: Any) -> str:
    try:
        build()
    except VeilleError as error:
        return _(" — mais l’archive n’a pas suivi : {0}").format(error)
    return ""


# --- pages -------------------------------------------------------------------------------------


def _address(kept: Dossier, anchor: str | None = None) -> str:
    if kept.state is DossierState.SEARCH:
        return url_for("dossiers.listed")
    return url_for("dossiers.show", public_id=kept.public_id, _anchor=anchor)


def _all(error: str = "") -> str:
    acts = veille().dossiers
    return render_template(
        "dossiers.html",
        dossiers=[(one, len(acts.queue(one, MOST + 1))) for one in acts.listed()],
        most=MOST,
        searches=[
            (one, asking.in_words(one.wanted, _words()), asking.typed(one.wanted))
            for one in veille().searches.listed()
        ],
        gone=request.args.get("gone", ""),
        error=error,
        notice=take_word(),
    )


def _again(
    dossier: Dossier, *, typed: dict[str, str] | None = None, fault: str = "", error: str = ""
) -> str:
    """The page that the form came from; the list, for a search that is no dossier yet."""
    if dossier.state is DossierState.SEARCH:
        return _all(error=error or fault)
    return _one(dossier, typed=typed, fault=fault, error=error)


def _one(
    dossier: Dossier, *, typed: dict[str, str] | None = None, fault: str = "", error: str = ""
) -> str:
    acts = veille().dossiers
    queue = acts.queue(dossier, MOST + 1)
    stored = {key: getattr(dossier, key) for key in ("title", "introduction", "key")}
    return render_template(
        "dossier.html",
        dossier=dossier,
        typed=typed or stored,
        settled=acts.settled(dossier),
        queue=results(queue[:SHOWN], dossier.wanted),
        waiting=len(queue),
        most=MOST,
        members=acts.members(dossier),
        told=asking.in_words(dossier.wanted, _words()),
        params=asking.typed(dossier.wanted),
        fault=fault,
        error=error,
        notice=take_word(),
    )
