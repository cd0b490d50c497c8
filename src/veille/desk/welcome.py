"""« Premiers pas »: from an empty workspace to a first draft, on one page, without editing a file."""

from __future__ import annotations

from gettext import gettext as _

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.forms import LONGEST
from veille.errors import RefusedError, VeilleError
from veille.model.item import Filter, State
from veille.text.french import count

bp = Blueprint("welcome", __name__, url_prefix="/bureau/premiers-pas")

Page = Answer | tuple[str, int] | str

OFFERED = 12
"""Items among which a first draft is chosen."""


@bp.get("/")
def show() -> str:
    return _page(written=_unanswered())


@bp.get("/cours")
def progress() -> str:
    """What htmx asks for each second while sources answer."""
    return render_template("_progress.html", **_steps())


@bp.post("/adresses")
def visit() -> Page:
    written = request.form.get("addresses", "")
    if len(written) > LONGEST:
        words = _("{0} caractères : pas plus de {1}").format(len(written), LONGEST)
        return _page(written=written, faults={"addresses": words}), 400
    try:
        veille().starting.visit(written, by=name())
    except RefusedError as error:
        return _page(written=written, faults={"addresses": str(error)}), status_of(error)
    except VeilleError as error:
        return _page(written=written, error=sentence(error)), status_of(error)
    return redirect(url_for("welcome.show") + "#cours", 303)


@bp.post("/livrees")
def take_shipped() -> Page:
    try:
        keys = veille().starting.take_shipped(by=name())
    except VeilleError as error:
        return _page(error=sentence(error)), status_of(error)
    leave_word(_("{0}.").format(count(len(keys), "source ajoutée", "sources ajoutées")))
    return redirect(url_for("welcome.show"), 303)


@bp.post("/collecter")
def collect() -> Page:
    """Every enabled source, in the background: the page shows them as they answer."""
    try:
        veille().starting.collect(by=name())
    except VeilleError as error:
        return _page(error=sentence(error)), status_of(error)
    return redirect(url_for("welcome.show") + "#cours", 303)


@bp.post("/brouillon")
def draft() -> Page:
    chosen, publication = request.form.getlist("items"), request.form.get("publication", "")
    try:
        edition = veille().starting.draft(publication, chosen, by=name())
    except VeilleError as error:
        faults = {"draft": str(error)}
        return _page(faults=faults, chosen=chosen, publication=publication), status_of(error)
    leave_word(_("Brouillon préparé : relisez-le, puis scellez-le."))
    return redirect(url_for("editions.show", public_id=edition.public_id), 303)


def _unanswered() -> str:
    """The addresses that led nowhere, back in their field: mended there, they are visited again."""
    visits = [*veille().starting.round.visits.values()]
    return "\n".join(one.address for one in visits if one.state == "failed")


def _steps(
    faults: dict[str, str] | None = None, chosen: list[str] | None = None, publication: str = ""
) -> dict[str, object]:
    """The second and third steps: what answers, and what a draft may be made of."""
    return {
        "round": veille().starting.round,
        "running": veille().starting.running,
        "newest": veille().items.listed(Filter(state=State.NEW, limit=OFFERED)),
        "collected": sum(veille().items.counts().values()),
        "enabled": sum(one.enabled for one in veille().config.sources),
        "rules": veille().config.centre.publications,
        "free": veille().items.free(),
        "faults": faults or {},
        "chosen": chosen or [],
        "publication": publication,
    }


def _page(
    written: str = "",
    faults: dict[str, str] | None = None,
    error: str = "",
    chosen: list[str] | None = None,
    publication: str = "",
) -> str:
    return render_template(
        "welcome.html",
        written=written,
        error=error,
        shipped=len(veille().starting.shipped()),
        notice=take_word(),
        **_steps(faults, chosen, publication),
    )
