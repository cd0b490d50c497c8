"""Items with the day that their words tell: proposed beside a proposed nature, never over a person's date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from veille.model.item import Item
from veille.text.dates import paris_day
from veille.triage.moments import read

_DATED = frozenset(("appel", "evenement", "formation"))
"""Natures that a day belongs to, as the shipped vocabulary calls them."""

# A list is shown again and again; the words of an item seldom change.
_read = lru_cache(maxsize=4_000)(read)


def dated(found: Iterable[Item]) -> list[Item]:
    """The same items; those whose nature is proposed, and asks for a day, with the one they tell.

    Read as on the day they were published: what closed since is still told, as closed.
    """
    return [_dated(item) if _wants_a_day(item) else item for item in found]


def _wants_a_day(item: Item) -> bool:
    proposed = any(one.kind == "nature" and one.key in _DATED for one in item.suggestions)
    return proposed and not (item.closes_on or item.starts_at or item.ends_at)


def _dated(item: Item) -> Item:
    day = paris_day(item.published_at or item.seen_at)
    return replace(item, moment=_read(f"{item.title}\n{item.excerpt}", day))
