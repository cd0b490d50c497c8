"""Addresses that were public: which still stand, and what answers where a page was lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from gettext import gettext as _

from veille.archive.feeds import empty_feed, feed_paths
from veille.archive.filed import FOLDERS
from veille.archive.holdings import MOVED, Holdings, Page, Site, Touched
from veille.archive.references import empty_references
from veille.archive.source_list import empty_list

OWN = ("agenda/", "breves/", "dossiers/")
"""Where the centre's own making stands: it may be withdrawn, and its pages with it."""


def standing(holdings: Holdings) -> set[str]:
    """The addresses in OWN that have a page, without those of the lists."""
    events, pieces = holdings.events(), holdings.pieces()
    return {
        *(one.path for one in events),
        *(f"agenda/{one.event.view.days[0].date.year}/" for one in events),
        *(f"breves/{one.published_on.year}/" for one in pieces),
        *(one.path for one in holdings.dossiers()),
    }


def lists(holdings: Holdings) -> set[str]:
    """The addresses of the lists in OWN that stand, made anew or not."""
    agenda = {"agenda/", *feed_paths("agenda/")} if holdings.events() else set()
    pieces = {"breves/"} if holdings.pieces() else set()
    return agenda | pieces


def heading_years(holdings: Holdings, touched: Touched) -> Iterator[tuple[str, set[str]]]:
    """(address of a heading, the addresses of its years that stand), of each that is touched."""
    for kind, key in sorted({(kind, key) for kind, key, _year in touched.headings}):
        base = f"{FOLDERS[kind]}/{key}/"
        filed = holdings.filed(kind).get(key)
        yield base, {f"{base}{year}/" for year, _n in filed.years} if filed else set()


def fallen(paths: Iterable[str], standing: Collection[str]) -> set[str]:
    """Those of the paths that are neither an address that stands nor below one."""
    return {path for path in paths if _steps(path).isdisjoint(standing)}


def _steps(path: str) -> set[str]:
    """« agenda/x/feed.atom » is two addresses deep: « agenda/ », « agenda/x/ »."""
    steps = path.split("/")
    return {"/".join(steps[:depth]) + "/" for depth in range(1, len(steps))}


def stubs(site: Site, lost: Iterable[str], stands: Collection[str]) -> Iterator[Page]:
    """An address that was public and has lost its page still answers, and says where to go on.

    `stands`: every address that has a page.
    """
    for address in sorted(lost):
        if empty := (
            empty_feed(address, site.centre.name)
            or empty_references(address)
            or empty_list(address, site.centre.name)
        ):
            yield empty
        elif address.endswith("/"):
            to = {"to": _onward(address, stands, site.merged)}
            yield Page(f"{address}index.html", MOVED, _("Page déplacée"), to)


def _onward(address: str, stands: Collection[str], merged: Mapping[str, str]) -> str:
    """The same page of the theme that took this one's place, else the nearest page above."""
    first, _slash, rest = address.partition("/")
    key, _slash, rest = rest.partition("/")
    if first == "themes" and key in merged:
        moved = f"themes/{merged[key]}/{rest}"
        return moved if moved in stands else _above(moved, stands)
    return _above(address, stands)


def _above(address: str, stands: Collection[str]) -> str:
    """The nearest page above an address; the home page at the end."""
    while address:
        address = address.rstrip("/").rpartition("/")[0]
        address = f"{address}/" if address else ""
        if address in stands:
            return address
    return ""
