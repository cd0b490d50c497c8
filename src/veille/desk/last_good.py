"""The last good look of each edition, in memory: shown under one bar as long as its template is broken."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _
from html import escape
from threading import Lock
from typing import cast

from flask import current_app

from veille.text.dates import paris_wall
from veille.text.french import hour, typo

MOST = 24
"""Renderings kept, the latest looked at. A letter has 300 KB at most."""

_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)
_BAR = (
    '<div role="alert" lang="fr" style="position: sticky; top: 0; z-index: 9; padding: 12px 16px;'
    " background: Canvas; color: CanvasText; border-bottom: 4px solid #B3402E; text-align: left;"
    ' font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere">{0}</div>'
)


@dataclass(frozen=True, slots=True)
class Good:
    """A part of an edition as it was made, and when."""

    body: str
    at: datetime


class LastGood:
    """(edition, part) → what it was when its template last worked; the oldest go when there are too many."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[tuple[str, str], Good] = OrderedDict()

    def keep(self, public_id: str, part: str, good: Good) -> None:
        with self._lock:
            self._held[public_id, part] = good
            self._held.move_to_end((public_id, part))
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def of(self, public_id: str, part: str) -> Good | None:
        return self._held.get((public_id, part))


def last_good() -> LastGood:
    """The desk's own: one for all who look."""
    return cast(LastGood, current_app.extensions.setdefault("last_good", LastGood()))


def under_bar(error: str, good: Good, html: str) -> str:
    """The page that worked, and above it what is wrong now."""
    told = f"<strong>{escape(typo(error))}</strong><br>{escape(_since(good))}"
    bar = _BAR.format(told)
    opened = _BODY.search(html)
    at = opened.end() if opened else 0
    return html[:at] + bar + html[at:]


def under_lines(error: str, good: Good, text: str) -> str:
    """The same for the text part."""
    return f"{typo(error)}\n{_since(good)}\n{'-' * 72}\n\n{text}"


def _since(good: Good) -> str:
    """What is seen below, and from when."""
    words = _(
        "Rien n’est perdu : voici l’édition telle qu’elle était à {0}, avec l’ancien gabarit."
    )
    return typo(words.format(hour(paris_wall(good.at))))
