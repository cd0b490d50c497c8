"""What somebody said about an item or an edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LONGEST_COMMENT = 3000


@dataclass(frozen=True, slots=True)
class Comment:
    """`person` is None for whoever came by a private link: `name` is then what the team called them."""

    id: int
    about: str
    person: int | None
    name: str
    at: datetime
    text: str
