"""A theme as staff write it, and how much it is used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """What a form says of a theme; its key is given once."""

    label: str
    parent: str | None = None
    synonyms: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


WORDS = ("synonyms", "acronyms", "keywords", "hints", "exclude")
"""The lists among them."""


@dataclass(frozen=True, slots=True)
class Uses:
    """How many items carry a theme: by somebody's word, proposed to triage, in sealed editions."""

    decided: int = 0
    proposed: int = 0
    published: int = 0
