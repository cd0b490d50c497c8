"""What was typed into the triage form: read into a decision, faults told in French beside their field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from gettext import gettext as _
from hashlib import sha256
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from veille.model.item import Item, State, Suggestion, Triage
from veille.model.territory import is_territory_code
from veille.text.dates import parse_day
from veille.text.unseen import seen

LONGEST = 5000
"""Characters of one field: a note is a few lines."""

SAVE = "save"
"""Saved as it is typed: nothing is decided by it."""
TOGGLE = "pub:"
"""« pub:lettre »: kept for that publication, or taken out of it again."""

_ACTIONS = {"keep": State.KEPT, "drop": State.DROPPED, "new": State.NEW}
_CLEARED = ("closes_on", "starts_at", "ends_at")
_Day = TypeVar("_Day", bound=date)
FindTheme = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form shows, as strings: what the store holds, or what was just typed."""

    themes: tuple[str, ...] = ()
    theme: str = ""
    """One more, by its label, an acronym or the beginning of its label."""
    nature: str = ""
    publications: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    territory: str = ""
    summary: str = ""
    quotation: str = ""
    url: str = ""
    closes_on: str = ""
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""


@dataclass(slots=True)
class Decision:
    """The triage that was meant, and what is wrong with it, by field."""

    triage: Triage = field(default_factory=Triage)
    faults: dict[str, str] = field(default_factory=dict)


def stored(item: Item, proposed: Sequence[Suggestion] = ()) -> Typed:
    """The form as it opens. What is proposed is ticked on what is new: pressing « Retenir » takes it."""
    new = item.state is State.NEW
    suggested = [s.key for s in item.suggestions if s.kind == "theme"]
    moment = item.moment if new else None
    closes_on = item.closes_on or (moment.closes if moment else None)
    return Typed(
        themes=(*item.themes, *(suggested if new else ())),
        nature=item.nature,
        publications=(*item.selected_for, *((s.key for s in proposed) if new else ())),
        # What is only likely is left to a person: one press ticks it.
        territories=item.territories,
        summary=item.summary,
        quotation=item.quotation,
        url=item.url or "",
        closes_on=closes_on.isoformat() if closes_on else "",
        starts_at=_wall(item.starts_at or (moment.starts_at if moment else None)),
        ends_at=_wall(item.ends_at or (moment.ends_at if moment else None)),
        place=item.place,
    )


def stamp(item: Item) -> str:
    """A mark of what a form was opened on: another mark means that someone decided meanwhile."""
    return sha256(repr((item.state, stored(item))).encode()).hexdigest()[:16]


def typed(form: MultiDict[str, str]) -> Typed:
    """The form as it was sent, to show again with nothing lost."""
    one = ("theme", "territory", "nature", "summary", "quotation", "url", *_CLEARED, "place")
    return Typed(
        themes=tuple(form.getlist("themes")),
        publications=tuple(form.getlist("publications")),
        territories=tuple(form.getlist("territories")),
        **{name: form.get(name, "") for name in one},
    )


def read(form: MultiDict[str, str], item: Item, find_theme: FindTheme, action: str) -> Decision:
    """What to do with the item. A field that was not sent is left as it is."""
    decision = Decision()
    state = State.KEPT if action.startswith(TOGGLE) else _ACTIONS.get(action)
    if state is None and action != SAVE:
        decision.faults["action"] = _("choisissez : retenir, écarter ou remettre à trier")
        return decision
    decision.triage = Triage(
        # A press on what is kept already, or a save, leaves the state alone.
        state=None if state is item.state else state,
        summary=_text(form, "summary", decision.faults),
        quotation=_text(form, "quotation", decision.faults),
    )
    # Only keeping takes themes and baskets: dropping must not save a suggestion nobody read.
    if state is State.KEPT or (action == SAVE and item.state is State.KEPT):
        chosen = _baskets(form.getlist("publications"), item.selected_for, action)
        themes = [*form.getlist("themes"), *_one_more(form, decision.faults, find_theme)]
        decision.triage = replace(
            _dated(form, decision.triage, decision.faults),
            themes=tuple(dict.fromkeys(themes)),
            territories=_territories(form, decision.faults),
            nature=form.get("nature"),
            select=tuple(key for key in chosen if key not in item.selected_for),
            unselect=tuple(key for key in item.selected_for if key not in chosen),
        )
    elif action == SAVE:
        decision.triage = _dated(_touched(form, item), decision.triage, decision.faults)
    return decision


def _touched(form: MultiDict[str, str], item: Item) -> dict[str, str]:
    """Without the dates as they were proposed: typing a word beside them does not take them."""
    shown = stored(item)
    return {
        name: value
        for name, value in form.items()
        if not (item.moment and name in _CLEARED and value == getattr(shown, name))
    }


def _baskets(ticked: Sequence[str], held: Sequence[str], action: str) -> Sequence[str]:
    """Every publication to wait for: as ticked; a publication's own key changes that one alone."""
    if not action.startswith(TOGGLE):
        return ticked
    pressed = action.removeprefix(TOGGLE)
    return [key for key in held if key != pressed] if pressed in held else [*held, pressed]


def _one_more(
    form: MultiDict[str, str], faults: dict[str, str], find_theme: FindTheme
) -> list[str]:
    """The theme typed by its name; a name that leads nowhere, or to several, is a fault."""
    name = form.get("theme", "").strip()
    if not name:
        return []
    key = find_theme(name)
    if not key:
        faults["theme"] = _(
            "« {0} » ne mène pas à un seul thème : choisissez dans la liste, ou effacez"
        ).format(name[:60])
        return []
    return [key]


def _territories(form: MultiDict[str, str], faults: dict[str, str]) -> tuple[str, ...] | None:
    """Those that are ticked and the one that is typed, by its code; None when the form has none of them."""
    if "territory" not in form:
        return None
    code = form.get("territory", "").strip().upper()
    if code and not is_territory_code(code):
        faults["territory"] = _(
            "« {0} » n’est pas un code de territoire : 35238 pour une commune, D35, R53"
        ).format(code[:60])
        return None
    return tuple(dict.fromkeys([*form.getlist("territories"), *([code] if code else [])]))


def _dated(form: Mapping[str, str], texts: Triage, faults: dict[str, str]) -> Triage:
    starts_at = _date(form, "starts_at", faults, _moment)
    ends_at = _date(form, "ends_at", faults, _moment)
    _check_order(starts_at, ends_at, faults)
    return replace(
        texts,
        url=_address(form, faults),
        closes_on=_date(form, "closes_on", faults, _day),
        starts_at=starts_at,
        ends_at=ends_at,
        place=_text(form, "place", faults),
        clear=tuple(name for name in _CLEARED if form.get(name, "?").strip() == ""),
    )


def _text(form: Mapping[str, str], name: str, faults: dict[str, str]) -> str | None:
    value = form.get(name)
    if value is not None and len(value) > LONGEST:
        faults[name] = _("{0} caractères : pas plus de {1}").format(len(value), LONGEST)
    return seen(value).strip() if value is not None else None


def _address(form: Mapping[str, str], faults: dict[str, str]) -> str | None:
    value = (_text(form, "url", faults) or "").strip()
    if value and (not value.startswith(("http://", "https://")) or len(value.split()) > 1):
        faults["url"] = _("l’adresse doit commencer par http:// ou https://, sans espace")
    return value or None


def _date(
    form: Mapping[str, str], name: str, faults: dict[str, str], parse: Callable[[str], _Day]
) -> _Day | None:
    value = form.get(name, "").strip()
    if not value:
        return None
    try:
        return parse(value)
    except ValueError:
        faults[name] = _("« {0} » n’est pas une date : attendu, par exemple, {1}").format(
            value[:40], "2027-03-24" if name == "closes_on" else "2027-03-24T09:30"
        )
        return None


def _day(value: str) -> date:
    day = parse_day(value)
    if day is None:
        raise ValueError(value)
    return day


def _moment(value: str) -> datetime:
    """An hour on a wall in Paris: one that names its own zone means something else."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is not None:
        raise ValueError(value)
    return moment


def _check_order(starts: datetime | None, ends: datetime | None, faults: dict[str, str]) -> None:
    if ends and not starts and "starts_at" not in faults:
        faults["starts_at"] = _("donnez aussi le début")
    elif starts and ends and ends < starts:
        faults["ends_at"] = _("la fin vient avant le début")


def _wall(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else ""
