"""What items may be filtered by, as words beside their stems: one index then answers words and filters.

Triggers note in `facet_due` each item that something happened to; `refresh` follows before each commit,
so that whoever writes an item, a theme or a territory has nothing to remember.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.dialects.sqlite import insert

from veille.model.territory import areas_of
from veille.store.tables import (
    facet_due,
    item,
    item_search,
    item_territory,
    item_theme,
    source,
    theme,
)
from veille.text.dates import paris_day

_BATCH = 500


def refresh(w: Connection) -> None:
    """Files again every item that is due, in the caller's transaction; an unchanged one is not written."""
    while due := list(w.execute(select(facet_due.c.item_id).limit(_BATCH)).scalars()):
        _file(w, due)
        w.execute(delete(facet_due).where(facet_due.c.item_id.in_(due)))


def _file(w: Connection, ids: Sequence[int]) -> None:
    themes = _gathered(
        w.execute(
            select(item_theme.c.item_id, theme.c.key)
            .join(theme, theme.c.id == item_theme.c.theme_id)
            .where(item_theme.c.item_id.in_(ids))
        )
    )
    places = _gathered(
        w.execute(
            select(item_territory.c.item_id, item_territory.c.code).where(
                item_territory.c.item_id.in_(ids)
            )
        )
    )
    rows = w.execute(
        select(
            item.c.id,
            item.c.state,
            item.c.medium,
            item.c.nature,
            item.c.published_at,
            item.c.seen_at,
            source.c.key,
            source.c.own,
        )
        .join(source, source.c.id == item.c.source_id)
        .where(item.c.id.in_(ids))
    )
    filed = [
        {
            "item_id": row.id,
            "stems": "",
            "facets": " ".join(_words(row, themes.get(row.id, ()), places.get(row.id, ()))),
        }
        for row in rows
    ]
    statement = insert(item_search)
    w.execute(
        statement.on_conflict_do_update(
            index_elements=[item_search.c.item_id],
            set_={"facets": statement.excluded.facets},
            where=item_search.c.facets != statement.excluded.facets,
        ),
        filed,
    )


def _gathered(pairs: Iterable[Row[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for item_id, word in pairs:
        found.setdefault(item_id, []).append(word)
    return found


def _words(row: Row[*tuple[Any, ...]], themes: Iterable[str], places: Iterable[str]) -> list[str]:
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
    return words
