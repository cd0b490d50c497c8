"""Rows of the vocabulary, and which item carries which theme by whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from veille.model.declared import Theme
from veille.model.item import Suggestion
from veille.store.tables import item_theme, theme


def in_step(c: Connection, declared: Iterable[Theme]) -> bool:
    """Whether the rows already say what the file says."""
    query = select(theme.c.key, theme.c.label, theme.c.parent).where(theme.c.state == "active")
    rows = {(row.key, row.label, row.parent) for row in c.execute(query)}
    return rows == {(one.key, one.label, one.parent) for one in declared}


def sync(w: Connection, declared: Iterable[Theme]) -> None:
    """Makes the rows follow the file. A theme that left it is retired, never deleted."""
    rows = {row.key: row for row in w.execute(select(theme))}
    for one in declared:
        values = {"label": one.label, "parent": one.parent, "state": "active"}
        row = rows.pop(one.key, None)
        if row is None:
            w.execute(insert(theme).values(key=one.key, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            w.execute(update(theme).where(theme.c.id == row.id).values(**values))
    for row in rows.values():
        if row.state != "retired":
            w.execute(update(theme).where(theme.c.id == row.id).values(state="retired"))


def ids(c: Connection) -> dict[str, int]:
    return dict(c.execute(select(theme.c.key, theme.c.id)).all())


def suggest(
    w: Connection,
    item_id: int,
    suggestions: Iterable[Suggestion],
    known: Mapping[str, int],
    at: datetime,
) -> None:
    """Replaces what rules propose for an item; what a person decided stays, and so does an unchanged row."""
    wanted = {known[s.key]: s for s in suggestions if s.kind == "theme" and s.key in known}
    rows = {
        row.theme_id: row
        for row in w.execute(select(item_theme).where(item_theme.c.item_id == item_id))
    }
    for theme_id, row in rows.items():
        if row.origin != "staff" and theme_id not in wanted:
            w.execute(delete(item_theme).where(_pair(item_id, theme_id)))
    for theme_id, one in wanted.items():
        held = rows.get(theme_id)
        if held is None:
            w.execute(
                insert(item_theme).values(item_id=item_id, theme_id=theme_id, at=at, **_rule(one))
            )
        elif held.origin != "staff" and (held.score, held.why) != (one.score, one.why):
            w.execute(
                update(item_theme).where(_pair(item_id, theme_id)).values(at=at, **_rule(one))
            )


def suggest_new(
    w: Connection,
    suggested: Mapping[int, Iterable[Suggestion]],
    known: Mapping[str, int],
    at: datetime,
) -> None:
    """The same for items that were just added: item id → what rules propose."""
    rows = [
        {"item_id": item_id, "theme_id": known[one.key], "at": at, **_rule(one)}
        for item_id, suggestions in suggested.items()
        for one in suggestions
        if one.key in known
    ]
    if rows:
        w.execute(insert(item_theme), rows)


def _rule(one: Suggestion) -> dict[str, object]:
    return {"origin": "rule", "score": one.score, "why": one.why}


def _pair(item_id: int, theme_id: int) -> ColumnElement[bool]:
    return and_(item_theme.c.item_id == item_id, item_theme.c.theme_id == theme_id)


def decide(
    w: Connection, item_id: int, theme_ids: Iterable[int], person_id: int, at: datetime
) -> None:
    """A person's themes: exactly these. Suggestions left aside are gone, so that the desk stops asking."""
    w.execute(delete(item_theme).where(item_theme.c.item_id == item_id))
    for theme_id in dict.fromkeys(theme_ids):
        w.execute(
            insert(item_theme).values(
                item_id=item_id,
                theme_id=theme_id,
                origin="staff",
                score=1.0,
                why="",
                person_id=person_id,
                at=at,
            )
        )


def of_items(
    c: Connection, item_ids: Iterable[int]
) -> dict[int, list[tuple[str, str, float, str]]]:
    """item id → (key, origin, score, why), the best first."""
    query = (
        select(
            item_theme.c.item_id,
            theme.c.key,
            item_theme.c.origin,
            item_theme.c.score,
            item_theme.c.why,
        )
        .join(theme, theme.c.id == item_theme.c.theme_id)
        .where(item_theme.c.item_id.in_(list(item_ids)))
        .order_by(item_theme.c.item_id, item_theme.c.score.desc(), theme.c.key)
    )
    found: dict[int, list[tuple[str, str, float, str]]] = {}
    for item_id, key, origin, score, why in c.execute(query):
        found.setdefault(item_id, []).append((key, origin, score, why))
    return found


def labels(c: Connection) -> list[tuple[str, str, str | None, str]]:
    """(key, label, parent, state) of every theme ever declared, in the order of the file."""
    query = select(theme.c.key, theme.c.label, theme.c.parent, theme.c.state).order_by(theme.c.id)
    return [(row.key, row.label, row.parent, row.state) for row in c.execute(query)]
