"""Rows of the vocabulary in use: counts, two themes made one and parted again, items to read anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, distinct, func, insert, select

from veille.model.item import State
from veille.model.vocabulary import Uses
from veille.store.tables import edition, entry, item, item_theme, section, source, theme


def uses(c: Connection) -> dict[str, Uses]:
    """Theme key → how many items carry it; a theme that nobody uses is not there."""
    carried = select(theme.c.key, func.count(distinct(item_theme.c.item_id))).join(
        theme, theme.c.id == item_theme.c.theme_id
    )
    by_staff = item_theme.c.origin == "staff"
    waiting = carried.join(item, item.c.id == item_theme.c.item_id)
    printed = (
        carried.join(entry, entry.c.item_id == item_theme.c.item_id)
        .join(section, section.c.id == entry.c.section_id)
        .join(edition, edition.c.id == section.c.edition_id)
    )
    decided = _counted(c, carried.where(by_staff))
    proposed = _counted(c, waiting.where(item.c.state == State.NEW.value, ~by_staff))
    published = _counted(c, printed.where(by_staff, edition.c.state == "sealed"))
    return {
        key: Uses(decided.get(key, 0), proposed.get(key, 0), published.get(key, 0))
        for key in {**decided, **proposed, **published}
    }


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
    for one in before:
        if one.into != (after := _after(one)):
            _put(w, one.item_id, into, after)
    return before


def unmerge(w: Connection, gone: int, into: int, before: Iterable[Merged]) -> int:
    """Puts back what each item carried; returns how many were left alone, decided anew meanwhile."""
    new, changed = _carried(w, into), 0
    for one in before:
        if new.get(one.item_id) != _after(one):
            changed += 1
            continue
        _put(w, one.item_id, gone, one.gone)
        if one.into != _after(one):
            _put(w, one.item_id, into, one.into)
    return changed


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


def _put(w: Connection, item_id: int, theme_id: int, carried: Carried | None) -> None:
    w.execute(
        delete(item_theme).where(item_theme.c.item_id == item_id, item_theme.c.theme_id == theme_id)
    )
    if carried is not None:
        w.execute(insert(item_theme).values(item_id=item_id, theme_id=theme_id, **asdict(carried)))


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
