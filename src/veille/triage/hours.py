"""The hour at which an event starts, from the folded words around its day. Pure."""

from __future__ import annotations

import re
from datetime import time

from veille.text.mentions import HOUR, hour

_HOURS_AFTER = re.compile(
    r"^(?:[^.;!?|]{0,90}?|[^.;!?|]{0,60}[.;!?|]\s*(?:[a-z']+\s){0,4}?)"
    rf"(?:\b(?:a|de|des|entre|vers)\s+|,\s*|\(|[-–—:|.]\s*|\s)\(?(?={HOUR})"
)
_HOURS_BEFORE = re.compile(
    rf"(?:\ba|\bde|\bdes)\s+({HOUR})(?:\s*(?:a|-|–)\s*{HOUR})?,?\s+(?:le|ce)?\s*$"
)
_HOURS_ANYWHERE = re.compile(
    r"(?<!\bde\s)(?<!\ben\s)(?<!\d)\b\d{1,2}\s?h(?:\s?\d\d|eures\b|\b)(?!\s?(?:de|d')\b)"
    r"|(?<=\bde\s)\d{1,2}\s?h?(?:\s?\d\d)?\s+a\s+\d{1,2}\s?h"
)
_OPEN_AT = re.compile(r"\b(?:ouvert\w*|permanences?|horaires?|du lundi|tel|standard|bureaux?)\b")
_NEXT = 140


def hour_of(before: str, beyond: str, sentence: str) -> time | None:
    """When it starts: said after the day, before it, or elsewhere in its sentence or the next one.

    `beyond` goes on to the next day that is told; opening hours and lengths of time are no start.
    """
    if found := _HOURS_AFTER.match(beyond):
        return hour(beyond[found.end() :])
    if found := _HOURS_BEFORE.search(before):
        return hour(found[1])
    for words in (sentence, beyond[:_NEXT]):
        there = _HOURS_ANYWHERE.search(words)
        if there and not _OPEN_AT.search(words):
            return hour(words[there.start() :])
    return None
