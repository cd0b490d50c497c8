"""Events of the centre: one or several days, a page, a calendar file, and a place in any publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, time
from gettext import gettext as _
from typing import Any

from veille.collect.entries.clean import one_line
from veille.core import own as shared
from veille.core.context import Context
from veille.errors import NotFoundError, RefusedError
from veille.model.event import Day, Event, EventForm, EventView
from veille.model.role import Right
from veille.store import events, own, people
from veille.store.engine import Connection

NATURE = "evenement"
MOST_DAYS = 60
_NOTE = 400
"""Characters of the description that letters print beside the title."""
_YEARS = range(1990, 2101)


def path_of(public_id: str) -> str:
    return f"agenda/{public_id}/"


class Events:
    """What the centre invites to."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self) -> list[Event]:
        """The furthest in the future first."""
        with self._ctx.store.read() as r:
            return events.listed(r)

    def get(self, public_id: str) -> Event:
        """Raises NotFoundError."""
        with self._ctx.store.read() as r:
            return _get(r, public_id)

    def new_id(self) -> str:
        """A name for a form that is about to open: sent twice, it makes one event."""
        return self._ctx.ids.public_id(f"event:{self._ctx.clock.now().isoformat()}")

    def write(self, form: EventForm, *, by: str, public_id: str = "") -> Event:
        """A new event, a draft unless it is made public at once.

        Raises NotFoundError for an unknown word, RefusedError for a faulty text, date or link.
        """
        form = self._checked(form)
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            name = public_id or shared.free_name(w, self._ctx, f"event:{form.title}")
            shared.check_selected(form, form.public)
            item_id = shared.add_item(w, self._ctx, name, form.title, path_of(name))
            events.add(w, name, item_id, form, updated_at=self._ctx.clock.now())
            verb = "publish-event" if form.public else "write-event"
            return self._told(w, None, form, verb, name, who)

    def change(self, public_id: str, form: EventForm, *, by: str) -> Event:
        """The event rewritten: page, agenda and calendars follow. The same again writes nothing."""
        form = self._checked(form)
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            before = _get(w, public_id)
            view = replace(form.view, cancelled=before.view.cancelled)
            form = replace(form, public=form.public or before.public, view=view)
            shared.check_selected(form, form.public)
            if _facts(before) == _facts_of(form):
                return before
            published = form.public and not before.public
            self._write_change(w, before, form)
            verb = "publish-event" if published else "change-event"
            return self._told(w, before, form, verb, public_id, who)

    def cancel(self, public_id: str, *, by: str) -> Event:
        """« Annulé » from now on in the agenda, its page, its calendar file and whatever goes out."""
        return self._mark(public_id, by, cancelled=True)

    def restore(self, public_id: str, *, by: str) -> Event:
        """It takes place after all."""
        return self._mark(public_id, by, cancelled=False)

    def withdraw(self, public_id: str, *, by: str) -> Event:
        """A draft again: its address leaves a stub. Raises RefusedError once an edition told of it."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            before = _get(w, public_id)
            if not before.public:
                return before
            shared.take_down(w, before.item_id)
            events.mark(w, before.item_id, {"public": False})
            return self._journaled(w, before, "withdraw-event", public_id, who)

    def _checked(self, form: EventForm) -> EventForm:
        """The form with its days in order, each under a rank of its own. Raises like `write`."""
        view = form.view
        shared.check_words(self._ctx, form)
        shared.check_link(view.registration_url)
        texts = (view.place, view.description, view.audience, view.speakers, view.contact)
        programmes = (day.programme for day in view.days)
        shared.check_texts(*texts, view.registration, *programmes)
        _check_days(view.days)
        return replace(form, view=replace(view, days=_ranked(view.days)))

    def _write_change(self, w: Connection, before: Event, form: EventForm) -> None:
        """A calendar that holds it hears of it by the sequence, when something it shows has changed."""
        moved = (before.title, before.view) != (form.title, form.view)
        sequence = before.sequence + (moved and before.public)
        now = self._ctx.clock.now()
        events.change(w, before.item_id, form, sequence=sequence, updated_at=now)

    def _mark(self, public_id: str, by: str, *, cancelled: bool) -> Event:
        now = self._ctx.clock.now()
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            before = _get(w, public_id)
            if before.view.cancelled == cancelled:
                return before
            values = {"cancelled_at": now if cancelled else None, "updated_at": now}
            events.mark(w, before.item_id, {**values, "sequence": before.sequence + 1})
            after = _get(w, public_id)
            own.tell(w, after.item_id, {"title": after.shown_title})
            verb = "cancel-event" if cancelled else "restore-event"
            return self._journaled(w, before, verb, public_id, who)

    def _told(
        self, w: Connection, before: Event | None, form: EventForm, verb: str, name: str, who: int
    ) -> Event:
        """Its item says the same, and the journal keeps what changed."""
        event, now = _get(w, name), self._ctx.clock.now()
        item = shared.item_of(w, event.item_id)
        values = self._columns(event, name)
        # A note that a person wrote at triage stays.
        if before is None or item.summary == _note(before.view):
            values["summary"] = _note(event.view)
        if event.public and item.published_at is None:
            values["published_at"] = now
        own.tell(w, event.item_id, values)
        shared.file(w, form, event.item_id, who, now)
        return self._journaled(w, before, verb, name, who)

    def _columns(self, event: Event, name: str) -> dict[str, object]:
        view = event.view
        natures = {nature.key for nature in self._ctx.config.natures}
        several = len(view.days) > 1
        return {
            "title": event.shown_title,
            "url": self._ctx.config.archive_url + path_of(name) if event.public else None,
            "nature": NATURE if NATURE in natures else "",
            "starts_at": view.days[0].at,
            "ends_at": view.days[-1].until or (view.days[-1].at if several else None),
            "place": ", ".join((view.place or view.days[0].place).splitlines()),
            "closes_on": view.register_by,
        }

    def _journaled(
        self, w: Connection, before: Event | None, verb: str, public_id: str, who: int
    ) -> Event:
        after = _get(w, public_id)
        facts = _facts(before) if before else {}
        shared.journal(w, self._ctx, who, verb, f"event:{public_id}", facts, _facts(after))
        return after


def _get(c: Connection, public_id: str) -> Event:
    event = events.get(c, public_id)
    if event is None:
        raise NotFoundError(_("aucun événement « {0} »").format(public_id))
    return event


def _check_days(days: Sequence[Day]) -> None:
    if not days:
        raise RefusedError(_("donnez au moins un jour"))
    if len(days) > MOST_DAYS:
        raise RefusedError(_("pas plus de {0} jours").format(MOST_DAYS))
    for day in days:
        if day.date.year not in _YEARS:
            raise RefusedError(_("l’année {0} n’est pas possible").format(day.date.year))
        if day.ends and (day.starts is None or day.ends <= day.starts):
            raise RefusedError(_("la fin ne peut pas précéder le début"))


def _ranked(days: Sequence[Day]) -> tuple[Day, ...]:
    """In the order of the calendar. A rank is given once; a new day (rank 0) gets the next one."""
    used, ranked = set(), []
    following = max((day.rank for day in days), default=0) + 1
    for day in sorted(days, key=lambda one: (one.date, one.starts or time())):
        if day.rank < 1 or day.rank in used:
            day, following = replace(day, rank=following), following + 1
        used.add(day.rank)
        ranked.append(day)
    return tuple(ranked)


def _note(view: EventView) -> str:
    return one_line(view.description.strip().partition("\n\n")[0], _NOTE)


def _facts(event: Event) -> dict[str, object]:
    """An event as plain JSON, for the journal."""
    return {
        "title": event.title,
        "territory": event.territory,
        "themes": list(event.themes),
        "selected_for": list(event.selected_for),
        "public": event.public,
        **_plain(asdict(event.view)),
    }


def _facts_of(form: EventForm) -> dict[str, object]:
    """The same of what a form says."""
    return {
        "title": form.title,
        "territory": form.territory,
        "themes": sorted(set(form.themes)),
        "selected_for": sorted(set(form.select)),
        "public": form.public,
        **_plain(asdict(form.view)),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value
