"""Rows of permanent addresses: a path that was ever public stays for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from veille.store.tables import permalink


def keep(w: Connection, paths: Iterable[tuple[str, str, str]], at: datetime) -> None:
    """Records (path, kind, object); a path already there keeps its first row."""
    rows = [{"path": path, "kind": kind, "object": about, "at": at} for path, kind, about in paths]
    if rows:
        w.execute(insert(permalink).on_conflict_do_nothing(), rows)


def lead(w: Connection, moved: Mapping[str, str], standing: Collection[str]) -> None:
    """Records where each of the moved leads; those that have a page of their own again lead nowhere."""
    known = led(w)
    for path in known.keys() & set(standing) - moved.keys():
        w.execute(update(permalink).where(permalink.c.path == path).values(redirect_to=None))
    for path, to in moved.items():
        if known.get(path) != to:
            w.execute(update(permalink).where(permalink.c.path == path).values(redirect_to=to))


def led(c: Connection) -> dict[str, str]:
    """Address → where it leads, of those that have no page of their own any more."""
    query = select(permalink.c.path, permalink.c.redirect_to)
    return dict(c.execute(query.where(permalink.c.redirect_to.is_not(None))).all())


def paths(c: Connection) -> set[str]:
    return set(c.execute(select(permalink.c.path)).scalars())


def has(c: Connection, path: str) -> bool:
    """Whether the path was ever public."""
    return c.execute(select(permalink.c.path).where(permalink.c.path == path)).first() is not None


def under(c: Connection, prefixes: Iterable[str]) -> set[str]:
    """Every path that was ever public and begins with one of these."""
    query = select(permalink.c.path)
    return {
        path
        for prefix in prefixes
        for path in c.execute(
            query.where(permalink.c.path >= prefix, permalink.c.path < f"{prefix}\U0010ffff")
        ).scalars()
    }
