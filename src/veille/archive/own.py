"""What the centre makes itself, listed: its agenda and its own pieces, a page a year of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from gettext import gettext as _
from typing import TypeVar

from veille.archive.holdings import Announced, Holdings, OwnPiece, Page, past, upcoming
from veille.archive.years import beside, strip

LATEST = 10
"""Past events on the agenda's own page; the rest stands by year."""
LISTED = 30
"""Pieces on their own page, likewise."""

_Made = TypeVar("_Made", Announced, OwnPiece)


def agenda_pages(events: Sequence[Announced], day: date) -> Iterator[Page]:
    """What is to come and what was last; then each year whole, which no day changes."""
    if not events:
        return
    over = past(events, day)
    years = _by_year(events, [one.event.view.days[0].date for one in events])
    context = {
        "upcoming": upcoming(events, day),
        "past": over[:LATEST],
        "years": [(year, len(listed)) for year, listed in years],
    }
    yield Page("agenda/index.html", "archive/agenda.html", _("Agenda"), context)
    others = beside([year for year, _listed in years])
    for year, listed in years:
        shown = {"year": year, "listed": listed, **others[year]}
        title = _("Agenda {0}").format(year)
        yield Page(f"agenda/{year}/index.html", "archive/agenda_year.html", title, shown)


def piece_pages(holdings: Holdings) -> Iterator[Page]:
    """The pieces of the centre, the last published first; one that no edition tells is found here."""
    pieces = holdings.pieces()
    if not pieces:
        return
    years = _by_year(pieces, [one.published_on for one in pieces])
    counts = [(year, len(listed)) for year, listed in years]
    context = {
        "pieces": pieces[:LISTED],
        "total": len(pieces),
        "years": counts,
        "strip": strip(counts),
    }
    yield Page("breves/index.html", "archive/pieces.html", _("Du centre"), context | {"year": None})
    others = beside([year for year, _listed in years])
    for year, listed in years:
        shown = {"pieces": listed, "total": len(listed), "year": year, **others[year]}
        title = _("Du centre, {0}").format(year)
        yield Page(f"breves/{year}/index.html", "archive/pieces.html", title, shown)


def _by_year(made: Sequence[_Made], days: Sequence[date]) -> list[tuple[int, list[_Made]]]:
    """(year, what is of it in the order it came), the newest year first."""
    years: dict[int, list[_Made]] = defaultdict(list)
    for one, day in zip(made, days, strict=True):
        years[day.year].append(one)
    return sorted(years.items(), key=lambda pair: pair[0], reverse=True)
