"""Years: those beside one, and a strip of bars, drawn small. Its numbers are in the page as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BAR, GAP, HEIGHT = 10, 4, 36
"""CSS pixels: of a bar, between two, of the highest."""
FEWEST = 4
"""Fewer are said faster than drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year, as a rectangle of a picture whose ground is at the bottom."""

    year: int
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Strip:
    """All the years from the first to the last, those without anything too."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT

    @property
    def most(self) -> Bar:
        """The year that had most; the latest of them."""
        return max(self.bars, key=lambda bar: (bar.count, bar.year))


def beside(years: Sequence[int]) -> dict[int, dict[str, int | None]]:
    """Of years told newest first, each with those beside it: `earlier` and `later`.

    Of the other years a page knows no more, so that a new one leaves the older pages alone.
    """
    padded = [None, *years, None]
    return {
        year: {"earlier": earlier, "later": later}
        for later, year, earlier in zip(padded, years, padded[2:], strict=False)
    }


def strip(counts: Sequence[tuple[int, int]]) -> Strip | None:
    """From (year, how many), in any order; None where there is little to see."""
    told = {year: count for year, count in counts if count > 0}
    if len(told) < FEWEST:
        return None
    years = range(min(told), max(told) + 1)
    most = max(told.values())
    bars = tuple(_bar(at, year, told.get(year, 0), most) for at, year in enumerate(years))
    return Strip(bars, len(bars) * (BAR + GAP) - GAP)


def _bar(at: int, year: int, count: int, most: int) -> Bar:
    # One that has something is seen, however few beside a great year.
    height = max(2, round(HEIGHT * count / most)) if count else 0
    return Bar(year, count, at * (BAR + GAP), HEIGHT - height, height)
