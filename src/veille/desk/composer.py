"""The composer: a draft's sections, order, notes and words changed in place, every change saved at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from gettext import gettext as _

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, veille
from veille.desk.editions import composed, one
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError
from veille.text.french import count, typo

bp = Blueprint("composer", __name__, url_prefix="/bureau/editions/<public_id>")

Page = Answer | tuple[str, int] | str

STEPS = {"up": -1, "down": 1}


@bp.post("/place")
def place(public_id: str) -> Page:
    """One step up or down, or into another section, before an item of it or last."""
    form, item = request.form, request.form.get("item", "")
    arranging, action = veille().arranging, request.form.get("action", "")

    if action not in ("", *STEPS):
        abort(400, _("choisissez : monter, descendre ou déplacer"))

    def act() -> None:
        if action:
            arranging.step(public_id, item, STEPS[action], by=name())
        else:
            section, before = form.get("section", ""), form.get("before", "")
            arranging.move(public_id, item, section, before, by=name())

    return _done(public_id, act, anchor=item)


@bp.post("/note")
def note(public_id: str) -> Page:
    """What this edition alone says of one item; `own` goes back to the item's note."""
    item, form = request.form.get("item", ""), request.form
    text = None if form.get("action") == "own" else form.get("note", "")

    def act() -> None:
        veille().arranging.note(public_id, item, text, seen=form.get("seen"), by=name())

    # Back to the item's own note: the field must show it.
    typed = {} if text is None else {f"note-{item}": text}
    return _done(public_id, act, anchor=item, quiet=text is not None, typed=typed)


@bp.post("/mots")
def write(public_id: str) -> Page:
    """The edition's own words, each beside what the form had shown."""
    form = request.form
    words = {
        key: form[key]
        for key in ("title", "subject", "edito", "date", "period", "issue")
        if key in form
    }
    seen = {key: form[f"seen-{key}"] for key in words if f"seen-{key}" in form}

    def act() -> None:
        veille().arranging.write(public_id, words, seen=seen, by=name())

    return _done(public_id, act, quiet=True, typed=words)


@bp.post("/retirer")
def remove(public_id: str) -> Page:
    item = request.form.get("item", "")

    def act() -> None:
        veille().arranging.remove(public_id, item, by=name())
        _say(_("Retiré : l’élément attend l’édition suivante."))

    return _done(public_id, act)


@bp.post("/ajouter")
def add(public_id: str) -> Page:
    """All that waits, one of it, or anything collected, by its address."""
    asked = request.form.get("address", "").strip()
    item = request.form.get("item", "")

    def act() -> None:
        if asked:
            found = veille().arranging.add(public_id, asked, by=name())
            _say(_("Ajouté : « {0} ».").format(typo(found.title)))
        else:
            came = veille().arranging.take(public_id, [item] if item else [], by=name())
            _say(count(came, "élément ajouté", "éléments ajoutés") + ".")

    return _done(public_id, act, typed={"address": asked})


@bp.post("/annuler")
def undo(public_id: str) -> Page:
    """Takes back the last act of whoever asks."""

    def act() -> None:
        if veille().arranging.undo(public_id, by=name()):
            _say(_("Annulé."))
        else:
            _say(_("Il n’y a plus rien à annuler."))

    return _done(public_id, act)


@bp.get("/verifications")
def checks(public_id: str) -> str:
    """What stands in the way of sealing, for a page that is open."""
    findings = veille().sealing.check(public_id)
    return render_template("_edition_checks.html", findings=findings, public_id=public_id)


def _done(
    public_id: str,
    act: Callable[[], None],
    *,
    anchor: str = "",
    quiet: bool = False,
    typed: dict[str, str] | None = None,
) -> Page:
    """Acts, then shows the board again: alone for htmx, or the whole page. `quiet`: nothing is redrawn."""
    try:
        act()
    except VeilleError as error:
        if _in_page():
            return _refused(error)
        return one(public_id, error=sentence(error), typed=typed or {}), status_of(error)
    if not _in_page():
        address = url_for(
            "editions.show", public_id=public_id, _anchor=f"e-{anchor}" if anchor else None
        )
        return redirect(address, 303)
    shown = composed(public_id)
    template = "_composer_seen.html" if quiet else "_composer.html"
    answer = make_response(render_template(template, item=anchor, said=g.get("said", ""), **shown))
    # What is sealed or validated is what the page shows now, the preview beside it included.
    changed = {"edition-changed": {"mark": shown["board"].mark}}
    answer.headers["HX-Trigger"] = json.dumps(changed)
    return answer


def _refused(error: VeilleError) -> Page:
    """One line at the bottom; what was typed stays where it is."""
    answer = make_response(sentence(error), status_of(error))
    answer.headers.update({"HX-Retarget": "#avis", "HX-Reswap": "innerHTML"})
    answer.mimetype = "text/plain"
    return answer


def _in_page() -> bool:
    return "HX-Request" in request.headers


def _say(text: str) -> None:
    """On the next page, or in the line at the bottom of the page that is open."""
    if _in_page():
        g.said = text
    else:
        leave_word(text)
