"""Which items the desk shows, under which heads, and how an address says so. No I/O."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from veille.model.item import Filter, Item, State

SHOWN = 100
"""Rows on one page: more than anyone triages without a pause."""

_STATES = {"new": State.NEW, "kept": State.KEPT, "dropped": State.DROPPED, "all": None}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, each part as the address says it; empty means any."""

    state: str = ""
    category: str = ""
    source: str = ""
    theme: str = ""
    publication: str = ""
    q: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From a query string; a state that does not exist counts as none."""
        asked = {one.name: query.get(one.name, "").strip() for one in fields(cls)}
        if asked["state"] not in _STATES:
            asked["state"] = ""
        return cls(**asked)

    @property
    def params(self) -> dict[str, Any]:
        """Only what is not empty: an address stays short."""
        named = {one.name: getattr(self, one.name) for one in fields(self)}
        return {key: value for key, value in named.items() if value}

    @property
    def in_state(self) -> State | None:
        """New ones unless said: but who searches, or opens a basket, means whatever is there."""
        if not self.state:
            return None if self.q or self.publication or self.theme else State.NEW
        return _STATES[self.state]

    @property
    def flat(self) -> bool:
        """Whether rows go ungrouped, their source beside them."""
        return bool(self.q or self.publication or self.source or self.theme)

    @property
    def filter(self) -> Filter:
        """One more than is shown, to know that there are more."""
        return Filter(
            state=self.in_state,
            source=self.source,
            category=self.category,
            theme=self.theme,
            selected_for=self.publication,
            text=self.q,
            heads=not self.q,
            limit=SHOWN + 1,
        )

    def dims(self, item: Item) -> bool:
        """Whether a row that is still shown no longer belongs: it was just dealt with."""
        if self.publication and self.publication not in item.selected_for:
            return True
        return (
            item.state is State.DROPPED
            if self.in_state is None
            else item.state is not self.in_state
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one head: a source, or nothing when the list is flat."""

    source: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one page in the order they are read."""

    groups: tuple[Group, ...]
    more: bool

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)

    def beside(self, public_id: str) -> str:
        """The row to read after this one: the next, else the one before; empty when it stood alone."""
        return self.after(public_id, {public_id})

    def after(self, public_id: str, gone: Collection[str]) -> str:
        """The same when several rows leave at once."""
        ids = [item.public_id for item in self.items]
        rank = ids.index(public_id) if public_id in ids else -1
        around = (*ids[rank + 1 :], *reversed(ids[: max(rank, 0)]))
        return next((one for one in around if one not in gone), "")


def arrange(items: Sequence[Item], wanted: Wanted, order: Sequence[str]) -> Listing:
    """Groups rows by source in the order of sources.yml, or leaves them as they came."""
    shown, more = tuple(items[:SHOWN]), len(items) > SHOWN
    if wanted.flat:
        return Listing((Group("", shown),) if shown else (), more)
    rank = {key: place for place, key in enumerate(order)}
    keys = sorted({item.source for item in shown}, key=lambda key: (rank.get(key, len(rank)), key))
    groups = (Group(key, tuple(item for item in shown if item.source == key)) for key in keys)
    return Listing(tuple(groups), more)
