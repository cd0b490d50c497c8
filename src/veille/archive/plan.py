"""Which pages the archive has, and what is on each: a pure function of the holdings and of what was touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from veille.archive.covers import front, publication_page, publication_years, year_pages
from veille.archive.feeds import (
    ISSUED,
    ISSUES,
    LONGEST,
    agenda_feed,
    dossier_feed,
    feed_pages,
    issue_feed,
    item_feed,
)
from veille.archive.filed import paged
from veille.archive.holdings import (
    Announced,
    Holdings,
    Page,
    Shelf,
    Site,
    Touched,
    upcoming,
)
from veille.archive.own import agenda_pages, piece_pages
from veille.archive.reading import reading_page
from veille.archive.references import of_edition, of_entry, reference_pages
from veille.archive.search.page import search_page
from veille.archive.source_list import source_list
from veille.archive.standing import standing_pages
from veille.archive.territories import territory_pages
from veille.archive.themes import theme_pages
from veille.model.edition import Named
from veille.model.places import item_path


def pages(site: Site, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """Every page and feed that is touched, no path twice; what lists the newest is always among them."""
    events = holdings.events()
    yield _accents(site, holdings)
    yield from _home(site, holdings, events, touched)
    for shelf in site.shelves:
        yield from _publication(shelf, holdings, touched)
    yield from _editions(site, holdings, touched)
    yield from _items(holdings, touched)
    yield from _agenda(site, holdings, events, touched)
    if touched.pieces:
        yield from piece_pages(holdings)
    yield from theme_pages(site, holdings, touched)
    yield from territory_pages(site, holdings, touched)
    yield from _dossiers(site, holdings, touched)
    yield from year_pages(holdings, touched)
    if touched.whole:
        yield from standing_pages(site)
    yield from _sources(site, holdings)
    yield _search(site, holdings)


def _sources(site: Site, holdings: Holdings) -> Iterator[Page]:
    opml = list(source_list(_("Sources de {0}").format(site.centre.short), holdings.watched()))
    yield from opml
    yield reading_page(holdings.sources(), opml[0].path if opml else "")


def _accents(site: Site, holdings: Holdings) -> Page:
    """A style sheet of its own: the strict policy of the site allows no style on an element."""
    colours = sorted({*holdings.accents(), *(shelf.accent for shelf in site.shelves)})
    return Page("assets/accents.css", "archive/accents.css", "", {"colours": colours})


def _home(
    site: Site, holdings: Holdings, events: Sequence[Announced], touched: Touched
) -> Iterator[Page]:
    title = site.centre.name
    shelves = [front(shelf, holdings) for shelf in site.shelves]
    yield Page(
        "index.html",
        "archive/home.html",
        title,
        {
            "shelves": shelves,
            "total": holdings.total(),
            "years": [year for year, _count in holdings.years()],
            "upcoming": upcoming(events, site.as_of)[:5],
            "pieces": holdings.pieces(5),
        },
    )
    if touched.told:
        yield from feed_pages(item_feed(title, "", holdings.newest(LONGEST)))


def _publication(shelf: Shelf, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    if touched.told or shelf.living or shelf.key in touched.shelves:
        yield publication_page(shelf, holdings)
    yield from publication_years(shelf, holdings, touched)
    base = f"{shelf.key}/"
    if touched.told:
        yield from feed_pages(item_feed(shelf.title, base, holdings.newest(LONGEST, shelf.key)))
    if touched.whole or shelf.key in touched.shelves:
        issues = holdings.editions(shelf.key, limit=ISSUED)
        title = _("{0}, les numéros").format(shelf.title)
        yield from feed_pages(issue_feed(title, base, issues, holdings.corrections()), ISSUES)


def _editions(site: Site, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    shelves = {shelf.key: shelf for shelf in site.shelves}
    for sealed in holdings.sealed(touched.editions):
        edition = sealed.view
        yield Page(
            f"{edition.path}index.html",
            "archive/edition.html",
            f"{edition.publication_title} n° {edition.slug}",
            {"edition": edition, "sealed": sealed, "shelf": shelves[edition.publication]},
        )
        cited = [of_entry(entry, site.archive_url) for entry in edition.entries]
        whole = of_edition(edition, site.centre.name, site.archive_url)
        yield from reference_pages(edition.path, whole.title, [whole, *cited])


def _items(holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """One each; a piece of the centre shows itself as it is now, whatever an edition told of it."""
    for one in holdings.placed(touched.items):
        path = f"{item_path(one.entry.public_id)}index.html"
        if piece := holdings.piece(one.entry.public_id):
            context = {"item": one, "piece": piece, "paged": paged(holdings)}
            yield Page(path, "archive/piece.html", piece.entry.title, context)
        else:
            yield Page(path, "archive/item.html", one.entry.title, {"item": one})


def _agenda(
    site: Site, holdings: Holdings, events: Sequence[Announced], touched: Touched
) -> Iterator[Page]:
    if touched.agenda:
        yield from agenda_pages(events, site.as_of)
        yield from feed_pages(agenda_feed(_("Agenda"), events)) if events else ()
    for one in events:
        if one.event.public_id in touched.events:
            context = {"announced": one, "paged": paged(holdings)}
            yield Page(f"{one.path}index.html", "archive/event.html", one.entry.title, context)


def _dossiers(site: Site, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """None at all as long as there is no dossier."""
    if listed := holdings.dossiers():
        yield Page(
            "dossiers/index.html", "archive/dossiers.html", _("Dossiers"), {"dossiers": listed}
        )
    for key in sorted(touched.dossiers):
        if dossier := holdings.dossier(key):
            sealed = holdings.among([entry.view.public_id for entry in dossier.entries])
            context = {"dossier": dossier, "sealed": sealed, "paged": paged(holdings)}
            yield Page(f"{dossier.path}index.html", "archive/dossier.html", dossier.title, context)
            yield from feed_pages(dossier_feed(dossier, sealed))
            cited = [of_entry(one.view, site.archive_url) for one in dossier.entries]
            yield from reference_pages(dossier.path, dossier.title, cited)


def _search(site: Site, holdings: Holdings) -> Page:
    years = [year for year, _count in holdings.years()]
    shelves = [Named(shelf.key, shelf.title) for shelf in site.shelves]
    return search_page(shelves, years, dossiers=site.dossiers)
