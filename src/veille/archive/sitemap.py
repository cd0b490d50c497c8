"""The map for search engines (sitemaps.org 0.9): an index, one map a year, so that a new edition moves one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from veille.archive.holdings import Holdings, Located, Page, Site

MOST = 50_000
"""Addresses of one map: what the standard allows. Fifty thousand of ours stay far below its 50 MB."""
INDEX = "sitemap.xml"
_TOLD = ("ressource", "agenda", "dossiers")
"""Folders whose pages the holdings all know: any other page in them only leads on."""
_MAP = re.compile(r"sitemap-[\w-]+\.xml")
_YEAR = re.compile(r"(?:.*/)?(\d{4})/")


@dataclass(frozen=True, slots=True)
class Lines:
    """A map or the index, as XML. Made by hand: fifty thousand lines at each build."""

    element: str
    line: str
    root: str
    located: tuple[Located, ...]

    @property
    def text(self) -> str:
        lines = "".join(self._line(one) for one in self.located)
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<{self.element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{lines}</{self.element}>\n"
        )

    def _line(self, one: Located) -> str:
        # No address of ours holds a sign that XML would read.
        changed = f"<lastmod>{one.changed.isoformat()}</lastmod>" if one.changed else ""
        return f"<{self.line}><loc>{self.root}{one.address}</loc>{changed}</{self.line}>\n"


def sitemap_pages(
    site: Site,
    holdings: Holdings,
    standing: Collection[str],
    years: Collection[int] | None = None,
) -> Iterator[Page]:
    """The maps, then their index, then robots.txt, which says where it is (RFC 9309 and sitemaps.org).

    `standing`: every address that has a page. `years`: only the maps of these, and the one of the
    pages that belong to no year; the index names the others, which stand.
    """
    known = _known(holdings, years)
    # Most of what stands is items, which are known, and files, which are no page.
    others = (
        _located(address, site.merged)
        for address in standing
        if not address.startswith("ressource/")
        and (address.endswith("/") or not address)
        and address not in known
    )
    found = chain((one for address, one in known.items() if address in standing), others)
    wanted = (one for one in found if one and (years is None or one.year in (None, *years)))
    maps_ = (one for one in standing if one.startswith("sitemap-"))
    former = () if years is None else [one for one in maps_ if _MAP.fullmatch(one)]
    yield from maps(wanted, site.archive_url, former)


def maps(
    found: Iterable[Located], archive_url: str, others: Collection[str] = ()
) -> Iterator[Page]:
    """The same of what is already located; `others` are maps that stand already."""
    made = [
        (path, chunk)
        for year, known in _by_year(found)
        for path, chunk in _cut(f"sitemap-{year or 'pages'}", known)
    ]
    for path, chunk in made:
        yield _page(path, Lines("urlset", "url", archive_url, tuple(chunk)))
    every = sorted({*others, *(path for path, _chunk in made)})
    listed = tuple(Located(path) for path in every)
    yield _page(INDEX, Lines("sitemapindex", "sitemap", archive_url, listed))
    yield Page("robots.txt", "archive/robots.txt", "", {"index": INDEX})


def _page(path: str, lines: Lines) -> Page:
    return Page(path, "archive/file.txt", "", {"file": lines})


def _by_year(found: Iterable[Located]) -> list[tuple[int | None, list[Located]]]:
    years: dict[int | None, list[Located]] = defaultdict(list)
    for one in found:
        years[one.year].append(one)
    ordered = sorted(years.items(), key=lambda pair: pair[0] or 0)
    return [(year, sorted(known, key=lambda one: one.address)) for year, known in ordered]


def _cut(name: str, known: list[Located]) -> Iterator[tuple[str, list[Located]]]:
    for number, start in enumerate(range(0, len(known), MOST), 1):
        path = f"{name}.xml" if number == 1 else f"{name}-{number}.xml"
        yield path, known[start : start + MOST]


# --- where a page stands ----------------------------------------------------------------


def _known(holdings: Holdings, years: Collection[int] | None) -> dict[str, Located]:
    """By address: what is located, the dossiers, and the lists of editions, which move with their last."""
    known = {one.address: one for one in holdings.located(years)}
    lists: dict[str, date] = {}
    for one in known.values():
        for address in _lists(one):
            lists[address] = max(lists.get(address, date.min), one.changed or date.min)
    known |= {address: _listed(address, changed) for address, changed in lists.items()}
    return known | {one.path: Located(one.path, one.updated_on) for one in holdings.dossiers()}


def _lists(one: Located) -> tuple[str, ...]:
    """Of « lettre/2026/132/ »: « lettre/ », « lettre/2026/ », « 2026/ »."""
    publication, year, *rest = one.address.split("/")
    if publication in _TOLD or len(rest) != 2:
        return ()
    return f"{publication}/", f"{publication}/{year}/", f"{year}/"


def _listed(address: str, changed: date) -> Located:
    year = _YEAR.fullmatch(address)
    return Located(address, changed, int(year[1]) if year else None)


def _located(address: str, merged: Collection[str]) -> Located | None:
    """The line of a page that the holdings do not know; None where it only leads on."""
    first, _slash, rest = address.partition("/")
    year = _YEAR.fullmatch(address)
    told = first in _TOLD and not year
    if rest and (told or (first == "themes" and rest.partition("/")[0] in merged)):
        return None
    return Located(address, None, int(year[1]) if year else None)
