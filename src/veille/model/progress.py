"""How long a work still lasts, told from how far it has come. Pure arithmetic."""

from __future__ import annotations

from datetime import timedelta

SETTLED = timedelta(seconds=2)
"""Before that, the first few steps say nothing of the others."""


def time_left(done: int, total: int, elapsed: timedelta) -> timedelta | None:
    """What the rest takes if it goes on at this pace; None as long as nobody can tell."""
    if done <= 0 or total <= 0 or elapsed < SETTLED:
        return None
    return elapsed / done * max(0, total - done)
