"""« Imprimer la sélection »: what waits for each publication, on one A4 for the team's meeting."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from veille.desk.around import words
from veille.desk.current import veille
from veille.model.item import Filter, Item

bp = Blueprint("selection", __name__, url_prefix="/bureau")

SHEET = 44
"""Titles that fit two columns of one A4; beyond, their number is said."""
WITH_NOTES = 12
"""Up to so many items there is room for their notes."""


@dataclass(frozen=True, slots=True)
class Part:
    """One publication: what of its basket is printed, and how many it holds."""

    title: str
    items: tuple[Item, ...]
    count: int


@bp.get("/selection/")
def sheet() -> str:
    baskets = [
        (label, veille().items.listed(Filter(selected_for=key, limit=200)))
        for key, label in words().publications
    ]
    parts = share(baskets, SHEET)
    total = sum(part.count for part in parts)
    return render_template("selection.html", parts=parts, total=total, notes=total <= WITH_NOTES)


def share(baskets: list[tuple[str, list[Item]]], room: int) -> list[Part]:
    """Cuts the longest baskets first, so that all fit in `room` lines. Empty ones are left out."""
    full = [(label, items) for label, items in baskets if items]
    allowed = {label: len(items) for label, items in full}
    while sum(allowed.values()) > room:
        longest = max(allowed, key=lambda label: allowed[label])
        allowed[longest] -= 1
    return [Part(label, tuple(items[: allowed[label]]), len(items)) for label, items in full]
