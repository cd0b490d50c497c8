"""The map for search engines (sitemaps.org 0.9): an index, one map a year, so that a new edition moves one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from veille.archive.holdings import Announced, OwnPiece, Page, Placed, Shelf, ThemeLine
from veille.model.dossier import DossierView
from veille.model.edition import EditionView, Erratum
from veille.text.dates import paris_day

MOST = 50_000
"""Addresses of one map: what the standard allows. Fifty thousand of ours stay far below its 50 MB."""
INDEX = "sitemap.xml"


@dataclass(frozen=True, slots=True)
class Located:
    """An address under the root, the last day that its page changed, and the year that it belongs to."""

    address: str
    changed: date | None = None
    """None where nobody can tell: better none than today's."""
    year: int | None = None
    """None for what belongs to no year: publications, themes, the pages that are always there."""


def sitemap_pages(known: Iterable[Located]) -> Iterator[Page]:
    """The maps, then their index, then robots.txt, which says where it is (RFC 9309 and sitemaps.org)."""
    made = [
        (path, chunk)
        for year, found in _by_year(known)
        for path, chunk in _cut(f"sitemap-{year or 'pages'}", found)
    ]
    for path, chunk in made:
        yield Page(path, "archive/sitemap.xml", "", {"located": chunk})
    maps = [(path, _newest(chunk)) for path, chunk in made]
    yield Page(INDEX, "archive/sitemaps.xml", "", {"maps": maps})
    yield Page("robots.txt", "archive/robots.txt", "", {"index": INDEX})


def _by_year(known: Iterable[Located]) -> list[tuple[int | None, list[Located]]]:
    years: dict[int | None, list[Located]] = defaultdict(list)
    for one in known:
        years[one.year].append(one)
    ordered = sorted(years.items(), key=lambda pair: pair[0] or 0)
    return [(year, sorted(found, key=lambda one: one.address)) for year, found in ordered]


def _cut(name: str, found: list[Located]) -> Iterator[tuple[str, list[Located]]]:
    for number, start in enumerate(range(0, len(found), MOST), 1):
        path = f"{name}.xml" if number == 1 else f"{name}-{number}.xml"
        yield path, found[start : start + MOST]


def _newest(chunk: list[Located]) -> date | None:
    return max((one.changed for one in chunk if one.changed), default=None)


# --- where a page stands, by what it shows ----------------------------------------------


def located(page: Page, errata: Mapping[str, Sequence[Erratum]]) -> Located | None:
    """Its line of the map; None for what nobody should be sent to: files, and pages that only lead on.

    `errata`: by public id of the edition.
    """
    if not page.path.endswith("index.html") or page.template == "archive/moved.html":
        return None
    changed, year = _stands(page.context, errata)
    return Located(page.address, changed, year)


def _stands(
    shown: Mapping[str, object], errata: Mapping[str, Sequence[Erratum]]
) -> tuple[date | None, int | None]:
    """(last change, year). An item stays in the map of its first year, whoever tells it again."""
    match shown:
        case {"edition": EditionView() as one}:
            corrected = [paris_day(erratum.at) for erratum in errata.get(one.public_id, ())]
            return max([one.date, *corrected]), one.date.year
        case {"piece": OwnPiece() as piece, "item": Placed() as item}:
            return max(piece.updated_on, item.last_date), item.first_date.year
        case {"item": Placed() as item}:
            return item.last_date, item.first_date.year
        case {"announced": Announced() as one}:
            return one.updated_on, one.event.view.days[0].date.year
        case {"dossier": DossierView() as dossier}:
            return dossier.updated_on, None
        case {"shelf": Shelf() as shelf}:
            return _last([one.date for one in shelf.editions]), None
        case {"theme": ThemeLine(), "items": list() as items, "year": year}:
            return _last([one.last_date for one in items]), year if isinstance(year, int) else None
        case {"year": int() as year, "editions": list() as editions}:
            return _last([one.date for one in editions]), year
    return None, None


def _last(days: list[date]) -> date | None:
    return max(days, default=None)
