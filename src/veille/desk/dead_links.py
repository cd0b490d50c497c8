"""« Liens morts »: what readers were given and leads nowhere, and what a person may do about it."""

from __future__ import annotations

from gettext import gettext as _

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError
from veille.model.link import LinkRound

bp = Blueprint("dead_links", __name__, url_prefix="/bureau/liens-morts")

SHOWN = 100
"""On the page, the last found first: the command line lists them all."""

Page = Answer | tuple[str, int] | str


@bp.get("/")
def listed() -> str:
    return _page()


@bp.post("/verifier")
def again() -> Page:
    """Asks one address and waits for its answer, twenty seconds at most for each try."""
    url = request.form.get("url", "")
    try:
        made = veille().published_links.again(url, by=name())
    except VeilleError as error:
        return _page(url, sentence(error)), status_of(error)
    if made.revived:
        return _done(made, _("Ce lien répond de nouveau : l’archive ne le dit plus mort."))
    if made.answered:
        return _done(made, _("Toujours sans réponse : rien n’est changé."))
    return _done(made, _("Aucun site n’a répondu, pas même un autre : vérifiez la connexion."))


@bp.post("/bon")
def vouch() -> Page:
    url = request.form.get("url", "")
    try:
        made = veille().published_links.vouch(url, by=name())
    except VeilleError as error:
        return _page(url, sentence(error)), status_of(error)
    return _done(made, _("Noté : ce lien est tenu pour bon pendant un an."))


def _done(made: LinkRound, words: str) -> Answer:
    """The pages that show the link follow at once."""
    try:
        if made.changed:
            veille().archive.build()
    except VeilleError as error:
        words += _(" Mais l’archive n’a pas suivi : {0}").format(error)
    leave_word(words)
    return redirect(url_for("dead_links.listed"), 303)


def _page(refused: str = "", error: str = "") -> str:
    found = veille().published_links.dead()
    return render_template(
        "dead_links.html",
        links=found[:SHOWN],
        total=len(found),
        refused=refused,
        error=error,
        notice=take_word(),
    )
