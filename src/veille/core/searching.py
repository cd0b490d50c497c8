"""Search everything ever collected: one page at a time, at a cost that does not grow with the store."""

from __future__ import annotations

from dataclasses import replace

from veille.core.context import Context
from veille.core.dating import dated
from veille.core.wording import asked_and_why
from veille.model.item import Filter
from veille.model.search import Found
from veille.store import items_read, search
from veille.store.engine import Connection
from veille.text.query import Query
from veille.text.rank import best

COUNTED = 1_000
"""Results counted; beyond, a page says that there are more."""
RANKED = 2_000
"""The newest that fit, among which the best are chosen."""
PATIENCE = 0.025
"""Seconds after which a search stops before its next window, and says how far it went."""


class Searching:
    """What was collected, by words and filters."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def found(self, wanted: Filter, *, patience: float | None = PATIENCE) -> Found:
        """One page of what fits, the newest to come in first, or the best of the newest."""
        words, aliases = asked_and_why(self._ctx, wanted.text)
        if wanted.text.strip() and not words:
            return Found((), count=0)
        with self._ctx.store.read() as r:
            match = search.matching(r, wanted, words)
            ranked = wanted.best and words.stems
            page = _best if ranked else _newest
            found = page(r, wanted, words, match, patience)
        return replace(found, aliases=aliases)


def _newest(
    c: Connection, wanted: Filter, _words: Query, match: str, patience: float | None
) -> Found:
    # One pass gives the page and the count; a page further on is not counted again.
    limit = wanted.limit + 1 if wanted.before else max(wanted.limit, COUNTED) + 1
    hits = search.newest(c, match, limit=limit, before=wanted.before, patience=patience)
    page = hits.ids[: wanted.limit]
    more = len(hits.ids) > wanted.limit
    stopped = None if more else hits.reached
    whole = wanted.before is None and hits.reached is None
    return Found(
        items=tuple(dated(items_read.in_order(c, page))),
        count=min(len(hits.ids), COUNTED) if whole else None,
        many=len(hits.ids) > COUNTED,
        next=page[-1] if more else stopped,
        reached=items_read.seen_at(c, stopped) if stopped else None,
    )


def _best(c: Connection, wanted: Filter, words: Query, match: str, patience: float | None) -> Found:
    hits = search.newest(c, match, limit=RANKED + 1, before=None, patience=patience)
    candidates = hits.ids[:RANKED]
    chosen = best(search.stems_of(c, candidates), words.stems, wanted.limit)
    many = len(hits.ids) > RANKED
    return Found(
        items=tuple(dated(items_read.in_order(c, chosen))),
        count=min(len(hits.ids), COUNTED) if hits.reached is None else None,
        many=len(hits.ids) > COUNTED,
        reached=items_read.seen_at(c, hits.reached) if hits.reached else None,
        ranked=RANKED if many else None,
    )
