"""Editions as covers: the page of a publication, one a year of it, one a year of all, and the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from gettext import gettext as _

from veille.archive.holdings import Holdings, Page, Shelf, Touched
from veille.archive.years import beside, strip


def publication_page(shelf: Shelf, holdings: Holdings) -> Page:
    """What waits if it is living, the covers of its latest year, and the way to the others.

    Twenty years of a weekly review are a thousand covers: a page has those of one year.
    """
    years = holdings.years(shelf.key)
    context = {
        "shelf": shelf,
        "latest": holdings.covers(shelf.key, years[0][0]) if years else (),
        "years": years,
        "strip": strip(years),
        "count": sum(count for _year, count in years),
        **_waiting(shelf, holdings),
    }
    return Page(f"{shelf.key}/index.html", "archive/publication.html", shelf.title, context)


def front(shelf: Shelf, holdings: Holdings) -> Mapping[str, object]:
    """A publication on the home page: its last covers, and what waits."""
    return {
        "shelf": shelf,
        "editions": holdings.covers(shelf.key, limit=4),
        "count": sum(count for _year, count in holdings.years(shelf.key)),
        **_waiting(shelf, holdings),
    }


def _waiting(shelf: Shelf, holdings: Holdings) -> Mapping[str, object]:
    waiting = holdings.waiting(shelf.key) if shelf.living else ()
    return {"waiting": waiting, "waiting_count": sum(len(one.entries) for one in waiting)}


def publication_years(shelf: Shelf, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """The covers of each of its years that is touched."""
    others = beside([year for year, _count in holdings.years(shelf.key)])
    for key, year in touched.publications:
        if key == shelf.key and year in others:
            editions = holdings.covers(key, year)
            context = {"shelf": shelf, "year": year, "editions": editions, **others[year]}
            path = f"{key}/{year}/index.html"
            title = f"{shelf.title}, {year}"
            yield Page(path, "archive/publication_year.html", title, context)


def year_pages(holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """All that was published, year by year, whatever the publication; and the list of the years."""
    years = holdings.years()
    context = {"years": years, "strip": strip(years)}
    yield Page("annees/index.html", "archive/years.html", _("Par année"), context)
    others = beside([year for year, _count in years])
    for year in touched.years:
        if year in others:
            shown = {"year": year, "editions": holdings.covers(year=year), **others[year]}
            yield Page(f"{year}/index.html", "archive/year.html", str(year), shown)
