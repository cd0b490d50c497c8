"""One story: where else it was told, what may belong to it, joining and setting apart, undoing either."""

from __future__ import annotations

import re
from gettext import gettext as _

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.within import is_within
from veille.errors import VeilleError
from veille.text.french import typo

bp = Blueprint("stories", __name__, url_prefix="/bureau/histoires")

Page = Answer | tuple[str, int] | str

_LONGEST = 2000


@bp.get("/<public_id>")
def show(public_id: str) -> str:
    return _page(public_id)


@bp.post("/<public_id>/reunir")
def join(public_id: str) -> Page:
    """With a candidate that was pressed, else with what was pasted."""
    back = _back(public_id)
    pasted = request.form.get("pasted", "").strip()
    other = request.form.get("other") or pasted
    if not other or len(other) > _LONGEST:
        error = _("Collez l’adresse de l’autre élément, ou choisissez-en un plus haut.")
        return _page(public_id, error=error, pasted=pasted[:_LONGEST]), 400
    try:
        head = veille().stories.unite(public_id, other, by=name())
    except VeilleError as error:
        return _page(public_id, error=sentence(error), pasted=pasted), status_of(error)
    leave_word(_("Réuni sous « {0} ».").format(typo(head.title)))
    return redirect(back, 303)


@bp.post("/<public_id>/separer")
def split(public_id: str) -> Page:
    back = _back(public_id)
    try:
        item = veille().stories.split(public_id, by=name())
    except VeilleError as error:
        return _page(public_id, error=sentence(error)), status_of(error)
    leave_word(_("Séparé : « {0} » ne sera plus réuni que par vous.").format(typo(item.title)))
    return redirect(back, 303)


@bp.post("/<public_id>/annuler")
def undo(public_id: str) -> Page:
    """Takes back the last joining or setting apart of this item, as the page showed it."""
    back = _back(public_id)
    act = request.form.get("act", "")
    try:
        veille().stories.undo(int(act) if re.fullmatch(r"\d{1,15}", act) else 0, by=name())
    except VeilleError as error:
        return _page(public_id, error=sentence(error)), status_of(error)
    leave_word(_("Annulé : tout est comme avant."))
    return redirect(back, 303)


def _back(public_id: str) -> str:
    """Where one came from: a page of the desk, never another site."""
    wanted = request.form.get("next") or url_for("stories.show", public_id=public_id)
    if not is_within(wanted):
        abort(400, _("l’adresse de retour n’est pas une page du bureau"))
    return wanted


def _page(public_id: str, error: str = "", pasted: str = "") -> str:
    item = veille().items.get(public_id)
    head = veille().items.get(item.story) if item.story else item
    return render_template(
        "story.html",
        item=item,
        head=head,
        near=veille().stories.near(public_id),
        act=veille().stories.last_act(public_id),
        error=error,
        pasted=pasted,
        notice=take_word(),
    )
