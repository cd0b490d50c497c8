"""The files of the archive's search: closed years only when they changed, the running year at each build."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import accumulate

from veille.archive.holdings import Site, Touched
from veille.archive.search.placed import (
    Vocabulary,
    closed_documents,
    labels,
    moved,
    running_documents,
)
from veille.archive.search.tiers import File, Filling, running_year, search_files
from veille.core.holdings import StoredHoldings
from veille.model.edition import Named
from veille.store import pieces, recent, shelves, shelving
from veille.store.engine import Connection
from veille.text.dates import PARIS


def start_of(c: Connection) -> date:
    """The first day of the running year: that of the latest edition."""
    return running_year(shelves.latest(c) or date(1970, 1, 1))


def closed_changed(c: Connection, stale: shelving.Stale, start: date) -> bool:
    """Whether something of a closed year is told otherwise now: sealed late, or a piece that moves."""
    midnight = datetime.combine(start, time(), PARIS)
    told = shelves.items_of(c, stale.editions)
    return (
        shelves.dated_before(c, stale.editions, start)
        or pieces.any_before(c, stale.items, midnight)
        # A piece stands in one tier alone, and goes to the running one with its first telling there.
        or pieces.any_before(
            c, told - recent.told_by_others(c, told, stale.editions, start), midnight
        )
    )


def index_files(
    c: Connection, holdings: StoredHoldings, site: Site, touched: Touched, kept: Filling
) -> Iterator[File]:
    """(path, bytes) of both tiers, or of the running one, of which `kept` has what the last build made."""
    start = start_of(c)
    own = {piece.entry.public_id: piece for piece in holdings.pieces()}
    words = Vocabulary(site.themes, site.merged)
    lately = holdings.placed(sorted(told_lately(c, holdings)))
    running = running_documents(lately, own, words, start)
    named = labels(
        holdings.filed("theme").values(),
        holdings.filed("territory").values(),
        site.themes,
        [Named(shelf.key, shelf.title) for shelf in site.shelves],
        site.history,
    )
    if touched.closed:
        before = holdings.placed(shelves.told_before(c, start))
        closed = closed_documents(before, own, words, start)
        yield from search_files(closed, running, named, kept=kept)
    else:
        places = _places(c, holdings, start)
        yield from search_files(None, running, named, places=places, kept=kept)


def told_lately(c: Connection, holdings: StoredHoldings) -> set[int]:
    """Items of the running tier, and the pieces of the centre, whichever tier each stands in."""
    own = (piece.entry.public_id for piece in holdings.pieces())
    return {*shelves.told_since(c, start_of(c)), *shelves.ids_of(c, own)}


def _places(c: Connection, holdings: StoredHoldings, start: date) -> dict[str, int]:
    """Public id → number in the closed tier, of what was told again since, without reading that tier."""
    own = {piece.entry.public_id: piece for piece in holdings.pieces()}
    again = [one for one in recent.told_again(c, start) if one[1] not in own]
    moves = [
        (moved(one, own[one.entry.public_id]), one.entry.public_id)
        for one in holdings.placed(shelves.ids_of(c, own))
    ]
    # The others were told last on their day: counted by day, and looked at on the days of these alone.
    quiet = Counter(recent.quiet_before(c, start))
    quiet.subtract(day for day, _id in recent.quiet_of(c, own) if day < start)
    days, upto = sorted(quiet), [0, *accumulate(quiet[day] for day in sorted(quiet))]
    beside = [one for one in recent.quiet_on(c, {day for day, _id in again}) if one[1] not in own]
    others = sorted([*again, *(one for one in moves if one[0] < start)])
    return {
        public_id: upto[bisect_left(days, day)]
        + sum(other[0] == day and other < (day, public_id) for other in beside)
        + bisect_left(others, (day, public_id))
        for day, public_id in again
    }
