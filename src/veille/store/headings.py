"""Rows of headings: how much stands under each theme and territory, year by year."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, distinct, func, select

from veille.store.tables import filed


def counts(c: Connection, kind: str) -> list[tuple[str, int, int, str]]:
    """(key, year, items, words) of every heading of a kind; the words are those of its last year."""
    query = (
        select(filed.c.key, filed.c.year, func.count(), func.max(filed.c.label))
        .where(filed.c.kind == kind)
        .group_by(filed.c.key, filed.c.year)
        .order_by(filed.c.key, filed.c.year)
    )
    return [(row[0], row[1], row[2], row[3]) for row in c.execute(query)]


def totals(c: Connection, kind: str) -> dict[str, int]:
    """Key → items ever told under it, each once."""
    query = select(filed.c.key, func.count(distinct(filed.c.item_id)))
    return dict(c.execute(query.where(filed.c.kind == kind).group_by(filed.c.key)).all())


def together(c: Connection, kind: str, keys: Collection[str]) -> tuple[dict[int, int], int]:
    """(year → items, items in all) of several headings taken as one."""
    where = (filed.c.kind == kind, filed.c.key.in_(sorted(keys)))
    yearly = select(filed.c.year, func.count(distinct(filed.c.item_id))).where(*where)
    every = select(func.count(distinct(filed.c.item_id))).where(*where)
    return dict(c.execute(yearly.group_by(filed.c.year)).all()), int(c.execute(every).scalar_one())


def fresh_headings(
    c: Connection, headings: Iterable[tuple[str, str, int]], item_ids: Collection[int]
) -> set[tuple[str, str]]:
    """Those of these (kind, key) under which nothing but these items ever stood."""
    return {
        (kind, key)
        for kind, key in {(kind, key) for kind, key, _year in headings}
        if _stood(c, kind, key, len(item_ids) + 1) <= set(item_ids)
    }


def _stood(c: Connection, kind: str, key: str, limit: int) -> set[int]:
    """The items that stood under a heading, so many at most."""
    query = select(filed.c.item_id).where(filed.c.kind == kind, filed.c.key == key).limit(limit)
    return set(c.execute(query).scalars())


def every(c: Connection) -> set[tuple[str, str, int]]:
    """Every (kind, key, year) under which something stands."""
    query = select(filed.c.kind, filed.c.key, filed.c.year).distinct()
    return {(row.kind, row.key, row.year) for row in c.execute(query)}
