"""Editions as covers: the page of a publication, one a year of it, one a year of all, and the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from gettext import gettext as _

from veille.archive.holdings import Page, Shelf, by_year
from veille.archive.years import beside, strip
from veille.model.edition import EditionView

Count = tuple[int, int]
"""A year, and how many editions it has."""


def publication_pages(shelf: Shelf) -> Iterator[Page]:
    """Its own page, and the covers of each of its years."""
    years = by_year(shelf.editions)
    yield publication_page(shelf, years[0][1] if years else (), counted(shelf.editions))
    others = beside([year for year, _editions in years])
    for year, editions in years:
        # The page is given its year and nothing else: what comes later does not change it.
        bare = replace(shelf, editions=(), waiting=())
        context = {"shelf": bare, "year": year, "editions": editions, **others[year]}
        path = f"{shelf.key}/{year}/index.html"
        title = f"{shelf.title}, {year}"
        yield Page(path, "archive/publication_year.html", title, context)


def publication_page(shelf: Shelf, latest: Sequence[EditionView], years: Sequence[Count]) -> Page:
    """What waits if it is living, the covers of its latest year, and the way to the others.

    Twenty years of a weekly review are a thousand covers: a page has those of one year.
    """
    context = {"shelf": shelf, "latest": latest, "years": years, "strip": strip(years)}
    return Page(f"{shelf.key}/index.html", "archive/publication.html", shelf.title, context)


def year_pages(editions: Sequence[EditionView]) -> Iterator[Page]:
    """All that was published, year by year, whatever the publication; and the list of the years."""
    years = counted(editions)
    context = {"years": years, "strip": strip(years)}
    yield Page("annees/index.html", "archive/years.html", _("Par année"), context)
    others = beside([year for year, _number in years])
    for year, issued in by_year(editions):
        shown = {"year": year, "editions": issued, **others[year]}
        yield Page(f"{year}/index.html", "archive/year.html", str(year), shown)


def counted(editions: Sequence[EditionView]) -> list[Count]:
    """How many a year, the newest first."""
    return sorted(Counter(edition.date.year for edition in editions).items(), reverse=True)
