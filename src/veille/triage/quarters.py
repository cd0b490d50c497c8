"""Priority quarters that a text names beside their commune: never by their own name alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from veille.geography.quarters import quarters_of
from veille.triage import gazetteer
from veille.triage.place_words import STREET
from veille.triage.spelled import Text

_PARTS = re.compile(r"\s+[-–]\s+|\s*[/,;]\s*")
_TOO_COMMON = frozenset(
    "centre ville|centre|centre ancien|centre bourg|nord|sud|est|ouest|quartier nord|quartier sud|quartier est"
    "|quartier ouest|quartier|gare|la gare|le port|mairie|bourg|le bourg|la ville|ville|la cite|cite|europe".split(
        "|"
    )
)
_SHORTEST = 4


def quarters_in(
    texts: Sequence[Text], communes: Collection[str]
) -> Iterator[tuple[str, str, Text]]:
    """(code, as written, where) of each quarter of these communes that is named with its capitals."""
    for commune in communes:
        for one in quarters_of(commune):
            for text in texts:
                if written := _written(one.name, text):
                    yield one.code, written, text
                    break


def _written(name: str, text: Text) -> str:
    """One of the names that a label joins, as the text has it; empty when it has none."""
    folded = [gazetteer.folded(word.group()) for word in text.words]
    for key in _names(name):
        for first in range(len(folded) - len(key) + 1):
            if tuple(folded[first : first + len(key)]) == key:
                words = text.words[first : first + len(key)]
                before = text.text[: words[0].start()]
                if words[-1].group()[0].isupper() and not STREET.search(before):
                    return text.text[words[0].start() : words[-1].end()]
    return ""


@lru_cache(maxsize=2048)
def _names(label: str) -> tuple[tuple[str, ...], ...]:
    """« Salines - Cannes » is said whole, « Salines » or « Cannes »; an article at the head may go."""
    found = dict[tuple[str, ...], None]()
    for part in (label, *_PARTS.split(label)):
        key = gazetteer.key_of(part)
        if len(key) >= _SHORTEST and key not in _TOO_COMMON:
            found[tuple(key.split())] = None
    return tuple(found)
