"""A piece that the centre wrote itself: what a person types, and how the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

_SUFFIXES = {"image/png": "png", "image/webp": "webp", "image/jpeg": "jpg"}
"""By type; JPEG is what was kept before WebP."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """The one picture of a piece. Its bytes lie in the store under their SHA-256."""

    sha256: str
    width: int
    height: int
    type: str = "image/jpeg"
    alt: str = ""
    credit: str = ""

    @property
    def file(self) -> str:
        """Its name in the archive, the same for ever: the bytes give it."""
        return f"{self.sha256[:32]}.{_SUFFIXES[self.type]}"


@dataclass(frozen=True, slots=True)
class PieceForm:
    """What a person writes. `summary` is what letters print; without it, the first paragraph."""

    title: str
    body: str
    summary: str = ""
    link: str = ""
    nature: str = ""
    territory: str = ""
    themes: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    """Publications that it waits for: exactly these."""
    public: bool = False
    picture: bytes = b""
    """A new one, as it was sent; empty keeps the one that is there."""
    without_picture: bool = False
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as the store keeps it."""

    public_id: str
    item_id: int
    title: str
    body: str
    summary: str
    link: str
    nature: str
    territory: str
    public: bool
    updated_at: datetime
    published_at: datetime | None = None
    illustration: Illustration | None = None
    themes: tuple[str, ...] = ()
    selected_for: tuple[str, ...] = ()
