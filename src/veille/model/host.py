"""What is known of a host that is asked for pages: what it lets robots read, and when it may be asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Host:
    """One host and port. `robots` is the text of its robots.txt, empty when it has none."""

    robots: str = ""
    robots_at: datetime | None = None
    """When that was last asked; None when it never could be read."""
    crawl_delay: float | None = None
    """Seconds, as its robots.txt asks."""
    next_allowed_at: datetime | None = None
    """Before this instant no page of it is asked for, in whichever run."""
