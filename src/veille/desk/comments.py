"""Comments under an item or an edition: `_comments.html` is included where they are read."""

from __future__ import annotations

from gettext import gettext as _

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, veille
from veille.desk.failures import sentence, status_of
from veille.desk.within import is_within
from veille.errors import VeilleError
from veille.model.comment import Comment

bp = Blueprint("comments", __name__, url_prefix="/bureau/commentaires")

Page = Answer | tuple[str, int] | str


@bp.post("/")
def add() -> Page:
    about, text = request.form.get("about", ""), request.form.get("text", "")
    try:
        veille().comments.add(about, text, by=name())
    except VeilleError as error:
        page = render_template(
            "comment.html", about=about, typed=text, fault=sentence(error), back=_back()
        )
        return page, status_of(error)
    leave_word(_("Commentaire ajouté."))
    return redirect(f"{_back()}#commentaires", 303)


@bp.post("/<comment_id>/retirer")
def remove(comment_id: str) -> Page:
    veille().comments.remove(comment_id, by=name())
    leave_word(_("Commentaire retiré."))
    return redirect(f"{_back()}#commentaires", 303)


def comments_on(about: str) -> list[Comment]:
    """For the template that shows them: what was said of `item:…` or `edition:…`."""
    return veille().comments.listed(about)


def _back() -> str:
    wanted = request.form.get("back", "")
    return wanted if is_within(wanted) else url_for("items.today")
