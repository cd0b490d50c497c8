"""A title as it may stand in an address."""

from __future__ import annotations

import re

from veille.text.stems import fold


def slug(title: str, longest: int = 60) -> str:
    """« L’école, et après ? » → « l-ecole-et-apres »: whole words as long as there is room."""
    made = "-".join(re.findall(r"[a-z0-9]+", fold(title)))
    if len(made) <= longest:
        return made
    return made[: longest + 1].rpartition("-")[0] or made[:longest]
