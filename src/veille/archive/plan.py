"""Which pages the archive has, and what is on each: a pure function of what was sealed or waits in view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _
from itertools import pairwise

from veille.archive.feeds import (
    ISSUES,
    agenda_feed,
    dossier_feed,
    empty_feed,
    feed_pages,
    feed_paths,
    issue_feed,
    item_feed,
)
from veille.archive.holdings import (
    Holdings,
    Page,
    Placed,
    by_year,
    edition_order,
    placed_entries,
    with_pieces,
)
from veille.archive.references import of_edition, of_entry, reference_pages, reference_paths
from veille.archive.sitemap import located, sitemap_pages
from veille.archive.source_list import source_list
from veille.archive.themes import theme_pages
from veille.model.edition import EditionView


def pages(holdings: Holdings) -> list[Page]:
    """Every page and feed, in a fixed order, no path twice."""
    placed = with_pieces(placed_entries(holdings.shelves), holdings.pieces)
    planned = [
        _accents(holdings),
        *_home(holdings, placed),
        *_publications(holdings),
        *_editions(holdings),
        *_items(holdings, placed),
        *_agenda(holdings),
        *theme_pages(holdings, placed),
        *_dossiers(holdings, placed),
        *_years(holdings),
        *source_list(_("Sources de {0}").format(holdings.centre.short), holdings.watched),
    ]
    found = (located(page, holdings.errata) for page in planned)
    maps = sitemap_pages(one for one in found if one)
    return [*planned, *maps, *_stubs(holdings, {page.address for page in planned})]


def living_paths(holdings: Holdings) -> set[str]:
    """The pages that change when something is selected: home, and each living page."""
    return {
        "index.html",
        *(f"{shelf.key}/index.html" for shelf in holdings.shelves if shelf.living),
    }


def dossier_paths(key: str) -> set[str]:
    """The pages that change when a dossier does."""
    own = f"dossiers/{key}/"
    return {"dossiers/index.html", f"{own}index.html", *feed_paths(own), *reference_paths(own)}


def _accents(holdings: Holdings) -> Page:
    """A style sheet of its own: the strict policy of the site allows no style on an element."""
    kept = {edition.accent for shelf in holdings.shelves for edition in shelf.editions}
    colours = sorted(kept | {shelf.accent for shelf in holdings.shelves})
    return Page("assets/accents.css", "archive/accents.css", "", {"colours": colours})


def _home(holdings: Holdings, placed: Sequence[Placed]) -> Iterator[Page]:
    title = holdings.centre.name
    yield Page(
        "index.html",
        "archive/home.html",
        title,
        {"shelves": holdings.shelves, "total": len(placed)},
    )
    yield from feed_pages(item_feed(title, "", placed, holdings.seen_at))


def _publications(holdings: Holdings) -> Iterator[Page]:
    for shelf in holdings.shelves:
        yield Page(
            f"{shelf.key}/index.html", "archive/publication.html", shelf.title, {"shelf": shelf}
        )
        items = placed_entries([shelf])
        yield from feed_pages(item_feed(shelf.title, f"{shelf.key}/", items, holdings.seen_at))
        issues = sorted(shelf.editions, key=edition_order, reverse=True)
        title = _("{0}, les numéros").format(shelf.title)
        made = issue_feed(title, f"{shelf.key}/", issues, holdings.errata)
        yield from feed_pages(made, ISSUES)


def _editions(holdings: Holdings) -> Iterator[Page]:
    for shelf in holdings.shelves:
        ordered = sorted(shelf.editions, key=edition_order)
        for before, edition, after in _neighbours(ordered):
            yield Page(
                f"{edition.path}index.html",
                "archive/edition.html",
                f"{edition.publication_title} n° {edition.slug}",
                {"edition": edition, "shelf": shelf, "previous": before, "next": after},
            )
            url = holdings.archive_url
            cited = [of_entry(entry, url) for entry in edition.entries]
            whole = of_edition(edition, holdings.centre.name, url)
            yield from reference_pages(edition.path, whole.title, [whole, *cited])


def _neighbours(
    ordered: Sequence[EditionView],
) -> Iterator[tuple[EditionView | None, EditionView, EditionView | None]]:
    padded = [None, *ordered, None]
    for (before, edition), (_edition, after) in pairwise(pairwise(padded)):
        if edition is not None:
            yield before, edition, after


def _items(holdings: Holdings, placed: Sequence[Placed]) -> Iterator[Page]:
    """One each; a piece of the centre shows itself as it is now, whatever an edition told of it."""
    pieces = {piece.entry.public_id: piece for piece in holdings.pieces}
    for one in placed:
        path = f"ressource/{one.entry.public_id}/index.html"
        if piece := pieces.get(one.entry.public_id):
            context = {"item": one, "piece": piece}
            yield Page(path, "archive/piece.html", piece.entry.title, context)
        else:
            yield Page(path, "archive/item.html", one.entry.title, {"item": one})


def _agenda(holdings: Holdings) -> Iterator[Page]:
    if holdings.events:
        yield Page("agenda/index.html", "archive/agenda.html", _("Agenda"), {})
        yield from feed_pages(agenda_feed(_("Agenda"), holdings.events))
    for one in holdings.events:
        path = f"{one.path}index.html"
        yield Page(path, "archive/event.html", one.entry.title, {"announced": one})


def _dossiers(holdings: Holdings, placed: Sequence[Placed]) -> Iterator[Page]:
    """None at all as long as there is no dossier."""
    if not holdings.dossiers:
        return
    yield Page("dossiers/index.html", "archive/dossiers.html", _("Dossiers"), {})
    sealed = {one.entry.public_id for one in placed}
    for dossier in holdings.dossiers:
        context = {"dossier": dossier, "sealed": sealed}
        yield Page(f"{dossier.path}index.html", "archive/dossier.html", dossier.title, context)
        yield from feed_pages(dossier_feed(dossier, sealed))
        cited = [of_entry(one.view, holdings.archive_url) for one in dossier.entries]
        yield from reference_pages(dossier.path, dossier.title, cited)


def _years(holdings: Holdings) -> Iterator[Page]:
    years = by_year([edition for shelf in holdings.shelves for edition in shelf.editions])
    for year, editions in years:
        neighbours = [other for other, _ in years]
        context = {"year": year, "editions": editions, "years": neighbours}
        yield Page(f"{year}/index.html", "archive/year.html", str(year), context)


def _stubs(holdings: Holdings, planned: set[str]) -> Iterator[Page]:
    """An address that was public and has lost its page still answers, and says where to go on."""
    for address in sorted(holdings.promised - planned):
        if feed := empty_feed(address, holdings.centre.name):
            yield feed
        elif address.endswith("/"):
            yield Page(
                f"{address}index.html",
                "archive/moved.html",
                _("Page déplacée"),
                {"to": _onward(address, planned, holdings.merged)},
            )


def _onward(address: str, planned: set[str], merged: Mapping[str, str]) -> str:
    """The same page of the theme that took this one's place, else the nearest page above."""
    first, _slash, rest = address.partition("/")
    key, _slash, rest = rest.partition("/")
    if first == "themes" and key in merged:
        moved = f"themes/{merged[key]}/{rest}"
        return moved if moved in planned else _above(moved, planned)
    return _above(address, planned)


def _above(address: str, planned: set[str]) -> str:
    """The nearest page above an address; the home page at the end."""
    while address:
        address = address.rstrip("/").rpartition("/")[0]
        address = f"{address}/" if address else ""
        if address in planned:
            return address
    return ""
