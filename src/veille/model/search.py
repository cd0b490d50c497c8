"""What a search brings back, and how a search is written down: in an address, in a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from veille.model.item import Filter, Item, State

WORDS = ("text", "theme", "territory", "source", "category", "medium", "nature")


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that was typed, and the other name of the same thing that is looked for beside it."""

    typed: str
    added: str
    since: int | None
    """The year in which the name changed, when somebody wrote it down."""
    older: bool
    """Whether the name that was typed is the older one."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results. Nothing here cost more because the store is large."""

    items: tuple[Item, ...]
    count: int | None = None
    """How many fit, at most; None when that was not asked or not counted to the end."""
    many: bool = False
    """There are more than was worth counting."""
    next: int | None = None
    """Where the next page goes on: `Filter.before`."""
    reached: datetime | None = None
    """When the oldest item that was looked at arrived, if the search stopped on its way."""
    ranked: int | None = None
    """Among how many of the newest the best were chosen, when there were more."""
    aliases: tuple[Alias, ...] = ()
    """Other names of what was typed, looked for as well."""


def written(wanted: Filter) -> dict[str, str]:
    """A filter as plain words, only what is not empty; how many and from where is left out."""
    named = {name: getattr(wanted, name) for name in WORDS}
    named["state"] = wanted.state.value if wanted.state else ""
    named["since"] = wanted.since.isoformat() if wanted.since else ""
    named["until"] = wanted.until.isoformat() if wanted.until else ""
    named["own"] = "1" if wanted.own else ""
    named["order"] = "best" if wanted.best else ""
    return {name: value for name, value in named.items() if value}


def read(words: Mapping[str, str]) -> Filter:
    """The filter that was written so. Raises ValueError for a state or a day that is none."""
    return Filter(
        text=words.get("text", ""),
        theme=words.get("theme", ""),
        territory=words.get("territory", ""),
        source=words.get("source", ""),
        category=words.get("category", ""),
        medium=words.get("medium", ""),
        nature=words.get("nature", ""),
        state=State(words["state"]) if words.get("state") else None,
        since=_day(words.get("since", "")),
        until=_day(words.get("until", "")),
        own=words.get("own") == "1",
        best=words.get("order") == "best",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
