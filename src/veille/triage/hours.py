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
    rf"(?<!\bde\s)(?<!\ben\s)(?<!\d)(?<!\d[:.,])\b{HOUR}"
    rf"|(?<=\bpartir\sde\s){HOUR}|(?<=\bde\s){HOUR}(?=\s+a\s+\d)"
)
_OPEN_AT = re.compile(
    r"\b(?:ouvert(?:e|s|es)? (?:du|de|au public|le|les|tous)|ouverture au public|horaires? d'ouverture|du lundi)\b"
)
# « accueil à 8 h 30, début à 9 h »; « prévue à 18 h, avancée à 17 h 30 ».
_SURE = re.compile(
    r"\b(?:debut(?: des? \w+)?|commence\w*|demarr\w+|avancee?|decalee?|repoussee?|reportee?)\s*:?\s*"
    rf"(?:a|des)\s+(?={HOUR})"
)
_NEXT = 140


def hour_of(before: str, beyond: str, sentence: str) -> time | None:
    """When it starts: said after the day, before it, or elsewhere in its sentence or the next one.

    `beyond` goes on to the next day that is told; opening hours and lengths of time are no start.
    """
    if found := _SURE.search(beyond[:_NEXT]):
        return hour(beyond[found.end() :])
    if found := _HOURS_AFTER.match(beyond):
        return hour(beyond[found.end() :])
    if found := _HOURS_BEFORE.search(before):
        return hour(found[1])
    for words in (sentence, beyond[:_NEXT]):
        there = _HOURS_ANYWHERE.search(words)
        if there and not _OPEN_AT.search(words):
            return hour(words[there.start() :])
    return None
