"""Addresses that were public and have no page any more: each is owed a stub."""

from __future__ import annotations

from collections.abc import Collection

from veille.archive.holdings import Holdings, Touched
from veille.archive.promises import OWN, fallen, heading_years, lists, standing
from veille.archive.source_list import PATH
from veille.store import permalinks
from veille.store.engine import Connection


def broken(
    c: Connection, holdings: Holdings, touched: Touched, planned: Collection[str]
) -> set[str]:
    """Every promised address without a page; of a part of the archive, those that may have lost theirs."""
    if touched.whole:
        return permalinks.paths(c) - set(planned)
    found = permalinks.under(c, touched.lost)
    found |= fallen(permalinks.under(c, OWN), standing(holdings))
    found |= permalinks.under(c, [PATH])
    for base, years in heading_years(holdings, touched):
        found |= fallen(permalinks.under(c, [base]), years)
    return found - set(planned) - lists(holdings)
