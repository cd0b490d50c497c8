"""A private preview: one draft shown to one person without an account, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Review:
    """`name` reads, `invited_by` asked. Without an edition, the draft was given up."""

    id: int
    edition_id: int | None
    name: str
    invited_by: str
    invited_by_id: int
    at: datetime
    expires_at: datetime
    closed_at: datetime | None
    approved_at: datetime | None
    approved_sha256: str

    def open_at(self, now: datetime) -> bool:
        return self.closed_at is None and self.edition_id is not None and now < self.expires_at
