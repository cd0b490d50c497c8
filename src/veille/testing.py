"""The fakes that ship with the program, for its tests and its demo. Stores are always real files."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def advance(self, **span: float) -> None:
        """Moves on by `hours=2`, `days=7`…"""
        self._at += timedelta(**span)

    def set(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)


class SeededIds:
    """Names that follow from the natural key, so that a rebuilt archive is the same to the byte."""

    def public_id(self, natural: str) -> str:
        digest = hashlib.sha256(natural.encode()).digest()
        return base64.b32encode(digest).decode().lower()[:10]
