"""What each source brought, by counts and by delays, and the log of its visits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, and_, func, select, text

from veille.model.health import PastVisit, Scorecard, Tally
from veille.store.tables import edition, entry, fetch, item, section, source
from veille.text.dates import paris_day

SEASON = timedelta(days=90)
YEAR = timedelta(days=365)
LEAD_OF = 40
"""Items of a source whose delay is looked at, the newest ones: more would cost, and say no more."""
_MOMENTS = 60

_Counts = Mapping[int, tuple[int, ...]]


def scorecards(c: Connection, now: datetime) -> dict[str, Scorecard]:
    """Key of every source → what it brought. An item counts for the source that is its home."""
    collected = _collected(c, now)
    told_lately, told, delays = _published(c, now)
    leads: dict[int, str | None] = dict(c.execute(_LEADS, {"number": LEAD_OF}).all())
    cards = {}
    for row in c.execute(select(source.c.id, source.c.key, _first_visit().label("first"))).all():
        ever, came, kept, came_lately, kept_lately = collected.get(row.id, (0, 0, 0, 0, 0))
        cards[row.key] = Scorecard(
            items=ever,
            season=Tally(came_lately, kept_lately, told_lately[row.id]),
            year=Tally(came, kept, told[row.id]),
            lead_hours=_lead(leads[row.id]),
            edition_days=median(delays[row.id]) if row.id in delays else None,
            since=row.first,
        )
    return cards


def state(c: Connection) -> tuple[int | None, int]:
    """What moves when they are worth counting anew: the last visit, the sealed editions."""
    sealed = select(func.count()).where(edition.c.state == "sealed").scalar_subquery()
    last, number = c.execute(select(func.max(fetch.c.id), sealed)).one()
    return last, number


def _first_visit() -> ScalarSelect[datetime]:
    return select(func.min(fetch.c.slot)).where(fetch.c.source_id == source.c.id).scalar_subquery()


def _collected(c: Connection, now: datetime) -> _Counts:
    """Source id → items ever, items first seen in a year, those kept of them, the same two for a season."""
    rows = c.execute(collected_query(now))
    return {source_id: tuple(counts) for source_id, *counts in rows}


def collected_query(now: datetime) -> Select[Any]:
    """One pass over one index, in its order: conditions on the counts, not on the rows, keep it so."""
    kept = item.c.state == "kept"
    year, season = item.c.seen_at >= now - YEAR, item.c.seen_at >= now - SEASON
    held = (year, and_(year, kept), season, and_(season, kept))
    counts = (func.count().filter(one) for one in held)
    return select(item.c.source_id, func.count(), *counts).group_by(item.c.source_id)


def _published(
    c: Connection, now: datetime
) -> tuple[Counter[int], Counter[int], dict[int, list[float]]]:
    """By source id: items in sealed editions of the last season, of the last year, and their days of waiting."""
    lately: Counter[int] = Counter()
    yearly: Counter[int] = Counter()
    delays: dict[int, list[float]] = defaultdict(list)
    sealed = func.min(edition.c.sealed_at)
    waited = func.julianday(sealed) - func.julianday(item.c.seen_at)
    query = (
        select(item.c.source_id, waited.label("days"), (sealed >= now - SEASON).label("lately"))
        .select_from(edition)
        .join(section, section.c.edition_id == edition.c.id)
        .join(entry, entry.c.section_id == section.c.id)
        .join(item, item.c.id == entry.c.item_id)
        .where(edition.c.state == "sealed", edition.c.date >= paris_day(now - YEAR))
        .group_by(item.c.id)
    )
    for row in c.execute(query):
        yearly[row.source_id] += 1
        lately[row.source_id] += row.lately
        delays[row.source_id].append(row.days)
    return lately, yearly, delays


_LEADS = text(
    "SELECT id, (SELECT group_concat(hours) FROM"
    " (SELECT (julianday(seen_at) - julianday(published_at)) * 24 AS hours FROM item"
    "  WHERE source_id = source.id AND published_at >="
    "   (SELECT min(slot) FROM fetch WHERE source_id = source.id)"
    "  ORDER BY seen_at DESC LIMIT :number)) FROM source"
)
"""One statement: three hundred of them would take longer to say than to answer."""


def _lead(hours: str | None) -> float | None:
    """Median hours from publication to first sighting, of what came out while the source was watched."""
    if not hours:
        return None
    return max(0.0, round(median(map(float, hours.split(","))), 2))


def recent_moments(c: Connection, source_id: int) -> list[datetime]:
    """When the last items of a source were published, or else arrived."""
    query = (
        select(func.coalesce(item.c.published_at, item.c.seen_at))
        .where(item.c.source_id == source_id)
        .order_by(item.c.seen_at.desc())
        .limit(_MOMENTS)
    )
    return list(c.execute(query).scalars())


def past_visits(c: Connection, source_id: int, number: int) -> list[PastVisit]:
    """The newest first."""
    query = (
        select(fetch)
        .where(fetch.c.source_id == source_id)
        .order_by(fetch.c.slot.desc())
        .limit(number)
    )
    return [
        PastVisit(row.started, row.outcome, row.http_status, row.seen, row.new, row.error)
        for row in c.execute(query)
    ]
