"""Addresses that were public and have no page any more: each is owed a stub."""

from __future__ import annotations

from collections.abc import Collection

from veille.archive.holdings import Holdings, Touched
from veille.archive.plan import FOLDERS
from veille.store import permalinks
from veille.store.engine import Connection


def broken(
    c: Connection, holdings: Holdings, touched: Touched, planned: Collection[str]
) -> set[str]:
    """Every promised address without a page; of a part of the archive, those that may have lost theirs."""
    if touched.whole:
        return permalinks.paths(c) - set(planned)
    found = permalinks.under(c, touched.lost)
    standing = {f"agenda/{one.event.public_id}/" for one in holdings.events()}
    standing |= {one.path for one in holdings.dossiers()}
    standing |= {f"agenda/{one.event.view.days[0].date.year}/" for one in holdings.events()}
    standing |= {f"breves/{one.published_on.year}/" for one in holdings.pieces()}
    found |= _without(permalinks.under(c, ("agenda/", "breves/", "dossiers/")), standing)
    for base, years in _headings(holdings, touched):
        found |= _without(permalinks.under(c, [base]), years)
    return found - set(planned)


def _without(paths: Collection[str], standing: Collection[str]) -> set[str]:
    """Those of the paths that are not at or under an address that stands: « agenda/x/ » is two steps."""
    return {
        path
        for path in paths
        if not any(path.startswith(address) for address in _above(path) & set(standing))
    }


def _above(path: str) -> set[str]:
    steps = path.split("/")
    return {"/".join(steps[:depth]) + "/" for depth in range(1, len(steps))}


def _headings(holdings: Holdings, touched: Touched) -> list[tuple[str, set[str]]]:
    """(address of a heading, the addresses of its years that stand), of each that is touched."""
    found = []
    for kind, key in sorted({(kind, key) for kind, key, _year in touched.headings}):
        base = f"{FOLDERS[kind]}/{key}/"
        filed = holdings.filed(kind).get(key)
        found.append((base, {f"{base}{year}/" for year, _n in filed.years} if filed else set()))
    return found
