"""What was made of a frozen value, kept while there is room: a list of this year is mostly last week’s."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Of = TypeVar("Of")
Made = TypeVar("Made")

MOST = 8_192
"""Values of which what was made is kept: what a running year has, with room to spare."""


class Once(Generic[Of, Made]):
    """A function of one value that cannot change, made once for each.

    A value is known by being the same object, not by being equal: to compare an entry takes longer than
    to look it up. It is held here, so that no other takes its place.
    """

    def __init__(self, make: Callable[[Of], Made], most: int = MOST) -> None:
        self._make = make
        self._most = most
        self._made: dict[int, tuple[Of, Made]] = {}

    def __call__(self, one: Of) -> Made:
        found = self._made.get(id(one))
        if found is None:
            if len(self._made) >= self._most:
                self._made.clear()
            found = self._made[id(one)] = (one, self._make(one))
        return found[1]
