"""How a watched source does, as a word for code; the screens say it in French."""

from __future__ import annotations

from enum import StrEnum


class Health(StrEnum):
    """In the order in which a person should look: trouble first."""

    FAILING = "failing"
    """Failed more than once on end."""
    UNCERTAIN = "uncertain"
    """Failed at the last visit only."""
    NEVER = "never"
    """Not visited yet."""
    OK = "ok"
    PAUSED = "paused"

    @property
    def troubled(self) -> bool:
        """Whether someone should look into it."""
        return self in (Health.FAILING, Health.UNCERTAIN)
