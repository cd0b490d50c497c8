"""Finds the files that travel with the program: templates, vocabulary, sources, the demo."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent / "_shipped"
_CHECKOUT = Path(__file__).parents[2]


def shipped(name: str) -> Path:
    """The path of `templates`, `demo`, `themes.yml`…: in the wheel, else in the checkout."""
    packaged = _PACKAGED / name
    return packaged if packaged.exists() else _CHECKOUT / name
