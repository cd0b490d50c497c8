"""What a publication gathers by itself when its draft is made: own news and events, or kept items of its theme."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from veille.compose.choose import concerns, is_over
from veille.core.composing import items_of
from veille.core.context import Context
from veille.model.declared import Publication
from veille.model.item import State
from veille.store import items, news, selections
from veille.store.engine import Connection
from veille.text.french import issue_number

FIRST_TIME = timedelta(days=31)
"""How far the first edition looks back."""
MARGIN = timedelta(days=31)
"""A thematic letter looks a month behind its last edition: what was kept late is not lost."""


def gather(ctx: Context, w: Connection, rule: Publication, day: date, who: int) -> int:
    """Selects what the publication asks for; a dropped item never, one already told never. How many."""
    if not rule.gather:
        return 0
    now = ctx.clock.now()
    found = items_of(w, _found(w, rule, now))
    wanted = [one for one in found if concerns(rule, one, ctx.words) and not is_over(one, day)]
    for one in wanted:
        if one.state is not State.KEPT:
            items.decide(w, one.id, {"state": State.KEPT.value})
        selections.add(w, one.id, rule.key, who, now)
    return len(wanted)


def _found(c: Connection, rule: Publication, now: datetime) -> list[int]:
    last = news.last_sealed(c, rule.key)
    if rule.gather == "kept":
        return news.kept(c, rule.key, last[0] - MARGIN if last else now - 2 * MARGIN)
    since = last[0] if last else now - FIRST_TIME
    return [*news.own_news(c, rule.key, since), *news.own_events(c, rule.key)]


def nothing_since(c: Connection, rule: Publication) -> str:
    """« n° 195 », the last edition; empty before the first."""
    last = news.last_sealed(c, rule.key)
    return issue_number(last[1], rule.numbering.per_year) if last else ""
