"""An edition's view to JSON and back: how a sealed edition is kept, readable without this program."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from veille.model.edition import EditionView, EntryView, Issue, Named, SectionView
from veille.model.event import Day, EventView


def freeze(view: EditionView) -> dict[str, object]:
    """Plain JSON: dates as ISO 8601, tuples as lists, absent as null."""
    frozen: dict[str, object] = _plain(asdict(view))
    return frozen


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


def thaw(frozen: dict[str, Any], most: int | None = None) -> EditionView:
    """The view again, or so many entries a section. Keys that this version does not know are passed over."""
    known = {key: value for key, value in frozen.items() if key in EditionView.__dataclass_fields__}
    return EditionView(
        **known
        | {
            "date": date.fromisoformat(frozen["date"]),
            "issue": Issue(frozen.get("issue", Issue.USUAL)),
            "sections": tuple(_section(one, most) for one in frozen["sections"]),
        }
    )


def _section(frozen: dict[str, Any], most: int | None) -> SectionView:
    entries = tuple(thaw_entry(one) for one in frozen["entries"][:most])
    return SectionView(frozen["key"], frozen["title"], frozen["kind"], entries)


def thaw_entry(frozen: dict[str, Any]) -> EntryView:
    """One entry of a frozen view."""
    known = {key: value for key, value in frozen.items() if key in EntryView.__dataclass_fields__}
    dates = {
        key: date.fromisoformat(known[key])
        for key in ("published_on", "closes_on")
        if known.get(key)
    }
    walls = {
        key: datetime.fromisoformat(known[key])
        for key in ("starts_at", "ends_at")
        if known.get(key)
    }
    named = {
        key: tuple(Named(one["key"], one["label"]) for one in known.get(key, ()))
        for key in ("themes", "territories")
    }
    event = {"event": _event(known["event"])} if known.get("event") else {}
    also_seen = {"also_seen": tuple(known.get("also_seen", ()))}
    return EntryView(**known | dates | walls | named | event | also_seen)


def _event(frozen: dict[str, Any]) -> EventView:
    known = {key: value for key, value in frozen.items() if key in EventView.__dataclass_fields__}
    until = date.fromisoformat(known["register_by"]) if known.get("register_by") else None
    days = tuple(_day(one) for one in frozen["days"])
    return EventView(**known | {"days": days, "register_by": until})


def _day(frozen: dict[str, Any]) -> Day:
    known = {key: value for key, value in frozen.items() if key in Day.__dataclass_fields__}
    hours = {key: time.fromisoformat(known[key]) for key in ("starts", "ends") if known.get(key)}
    return Day(**known | {"date": date.fromisoformat(known["date"])} | hours)
