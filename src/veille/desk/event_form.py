"""What was typed into the form of an event: days added and taken away, dates understood, faults beside fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from gettext import gettext as _

from veille.desk import writing
from veille.desk.writing import Faults, Form
from veille.model.event import Day, Event, EventForm, EventView
from veille.text.typed import typed_day, typed_hours, written_day, written_hours

MOST_DAYS = 60
_LINES = ("title", "registration_url", "register_by", "territory")
_TEXTS = ("place", "description", "audience", "speakers", "contact", "registration")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """One day as it was typed; `rank` is empty for a day that the store does not know."""

    date: str = ""
    hours: str = ""
    place: str = ""
    programme: str = ""
    rank: str = ""

    @property
    def blank(self) -> bool:
        return not (self.date or self.hours or self.place or self.programme)


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it stands, in strings."""

    title: str = ""
    place: str = ""
    description: str = ""
    audience: str = ""
    speakers: str = ""
    contact: str = ""
    registration: str = ""
    registration_url: str = ""
    register_by: str = ""
    territory: str = ""
    themes: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    days: tuple[TypedDay, ...] = (TypedDay(),)


@dataclass(slots=True)
class Read:
    """What the form says, and what is wrong with it; `form` only when nothing is."""

    typed: Typed
    form: EventForm | None = None
    faults: Faults = field(default_factory=dict)


def stored(event: Event) -> Typed:
    """The form as it opens."""
    view = event.view
    return Typed(
        title=event.title,
        registration_url=view.registration_url,
        register_by=written_day(view.register_by) if view.register_by else "",
        territory=event.territory,
        themes=event.themes,
        publications=event.selected_for,
        days=tuple(_shown(day) for day in view.days),
        **{name: getattr(view, name) for name in _TEXTS},
    )


def _shown(day: Day) -> TypedDay:
    hours = written_hours(day.starts, day.ends)
    return TypedDay(written_day(day.date), hours, day.place, day.programme, str(day.rank))


def copied(event: Event) -> Typed:
    """A new form that says what another event says, but for its dates."""
    typed = stored(event)
    days = tuple(replace(day, date="", rank="") for day in typed.days)
    return replace(typed, days=days, register_by="", registration_url="", publications=())


def typed(form: Form) -> Typed:
    """The form as it was sent, to show again with nothing lost."""
    ranks = sorted(
        {int(found[1]) for key in form if (found := re.fullmatch(r"days-(\d{1,3})-date", key))}
    )
    days = tuple(_typed_day(form, at) for at in ranks)[:MOST_DAYS]
    return Typed(
        themes=writing.chosen(form, "themes"),
        publications=writing.chosen(form, "publications"),
        days=days or (TypedDay(),),
        **{name: writing.line(form, name) for name in _LINES},
        **{name: writing.clean(form.get(name, "")) for name in _TEXTS},
    )


def _typed_day(form: Form, at: int) -> TypedDay:
    return TypedDay(
        date=writing.line(form, f"days-{at}-date"),
        hours=writing.line(form, f"days-{at}-hours"),
        place=writing.clean(form.get(f"days-{at}-place", "")),
        programme=writing.clean(form.get(f"days-{at}-programme", "")),
        rank=writing.line(form, f"days-{at}-rank"),
    )


def with_day(typed: Typed) -> Typed:
    """One day more, at the hours of the last."""
    if len(typed.days) >= MOST_DAYS:
        return typed
    return replace(typed, days=(*typed.days, TypedDay(hours=typed.days[-1].hours)))


def without_day(typed: Typed, at: int) -> Typed:
    """One day less; one always stays."""
    days = tuple(day for rank, day in enumerate(typed.days) if rank != at)
    return replace(typed, days=days or (TypedDay(),))


def read(form: Form, held: Event | None, today: date) -> Read:
    """The event that was meant, dates being counted from today. `held` is what the store has of it."""
    made = Read(typed(form))
    one, faults = made.typed, made.faults
    public = form.get("action") == "publish" or bool(held and held.public)
    writing.check_title(one.title, faults)
    for name in _TEXTS:
        writing.check_length(getattr(one, name), name, faults)
    writing.check_address(one.registration_url, "registration_url", faults)
    writing.check_baskets(one.publications, public, faults)
    until = _until(one.register_by, faults, today)
    days = _days(one.days, faults, today)
    if not faults:
        view = EventView(
            days=tuple(days),
            registration_url=one.registration_url,
            register_by=until,
            **{name: getattr(one, name) for name in _TEXTS},
        )
        made.form = EventForm(one.title, view, one.territory, one.themes, one.publications, public)
    return made


def _until(text: str, faults: Faults, today: date) -> date | None:
    if not text:
        return None
    return writing.read(text, "register_by", faults, lambda text: typed_day(text, today))


def _days(days: tuple[TypedDay, ...], faults: Faults, today: date) -> list[Day]:
    """The days that were meant; a blank one is passed over, unless it is alone."""
    found = []
    for at, one in enumerate(days):
        if one.blank and len(days) > 1:
            continue
        if day := _day(one, at, faults, today):
            found.append(day)
    if not found and not faults:
        faults["days-0-date"] = _("donnez au moins une date")
    return found


def _day(one: TypedDay, at: int, faults: Faults, today: date) -> Day | None:
    if not one.date:
        faults[f"days-{at}-date"] = _("donnez la date de ce jour")
        return None
    day = writing.read(one.date, f"days-{at}-date", faults, lambda text: typed_day(text, today))
    hours = writing.read(one.hours, f"days-{at}-hours", faults, typed_hours)
    writing.check_length(one.programme, f"days-{at}-programme", faults)
    writing.check_length(one.place, f"days-{at}-place", faults, 2000)
    if day is None or hours is None:
        return None
    rank = int(one.rank) if re.fullmatch(r"\d{1,6}", one.rank, re.ASCII) else 0
    return Day(rank, day, *hours, place=one.place, programme=one.programme)
