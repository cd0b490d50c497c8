"""A title as it may stand in an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

from veille.text.stems import fold


def slug(title: str, longest: int = 60) -> str:
    """« L’école, et après ? » → « l-ecole-et-apres »: whole words as long as there is room."""
    made = "-".join(re.findall(r"[a-z0-9]+", fold(title)))
    if len(made) <= longest:
        return made
    return made[: longest + 1].rpartition("-")[0] or made[:longest]


def numbered(wanted: str, taken: Callable[[str], bool]) -> str:
    """The name asked for, or the first of « …-2 », « …-3 » that nobody has."""
    ranked = (wanted if rank == 1 else f"{wanted}-{rank}" for rank in count(1))
    return next(one for one in ranked if not taken(one))
