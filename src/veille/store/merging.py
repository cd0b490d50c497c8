"""Rows of the vocabulary in use: counts, two themes made one and parted again, items to read anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select

from veille.model.item import State
from veille.model.vocabulary import Uses
from veille.store.tables import edition, entry, item, item_theme, section, source, theme


def uses(c: Connection) -> dict[str, Uses]:
    """Theme key → how many items carry it; a theme that nobody uses is not there."""
    by_staff = item_theme.c.origin == "staff"
    # Asked theme by theme, each count is a stretch of one index: no row is read.
    mine = select(func.count()).where(item_theme.c.theme_id == theme.c.id, by_staff)
    carried = select(theme.c.key, func.count()).join(
        item_theme, item_theme.c.theme_id == theme.c.id
    )
    waiting = carried.join(item, item.c.id == item_theme.c.item_id)
    decided = dict(c.execute(select(theme.c.key, mine.scalar_subquery())).all())
    proposed = _counted(c, waiting.where(item.c.state == State.NEW.value, ~by_staff))
    published = _counted(c, carried.where(by_staff, item_theme.c.item_id.in_(_sealed())))
    found = {
        key: Uses(decided[key], proposed.get(key, 0), published.get(key, 0)) for key in decided
    }
    return {key: one for key, one in found.items() if one != Uses()}


def _sealed() -> Select[int]:
    """Items that a sealed edition holds."""
    query = select(entry.c.item_id).join(section, section.c.id == entry.c.section_id)
    sealed = edition.c.state == "sealed"
    return query.join(edition, edition.c.id == section.c.edition_id).where(sealed)


def _counted(c: Connection, query: Select[Any]) -> dict[str, int]:
    return dict(c.execute(query.group_by(theme.c.key)).all())


@dataclass(frozen=True, slots=True)
class Merged:
    """What one item carried of two themes before they became one."""

    item_id: int
    gone: Carried
    into: Carried | None


@dataclass(frozen=True, slots=True)
class Carried:
    """One row of item_theme, without its keys."""

    origin: str
    score: float
    why: str
    person_id: int | None
    at: datetime

    @property
    def by_staff(self) -> bool:
        return self.origin == "staff"


def merge(w: Connection, gone: int, into: int) -> list[Merged]:
    """Every item of one theme gets the other, by the same word; returns what each carried before."""
    old, new = _carried(w, gone), _carried(w, into)
    before = [Merged(item_id, one, new.get(item_id)) for item_id, one in sorted(old.items())]
    w.execute(delete(item_theme).where(item_theme.c.theme_id == gone))
    _put(w, into, {one.item_id: _after(one) for one in before if one.into != _after(one)})
    return before


def unmerge(w: Connection, gone: int, into: int, before: Iterable[Merged]) -> int:
    """Puts back what each item carried; returns how many were left alone, decided anew meanwhile."""
    every, new = list(before), _carried(w, into)
    untouched = [one for one in every if new.get(one.item_id) == _after(one)]
    _put(w, gone, {one.item_id: one.gone for one in untouched})
    _put(w, into, {one.item_id: one.into for one in untouched if one.into != _after(one)})
    return len(every) - len(untouched)


def _after(one: Merged) -> Carried:
    """What an item carries of the theme that stays: a person's word goes before a rule's."""
    if one.into is None or (one.gone.by_staff and not one.into.by_staff):
        return one.gone
    return one.into


def _carried(c: Connection, theme_id: int) -> dict[int, Carried]:
    columns = ("item_id", "origin", "score", "why", "person_id", "at")
    query = select(*(item_theme.c[name] for name in columns)).where(
        item_theme.c.theme_id == theme_id
    )
    return {item_id: Carried(*rest) for item_id, *rest in c.execute(query)}


def _put(w: Connection, theme_id: int, wanted: Mapping[int, Carried | None]) -> None:
    """Makes each item carry the theme so, or not at all."""
    if not wanted:
        return
    w.execute(
        delete(item_theme).where(
            item_theme.c.theme_id == theme_id, item_theme.c.item_id == bindparam("wanted")
        ),
        [{"wanted": item_id} for item_id in wanted],
    )
    rows = [
        {"item_id": item_id, "theme_id": theme_id, **asdict(carried)}
        for item_id, carried in wanted.items()
        if carried is not None
    ]
    if rows:
        w.execute(insert(item_theme), rows)


def unread(c: Connection, limit: int) -> list[tuple[int, str, str, str]]:
    """(id, title, excerpt, source key) of new items, the newest first, that no person gave a theme."""
    decided = select(item_theme.c.item_id).where(
        item_theme.c.item_id == item.c.id, item_theme.c.origin == "staff"
    )
    query = (
        select(item.c.id, item.c.title, item.c.excerpt, source.c.key)
        .join(source, source.c.id == item.c.source_id)
        .where(item.c.state == State.NEW.value, ~decided.exists())
        .order_by(item.c.seen_at.desc(), item.c.id.desc())
        .limit(limit)
    )
    return [(row.id, row.title, row.excerpt, row.key) for row in c.execute(query)]
