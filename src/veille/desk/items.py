"""« Aujourd’hui »: what came in, row by row, and the pane where one item is read and decided."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from gettext import gettext as _
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk import forms
from veille.desk.around import around, dropped_words, told, undone_words, words
from veille.desk.current import Notice, leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.desk.listing import Listing, Wanted, arrange
from veille.errors import NotFoundError, VeilleError
from veille.model.item import Item, State
from veille.text.french import typo

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
        changed = _(
            "Cet élément a changé depuis l’ouverture de cette page : relisez, puis recommencez."
        )
        return _refused(wanted, item, {}, changed, 409)
    action = forms.SAVE if request.args.get("quiet") else request.form.get("action", "")
    decision = forms.read(request.form, item, words().find_theme, action)
    if decision.faults:
        return _refused(
            wanted, item, decision.faults, _("Rien n’est enregistré : un champ est à revoir."), 400
        )
    try:
        after = veille().items.triage(public_id, decision.triage, by=name())
    except VeilleError as error:
        return _refused(wanted, item, {}, sentence(error), status_of(error))
    late = _shown(item, after)
    if action == forms.SAVE:
        return _saved(wanted, item, after, late)
    notice = Notice(told(item, after) + late, undo=after != item)
    # A publication's key stays on the item: another publication may take it too.
    leaves = wanted.dims(after) and not wanted.dims(item) and not action.startswith(forms.TOGGLE)
    focus = listing.beside(public_id) if leaves else public_id
    return _answer(wanted, focus, notice, [after])


@bp.post("/bureau/elements/<public_id>/reste")
def drop_rest(public_id: str) -> Answer | Response:
    """Drops the item and what the list still shows of its source, as one act."""
    wanted = Wanted.of(request.args)
    item = veille().items.get(public_id)
    listing = _listing(wanted)
    names = [public_id, *(one.public_id for one in listing.items if one.source == item.source)]
    dropped = veille().items.drop_all(list(dict.fromkeys(names)), by=name())
    gone = {one.public_id for one in dropped} | {public_id}
    notice = Notice(dropped_words(dropped, typo(item.source_name)), undo=bool(dropped))
    return _answer(wanted, listing.after(public_id, gone), notice, dropped)


@bp.post("/bureau/annuler")
def undo() -> Answer | Response:
    """Takes back the last act of whoever asks, and shows the item as it is again."""
    wanted = Wanted.of(request.args)
    undone = veille().items.undo(by=name())
    if undone is None:
        nothing = Notice(_("Rien à annuler : aucun de vos gestes ne peut plus l’être."))
        return _answer(wanted, request.form.get("from", ""), nothing, [])
    veille().archive.follow()
    notice = Notice(undone_words(undone), undo=True)
    return _answer(wanted, undone.items[0].public_id, notice, list(undone.items))


def _shown(before: Item, after: Item) -> str:
    """What waits is public soon; a word more as long as the archive cannot follow."""
    if before == after or (not before.selected_for and not after.selected_for):
        return ""
    veille().archive.follow()
    trouble = veille().archive.trouble
    return _(" — mais l’archive ne suit pas : {0}").format(trouble) if trouble else ""


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


def _answer(wanted: Wanted, focus: str, notice: Notice, changed: list[Item]) -> Answer | Response:
    """Without scripts the page again; for htmx the next pane, the rows that changed, the counts, the word."""
    if "HX-Request" not in request.headers:
        leave_word(notice.text, undo=notice.undo)
        return redirect(_address(wanted, focus), 303)
    here = {item.public_id: item for item in changed}
    item = here.get(focus) or (veille().items.get(focus) if focus else None)
    rows = _rows(request.form.get("from", ""), *changed, *([item] if item else []))
    html = render_template(
        "_answer.html", rows=rows, notice=notice, **around(wanted), **_pane(wanted, item)
    )
    response = make_response(html)
    response.headers["HX-Replace-Url"] = _address(wanted, focus)
    return response


def _saved(wanted: Wanted, before: Item, after: Item, late: str) -> Answer | Response:
    """What was typed is kept and nothing is decided: the same pane, with the ticks as they were left."""
    if request.args.get("quiet"):
        return make_response(
            render_template("_saved.html", item=after, **_saved_around(wanted, after, late))
        )
    typed = forms.typed(request.form)
    found = words().find_theme(typed.theme)
    if after.state is State.KEPT:
        typed = forms.stored(after)
    elif found:
        typed = replace(typed, themes=(*typed.themes, found), theme="")
    notice = Notice(told(before, after) + late, undo=True) if before != after else None
    pane = {**_pane(wanted, after), "typed": typed}
    if "HX-Request" in request.headers:
        return make_response(render_template("_answer.html", rows=[after], **pane))
    return make_response(_page(wanted, _listing(wanted), after, typed=typed, notice=notice))


def _saved_around(wanted: Wanted, item: Item, late: str) -> dict[str, Any]:
    return {
        "wanted": wanted,
        "stamp": forms.stamp(item),
        "focus": item.public_id,
        "notice": Notice(late) if late else None,
        **around(wanted),
    }


def _refused(
    wanted: Wanted, item: Item, faults: dict[str, str], error: str, status: int
) -> Response:
    """The same pane with every typed word in it, and what is wrong."""
    if request.args.get("quiet"):
        # Saved in the background: the pane stays as it is typed, the refusal is one line below.
        words = " ".join(
            [error, *(f"{fault[:1].upper()}{fault[1:]}." for fault in faults.values())]
        )
        return make_response(render_template("_unsaved.html", error=words), status)
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
    proposed = veille().items.proposals(item, words().category) if item else []
    return {
        "wanted": wanted,
        "item": item,
        "focus": item.public_id if item else "",
        "compared": item is not None and veille().revisions.told_by(item),
        "proposed": {one.key: one.why for one in proposed},
        "typed": forms.stored(item, proposed) if item else forms.Typed(),
        "stamp": forms.stamp(item) if item else "",
        "faults": {},
        "error": "",
    }
