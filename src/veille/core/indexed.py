"""The files of the archive's search: closed years only when they changed, the running year at each build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from veille.archive.holdings import Site, Touched
from veille.archive.search.placed import (
    Vocabulary,
    closed_documents,
    labels,
    moved,
    running_documents,
)
from veille.archive.search.tiers import File, Order, running_year, search_files
from veille.core.holdings import StoredHoldings
from veille.model.edition import Named
from veille.store import pieces, shelves, shelving
from veille.store.engine import Connection
from veille.text.dates import PARIS


def start_of(c: Connection) -> date:
    """The first day of the running year: that of the latest edition."""
    return running_year(shelves.latest(c) or date(1970, 1, 1))


def closed_changed(c: Connection, stale: shelving.Stale, start: date) -> bool:
    """Whether something of a closed year is told otherwise now: sealed late, or a changed piece."""
    midnight = datetime.combine(start, time(), PARIS)
    return shelves.dated_before(c, stale.editions, start) or pieces.any_before(
        c, stale.items, midnight
    )


def index_files(
    c: Connection, holdings: StoredHoldings, site: Site, touched: Touched
) -> Iterator[File]:
    """(path, bytes) of both tiers, or of the running one."""
    start = start_of(c)
    own = {piece.entry.public_id: piece for piece in holdings.pieces()}
    words = Vocabulary(site.themes, site.merged)
    recent = {*shelves.told_since(c, start), *shelves.ids_of(c, own)}
    running = running_documents(holdings.placed(sorted(recent)), own, words, start)
    named = labels(
        holdings.filed("theme").values(),
        holdings.filed("territory").values(),
        site.themes,
        [Named(shelf.key, shelf.title) for shelf in site.shelves],
    )
    if touched.closed:
        before = holdings.placed(shelves.told_before(c, start))
        yield from search_files(closed_documents(before, own, words, start), running, named)
    else:
        yield from search_files(None, running, named, older=_older(c, holdings, start))


def _older(c: Connection, holdings: StoredHoldings, start: date) -> list[Order]:
    """The closed documents in the order of their numbers, without making one."""
    own = {piece.entry.public_id: piece for piece in holdings.pieces()}
    told = [one for one in shelves.last_before(c, start) if one[1] not in own]
    for one in holdings.placed(shelves.ids_of(c, own)):
        day = moved(one, own[one.entry.public_id])
        if day < start:
            told.append((day, one.entry.public_id))
    return sorted(told)
