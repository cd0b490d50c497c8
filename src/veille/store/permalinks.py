"""Rows of permanent addresses: a path that was ever public stays for ever."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from veille.store.tables import permalink


def keep(w: Connection, paths: Iterable[tuple[str, str, str]], at: datetime) -> None:
    """Records (path, kind, object); a path already there keeps its first row."""
    rows = [{"path": path, "kind": kind, "object": about, "at": at} for path, kind, about in paths]
    if rows:
        w.execute(insert(permalink).on_conflict_do_nothing(), rows)


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
