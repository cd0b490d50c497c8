"""« Aujourd’hui »: what came in, row by row, and the pane where one item is read and decided."""

from __future__ import annotations

from contextlib import suppress
from gettext import gettext as _
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk import forms
from veille.desk.around import around, told
from veille.desk.current import Notice, leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.listing import Listing, Wanted, arrange
from veille.errors import NotFoundError, VeilleError
from veille.model.item import Item, State

bp = Blueprint("items", __name__)


@bp.get("/")
def root() -> Answer:
    return redirect(url_for("items.today"))


@bp.get("/bureau/")
def today() -> str:
    wanted = Wanted.of(request.args)
    listing = _listing(wanted)
    asked = request.args.get("item", "")
    item = veille().items.get(asked) if asked else next(iter(listing.items), None)
    return _page(wanted, listing, item, notice=take_word())


@bp.get("/bureau/elements/<public_id>")
def show(public_id: str) -> str | Answer:
    """One item in the pane; the row it came from loses its mark."""
    wanted = Wanted.of(request.args)
    item = veille().items.get(public_id)
    if "HX-Request" not in request.headers:
        return redirect(_address(wanted, public_id))
    rows = _rows(request.args.get("from", ""), item)
    return render_template("_answer.html", rows=rows, **_pane(wanted, item))


@bp.post("/bureau/elements/<public_id>")
def triage(public_id: str) -> Answer | Response:
    """Does what was pressed, then moves on to the next row when this one left the list."""
    wanted = Wanted.of(request.args)
    item = veille().items.get(public_id)
    listing = _listing(wanted)
    if request.form.get("seen") not in (None, forms.stamp(item)):
        words = _(
            "Cet élément a changé depuis l’ouverture de cette page : relisez, puis recommencez."
        )
        return _refused(wanted, item, {}, words, 409)
    decision = forms.read(request.form, item)
    if decision.faults:
        return _refused(
            wanted, item, decision.faults, _("Rien n’est enregistré : un champ est à revoir."), 400
        )
    try:
        after = veille().items.triage(public_id, decision.triage, by=name())
    except VeilleError as error:
        return _refused(wanted, item, {}, sentence(error), status_of(error))
    words = told(item, after) + _shown(item, after)
    notice = Notice(words, undo=public_id if after.state is not State.NEW else "")
    leaves = wanted.dims(after) and not wanted.dims(item)
    focus = listing.beside(public_id) if leaves else public_id
    if "HX-Request" in request.headers:
        return _swapped(wanted, after, focus, notice)
    leave_word(notice.text, undo=notice.undo)
    return redirect(_address(wanted, focus), 303)


def _shown(before: Item, after: Item) -> str:
    """What waits is public at once; a word more when the archive cannot follow."""
    if not before.selected_for and not after.selected_for:
        return ""
    try:
        veille().archive.refresh()
    except VeilleError as error:
        return _(" — mais l’archive n’a pas suivi : {0}").format(error)
    return ""


def _listing(wanted: Wanted) -> Listing:
    order = [source.key for source in veille().config.sources]
    return arrange(veille().items.listed(wanted.filter), wanted, order)


def _address(wanted: Wanted, focus: str) -> str:
    params = wanted.params | ({"item": focus} if focus else {})
    address = url_for("items.today", **params)
    return f"{address}#lecture" if focus else address


def _rows(before: str, *items: Item) -> list[Item]:
    """Rows to draw again, each once: those that changed, and the one that had the mark before."""
    found = {item.public_id: item for item in items}
    if before and before not in found:
        with suppress(NotFoundError):
            found[before] = veille().items.get(before)
    return list(found.values())


def _swapped(wanted: Wanted, after: Item, focus: str, notice: Notice) -> Response:
    """For htmx: the next pane, the two rows that changed, the counts, the word at the bottom."""
    item = after if focus == after.public_id else veille().items.get(focus) if focus else None
    rows = _rows(request.form.get("from", ""), after, *([item] if item else []))
    html = render_template(
        "_answer.html", rows=rows, notice=notice, **around(wanted), **_pane(wanted, item)
    )
    response = make_response(html)
    response.headers["HX-Replace-Url"] = _address(wanted, focus)
    return response


def _refused(
    wanted: Wanted, item: Item, faults: dict[str, str], error: str, status: int
) -> Response:
    """The same pane with every typed word in it, and what is wrong."""
    kept = {"typed": forms.typed(request.form), "faults": faults, "error": error}
    if "HX-Request" in request.headers:
        html = render_template("_answer.html", rows=[], **{**_pane(wanted, item), **kept})
    else:
        html = _page(wanted, _listing(wanted), item, **kept)
    return make_response(html, status)


def _page(wanted: Wanted, listing: Listing, item: Item | None, **more: Any) -> str:
    context = {"listing": listing, "notice": None, **around(wanted), **_pane(wanted, item)}
    return render_template("today.html", **{**context, **more})


def _pane(wanted: Wanted, item: Item | None) -> dict[str, Any]:
    return {
        "wanted": wanted,
        "item": item,
        "focus": item.public_id if item else "",
        "typed": forms.stored(item) if item else forms.Typed(),
        "stamp": forms.stamp(item) if item else "",
        "faults": {},
        "error": "",
    }
