"""Which pages the archive has, and what is on each: a pure function of what was sealed or waits in view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _
from itertools import pairwise

from veille.archive.covers import publication_pages, year_pages
from veille.archive.holdings import (
    Holdings,
    Page,
    Placed,
    edition_order,
    placed_entries,
    with_pieces,
)
from veille.archive.reading import reading_page
from veille.archive.standing import site_furniture, standing_pages
from veille.archive.territories import territory_pages
from veille.archive.themes import theme_pages
from veille.model.edition import EditionView


def pages(holdings: Holdings) -> list[Page]:
    """Every page and feed, in a fixed order, no path twice."""
    placed = with_pieces(placed_entries(holdings.shelves), holdings.pieces)
    filed = [
        *theme_pages(holdings.themes, holdings.merged, placed),
        *territory_pages(placed),
    ]
    # What is not sealed may be under a heading that has no page: no link leads there.
    paged = frozenset(page.address for page in filed)
    planned = [
        _accents(holdings),
        *_home(holdings, placed),
        *_publications(holdings),
        *_editions(holdings),
        *_items(holdings, placed, paged),
        *_agenda(holdings, paged),
        *filed,
        *_dossiers(holdings, placed, paged),
        *standing_pages(holdings.centre, holdings.shelves),
        reading_page(holdings.sources),
        *site_furniture(holdings.centre, holdings.archive_url),
        *year_pages([edition for shelf in holdings.shelves for edition in shelf.editions]),
    ]
    return [*planned, *_stubs(holdings, {page.address for page in planned})]


def living_paths(holdings: Holdings) -> set[str]:
    """The pages that change when something is selected: home, and each living page."""
    return {
        "index.html",
        *(f"{shelf.key}/index.html" for shelf in holdings.shelves if shelf.living),
    }


def dossier_paths(key: str) -> set[str]:
    """The pages that change when a dossier does."""
    own = f"dossiers/{key}/"
    return {"dossiers/index.html", f"{own}index.html", f"{own}feed.atom"}


def _accents(holdings: Holdings) -> Page:
    """A style sheet of its own: the strict policy of the site allows no style on an element."""
    kept = {edition.accent for shelf in holdings.shelves for edition in shelf.editions}
    colours = sorted(kept | {shelf.accent for shelf in holdings.shelves})
    return Page("assets/accents.css", "archive/accents.css", "", {"colours": colours})


def _home(holdings: Holdings, placed: Sequence[Placed]) -> Iterator[Page]:
    title = holdings.centre.name
    years = [edition.date.year for shelf in holdings.shelves for edition in shelf.editions]
    context = {
        "shelves": holdings.shelves,
        "total": len(placed),
        "since": min(years, default=None),
        "until": max(years, default=None),
    }
    yield Page("index.html", "archive/home.html", title, context)
    yield Page("feed.atom", "archive/feed.atom", title, {"items": list(placed[:50]), "about": ""})


def _publications(holdings: Holdings) -> Iterator[Page]:
    for shelf in holdings.shelves:
        yield from publication_pages(shelf)
        items = placed_entries([shelf])[:50]
        yield Page(
            f"{shelf.key}/feed.atom",
            "archive/feed.atom",
            shelf.title,
            {"items": items, "about": f"{shelf.key}/"},
        )


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


def _neighbours(
    ordered: Sequence[EditionView],
) -> Iterator[tuple[EditionView | None, EditionView, EditionView | None]]:
    padded = [None, *ordered, None]
    for (before, edition), (_edition, after) in pairwise(pairwise(padded)):
        if edition is not None:
            yield before, edition, after


def _items(holdings: Holdings, placed: Sequence[Placed], paged: frozenset[str]) -> Iterator[Page]:
    """One each; a piece of the centre shows itself as it is now, whatever an edition told of it."""
    pieces = {piece.entry.public_id: piece for piece in holdings.pieces}
    for one in placed:
        path = f"ressource/{one.entry.public_id}/index.html"
        if piece := pieces.get(one.entry.public_id):
            context = {"item": one, "piece": piece, "paged": paged}
            yield Page(path, "archive/piece.html", piece.entry.title, context)
        else:
            yield Page(path, "archive/item.html", one.entry.title, {"item": one})


def _agenda(holdings: Holdings, paged: frozenset[str]) -> Iterator[Page]:
    if holdings.events:
        yield Page("agenda/index.html", "archive/agenda.html", _("Agenda"), {})
    for one in holdings.events:
        path = f"{one.path}index.html"
        context = {"announced": one, "paged": paged}
        yield Page(path, "archive/event.html", one.entry.title, context)


def _dossiers(
    holdings: Holdings, placed: Sequence[Placed], paged: frozenset[str]
) -> Iterator[Page]:
    """None at all as long as there is no dossier."""
    if not holdings.dossiers:
        return
    yield Page("dossiers/index.html", "archive/dossiers.html", _("Dossiers"), {})
    sealed = {one.entry.public_id for one in placed}
    for dossier in holdings.dossiers:
        context = {"dossier": dossier, "sealed": sealed, "paged": paged}
        yield Page(f"{dossier.path}index.html", "archive/dossier.html", dossier.title, context)
        yield Page(f"{dossier.path}feed.atom", "archive/dossier.atom", dossier.title, context)


def _stubs(holdings: Holdings, planned: set[str]) -> Iterator[Page]:
    """An address that was public and has lost its page still answers, and says where to go on."""
    for address in sorted(holdings.promised - planned):
        if address.endswith("feed.atom"):
            about = address.removesuffix("feed.atom")
            yield Page(
                address, "archive/feed.atom", holdings.centre.name, {"items": [], "about": about}
            )
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
