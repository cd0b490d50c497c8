"""Search in the items' stems and facets: SQLite's FTS5. Another engine replaces this module and keeps indexing.py.

One query answers words and filters together, the newest first. It goes through windows of the store from
the newest to the oldest, so that whoever is in a hurry may stop between two: nothing costs more than one
window too many, however large the store and however common the words.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, select, text

from veille.model.item import Filter, State
from veille.store.tables import item, item_search, source, theme
from veille.text.query import Clause, Query

WINDOW = 50_000
"""Items looked through at a time."""
_YEARS = range(1970, 2101)
_ANY = tuple(f"state:{state}" for state in State)
"""Words of which every item has one."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids that fit, the newest first; `reached` is the oldest id looked at when the search was cut short."""

    ids: tuple[int, ...]
    reached: int | None = None


def newest(
    c: Connection, match: str, *, limit: int, before: int | None, patience: float | None = None
) -> Hits:
    """The newest `limit` that match, older than `before`. Stops once `patience` seconds are over, if given."""
    query = text(
        "SELECT rowid FROM item_fts WHERE item_fts MATCH :match AND rowid BETWEEN :low AND :high"
        " ORDER BY rowid DESC LIMIT :limit"
    )
    started = time.monotonic()
    ids: list[int] = []
    for low, high in _windows(c, before, WINDOW if patience is not None else None):
        span = {"match": match, "low": low, "high": high, "limit": limit - len(ids)}
        ids += c.execute(query, span).scalars()
        if len(ids) >= limit:
            break
        if patience is not None and low > 1 and time.monotonic() - started > patience:
            return Hits(tuple(ids), low)
    return Hits(tuple(ids))


def among(c: Connection, ids: Sequence[int], match: str) -> list[int]:
    """Those of these ids that match, the newest first."""
    query = text("SELECT 1 FROM item_fts WHERE item_fts MATCH :match AND rowid = :id")
    return [
        one
        for one in sorted(set(ids), reverse=True)
        if c.execute(query, {"match": match, "id": one}).first()
    ]


def _windows(c: Connection, before: int | None, width: int | None) -> Iterator[tuple[int, int]]:
    """(lowest, highest) ids, from the newest down to the first; without a width all at once."""
    high = c.execute(select(func.max(item.c.id))).scalar() or 0
    high = high if before is None else min(high, before - 1)
    while high > 0:
        low = max(high - width + 1, 1) if width else 1
        yield low, high
        high = low - 1


def stems_of(c: Connection, ids: Sequence[int]) -> list[tuple[int, str]]:
    """(id, its stems in one line) of each, for ranking."""
    query = select(item_search.c.item_id, item_search.c.stems)
    return [
        (row.item_id, row.stems) for row in c.execute(query.where(item_search.c.item_id.in_(ids)))
    ]


def matching(c: Connection, wanted: Filter, words: Query) -> str:
    """The question to the index. Every word is quoted: nothing that was typed is an operator."""
    asked = [_phrase(" ".join(phrase)) for phrase in words.wanted]
    asked += [_one_of(clause) for clause in words.either]
    asked += [_any_of(group) for group in _groups(c, wanted)]
    if not asked:
        asked = [_any_of(_ANY)]
    question = " AND ".join(asked)
    if words.unwanted:
        question = f"({question}) NOT {_any_of(' '.join(phrase) for phrase in words.unwanted)}"
    return question


def _phrase(words: str) -> str:
    """Quoted, so that nothing in it is an operator; a quote or a NUL would end it too soon."""
    return f'"{words.replace(chr(34), "").replace(chr(0), "")}"'


def _one_of(clause: Clause) -> str:
    names = (" AND ".join(_phrase(" ".join(phrase)) for phrase in name) for name in clause)
    return f"({' OR '.join(f'({name})' for name in names)})"


def _any_of(words: Iterable[str]) -> str:
    # A word that no item has, since « nothing fits » must be said too.
    return f"({' OR '.join(_phrase(one) for one in words) or _phrase('none:')})"


def _groups(c: Connection, wanted: Filter) -> Iterator[Iterable[str]]:
    """Facets, of which an item must have one in each group."""
    for name, value in (
        ("source", wanted.source),
        ("medium", wanted.medium),
        ("nature", wanted.nature),
        ("terr", wanted.territory),
        ("state", wanted.state.value if wanted.state else ""),
        ("own", "1" if wanted.own else ""),
        ("head", "1" if wanted.heads else ""),
    ):
        if value:
            yield [f"{name}:{value}"]
    if wanted.category:
        keys = c.execute(select(source.c.key).where(source.c.category == wanted.category))
        yield [f"source:{key}" for key in keys.scalars()]
    if wanted.theme:
        yield [f"theme:{key}" for key in _narrower(c, wanted.theme)]
    if wanted.since or wanted.until:
        yield days(wanted.since, wanted.until)


def _narrower(c: Connection, key: str) -> list[str]:
    """A theme and all that stands under it."""
    parents = dict(c.execute(select(theme.c.key, theme.c.parent)).all())
    found = [key]
    for one in found:
        found += [
            child for child, parent in parents.items() if parent == one and child not in found
        ]
    return found


def days(since: date | None, until: date | None) -> list[str]:
    """The fewest whole years, whole months and days that make up a span: the index then needs no look at rows."""
    day = max(since or date.min, date(_YEARS[0], 1, 1))
    last = min(until or date.max, date(_YEARS[-1], 12, 31))
    found: list[str] = []
    while day <= last:
        year_end, month_end = date(day.year, 12, 31), _month_end(day)
        if day.month == day.day == 1 and year_end <= last:
            found.append(f"year:{day.year}")
            day = year_end
        elif day.day == 1 and month_end <= last:
            found.append(f"month:{day:%Y-%m}")
            day = month_end
        else:
            found.append(f"day:{day}")
        day += timedelta(days=1)
    return found


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)
