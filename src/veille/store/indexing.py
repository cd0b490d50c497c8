"""What search looks through, made from the rows: an item's words as stems, its filters as words beside them.

Triggers note in `search_due` each item that something happened to; `refresh` follows before each commit.
So whoever writes an item, a piece, an event, a theme or a territory has nothing to remember.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select
from sqlalchemy.dialects.sqlite import insert

from veille.geography import areas_of
from veille.model.item import State
from veille.store.tables import (
    event,
    item,
    item_search,
    item_territory,
    item_theme,
    piece,
    search_due,
    source,
    theme,
)
from veille.text.dates import paris_day
from veille.text.stems import stems

_BATCH = 500
_SAID = ("title", "excerpt", "summary", "quotation", "author", "place")
"""The title first: what is said early counts more."""


def refresh(w: Connection) -> None:
    """Indexes again every item that is due, in the caller's transaction; an unchanged one is not written."""
    while due := list(w.execute(select(search_due.c.item_id).limit(_BATCH)).scalars()):
        _index(w, due)
        w.execute(delete(search_due).where(search_due.c.item_id.in_(due)))


def _index(w: Connection, ids: Sequence[int]) -> None:
    themes = _gathered(w, _themes().where(item_theme.c.item_id.in_(ids)))
    places = _gathered(w, _places().where(item_territory.c.item_id.in_(ids)))
    own = _own_words(w, ids)
    rows = w.execute(_items().where(item.c.id.in_(ids)))
    found = [
        {
            "item_id": row.id,
            "stems": " ".join(stems(" ".join(_said(row) + own.get(row.id, [])))),
            "facets": " ".join(_facets(row, themes.get(row.id, ()), places.get(row.id, ()))),
        }
        for row in rows
    ]
    statement = insert(item_search)
    new = statement.excluded
    w.execute(
        statement.on_conflict_do_update(
            index_elements=[item_search.c.item_id],
            set_={"stems": new.stems, "facets": new.facets},
            where=(item_search.c.stems != new.stems) | (item_search.c.facets != new.facets),
        ),
        found,
    )


def _items() -> Select[*tuple[Any, ...]]:
    return select(
        item.c.id,
        *(item.c[name] for name in _SAID),
        item.c.state,
        item.c.story,
        item.c.medium,
        item.c.nature,
        item.c.published_at,
        item.c.seen_at,
        source.c.key,
        source.c.own,
    ).join(source, source.c.id == item.c.source_id)


def _themes() -> Select[int, str]:
    query = select(item_theme.c.item_id, theme.c.key)
    return query.join(theme, theme.c.id == item_theme.c.theme_id)


def _places() -> Select[int, str]:
    return select(item_territory.c.item_id, item_territory.c.code)


def _own_words(c: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """What the centre itself wrote in pieces and events."""
    found = _gathered(c, select(piece.c.item_id, piece.c.body).where(piece.c.item_id.in_(ids)))
    for row in c.execute(select(event).where(event.c.item_id.in_(ids))):
        programme = (f"{day['place']} {day['programme']}" for day in row.days or ())
        told = [row.description, row.speakers, row.audience, row.contact, *programme]
        found.setdefault(row.item_id, []).extend(told)
    return found


def _gathered(c: Connection, query: Select[int, str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for item_id, word in c.execute(query):
        found.setdefault(item_id, []).append(word)
    return found


def _said(row: Row[*tuple[Any, ...]]) -> list[str]:
    return [getattr(row, name) for name in _SAID]


def _facets(row: Row[*tuple[Any, ...]], themes: Iterable[str], places: Iterable[str]) -> list[str]:
    day = paris_day(row.published_at or row.seen_at)
    words = [
        f"state:{row.state}",
        f"source:{row.key}",
        f"medium:{row.medium}",
        *(f"theme:{key}" for key in sorted(themes)),
        *(f"terr:{code}" for code in sorted({area for code in places for area in areas_of(code)})),
        f"day:{day}",
        f"month:{day:%Y-%m}",
        f"year:{day.year}",
    ]
    if row.nature:
        words.append(f"nature:{row.nature}")
    if row.own:
        words.append("own:1")
    if row.story is None or row.state == State.KEPT:
        words.append("head:1")
    return words
