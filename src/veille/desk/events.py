"""« Événement »: one or several days, who is invited, how to come; and calling it off."""

from __future__ import annotations

import re
from collections.abc import Callable
from gettext import gettext as _
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from veille.desk import event_form, writing
from veille.desk.current import leave_word, name, take_word, veille
from veille.desk.failures import sentence, status_of
from veille.errors import NotFoundError, VeilleError
from veille.model.event import Event
from veille.text.dates import paris_day
from veille.text.french import typo

bp = Blueprint("events", __name__, url_prefix="/bureau/evenements")

MODELS = 30
"""Events that a new one may be copied from."""

Page = Answer | tuple[str, int] | str


@bp.get("/")
def listed() -> str:
    return render_template("events.html", events=veille().events.listed(), notice=take_word())


@bp.get("/nouveau")
def new() -> str:
    """A blank form, or one that says what a former event said, but for its dates."""
    like = request.args.get("comme", "")
    typed = event_form.copied(veille().events.get(like)) if like else event_form.Typed()
    return _page(None, typed, once=veille().events.new_id(), like=like)


@bp.post("/")
def create() -> Page:
    """A new event; the same form sent twice makes one."""
    once = writing.once(request.form)
    return _answer(_held(once), once)


@bp.get("/<public_id>")
def edit(public_id: str) -> str:
    event = veille().events.get(public_id)
    return _page(event, event_form.stored(event), notice=take_word())


@bp.post("/<public_id>")
def save(public_id: str) -> Page:
    return _answer(veille().events.get(public_id), "")


@bp.post("/<public_id>/annuler")
def cancel(public_id: str) -> Page:
    """« Annulé » everywhere; it may be taken back."""
    return _mark(public_id, veille().events.cancel, _("Annulé partout : {0}"))


@bp.post("/<public_id>/retablir")
def restore(public_id: str) -> Page:
    return _mark(public_id, veille().events.restore, _("Rétabli : {0}"))


@bp.post("/<public_id>/retirer")
def withdraw(public_id: str) -> Page:
    return _mark(public_id, veille().events.withdraw, _("Retiré, de nouveau un brouillon : {0}"))


def _mark(public_id: str, act: Callable[..., Event], words: str) -> Page:
    try:
        event = act(public_id, by=name())
    except VeilleError as error:
        event = veille().events.get(public_id)
        return _page(event, event_form.stored(event), error=sentence(error)), status_of(error)
    leave_word(typo(words.format(f"« {event.title} »") + writing.follow()))
    return redirect(url_for("events.edit", public_id=public_id), 303)


def _answer(held: Event | None, once: str) -> Page:
    """Adds or takes away a day of the form, or saves what it says."""
    action = request.form.get("action", "")
    typed = event_form.typed(request.form)
    shown: dict[str, Any] = {"once": "" if held else once}
    if action == "add":
        return _page(held, event_form.with_day(typed), seek=len(typed.days), **shown)
    if gone := re.fullmatch(r"remove-(\d{1,3})", action):
        return _page(held, event_form.without_day(typed, int(gone[1])), **shown)
    if held and not once and request.form.get("seen") != _stamp(held):
        return _page(held, typed, error=writing.meanwhile(), **shown), 409
    return _written(held, once, shown)


def _written(held: Event | None, once: str, shown: dict[str, Any]) -> Page:
    today = paris_day(veille().clock.now())
    read = event_form.read(request.form, held, today)
    if read.form is None:
        faulty = {"faults": read.faults, "error": writing.to_mend()}
        return _page(held, read.typed, **faulty, **shown), 400
    events = veille().events
    try:
        if held:
            event = events.change(held.public_id, read.form, by=name())
        else:
            event = events.write(read.form, by=name(), public_id=once)
    except VeilleError as error:
        return _page(held, read.typed, error=sentence(error), **shown), status_of(error)
    leave_word(typo(_told(held, event)))
    return redirect(url_for("events.edit", public_id=event.public_id), 303)


def _told(before: Event | None, after: Event) -> str:
    title = f"« {after.title} »"
    if not after.public:
        return _("Brouillon enregistré : {0}").format(title)
    words = _("Enregistré : {0}") if before and before.public else _("Publié : {0}")
    return words.format(title) + writing.follow()


def _held(public_id: str) -> Event | None:
    try:
        return veille().events.get(public_id) if public_id else None
    except NotFoundError:
        return None


def _stamp(event: Event) -> str:
    return writing.stamp((event.view.cancelled, event_form.stored(event)))


def _page(event: Event | None, typed: event_form.Typed, **more: Any) -> str:
    """`seek` is the day whose date waits for the next key."""
    context: dict[str, Any] = {
        "event": event,
        "typed": typed,
        "stamp": _stamp(event) if event else "",
        "once": "",
        "like": "",
        "seek": None,
        "models": [] if event else veille().events.listed()[:MODELS],
        "territories": writing.territories(typed.territory),
        "faults": {},
        "error": "",
        "notice": None,
    }
    return render_template("event.html", **{**context, **more})
