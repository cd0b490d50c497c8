"""« Vérifier les liens »: asked in the background, beside the checks that show how far it is."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, veille
from veille.desk.editions import one
from veille.desk.failures import sentence, status_of
from veille.errors import VeilleError
from veille.model.link import LinkProgress

bp = Blueprint("links", __name__, url_prefix="/bureau/editions/<public_id>")

Page = Answer | tuple[str, int] | str


@bp.post("/liens")
def look(public_id: str) -> Page:
    """Starts; within the page only the checks are drawn again."""
    in_page = "HX-Request" in request.headers
    try:
        veille().links.launch(public_id, by=name())
    except VeilleError as error:
        if in_page:
            answer = make_response(sentence(error), status_of(error))
            answer.headers.update({"HX-Retarget": "#avis", "HX-Reswap": "innerHTML"})
            answer.mimetype = "text/plain"
            return answer
        return one(public_id, error=sentence(error)), status_of(error)
    if in_page:
        return seen(public_id)
    leave_word(_("Les liens sont interrogés : revenez à cette page dans un moment."))
    return redirect(url_for("editions.show", public_id=public_id, _anchor="verifications"), 303)


@bp.get("/liens")
def seen(public_id: str) -> str:
    """The checks, which ask for themselves again while links are under way."""
    # Before the findings: should the last answer come meanwhile, they are asked for once more.
    under_way = veille().links.progress(public_id)
    findings = veille().sealing.check(public_id)
    return render_template(
        "_edition_checks.html", findings=findings, public_id=public_id, under_way=under_way
    )


@bp.app_context_processor
def furnish() -> dict[str, Callable[[str], LinkProgress | None]]:
    """The checks are shown by several pages: each may ask how far the links are."""
    return {"links_under_way": lambda public_id: veille().links.progress(public_id)}
