"""Rows of bytes kept under their SHA-256: sealed letters, pictures."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from veille.store.tables import blob


def keep(w: Connection, kind: str, content: bytes) -> str:
    """Keeps the bytes, once, and returns their SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    w.execute(insert(blob).values(sha256=digest, type=kind, bytes=content).on_conflict_do_nothing())
    return digest


def size(c: Connection, sha256: str) -> int:
    """How many bytes lie behind a SHA-256."""
    return c.execute(select(func.length(blob.c.bytes)).where(blob.c.sha256 == sha256)).scalar() or 0


def kept(c: Connection, sha256: str) -> bytes | None:
    """The bytes behind a SHA-256."""
    return c.execute(select(blob.c.bytes).where(blob.c.sha256 == sha256)).scalar()
