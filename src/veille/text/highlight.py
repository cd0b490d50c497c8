"""Where a text says what was searched for: its pieces, marked or not, and the passage around the first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from veille.text.stems import stems

# A word as it is written: accents may stand apart from their letters, and a soft hyphen inside.
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u00ad]+[^\W_]*)*")
_BEFORE = 60
"""Characters shown before the first hit of a passage."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, word for word."""

    text: str
    hit: bool = False


def marked(text: str, wanted: Collection[str]) -> list[Piece]:
    """The whole text in pieces: joined, they are the text again."""
    pieces: list[Piece] = []
    end = 0
    for start, stop in _hits(text, wanted):
        if start > end:
            pieces.append(Piece(text[end:start]))
        pieces.append(Piece(text[start:stop], hit=True))
        end = stop
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return pieces


def passage(text: str, wanted: Collection[str], width: int = 240) -> list[Piece]:
    """At most about `width` characters around the first hit, cut between words, « … » where it was cut."""
    if len(text) <= width:
        return marked(text, wanted)
    first = next(_hits(text, wanted), (0, 0))[0]
    start = _between(text, min(max(first - _BEFORE, 0), len(text) - width))
    stop = len(text) if start + width >= len(text) else text.rfind(" ", start + 1, start + width)
    stop = stop if stop > first else min(start + width, len(text))
    cut = ("… " if start else "") + text[start:stop].strip() + (" …" if stop < len(text) else "")
    return marked(cut, wanted)


def _between(text: str, start: int) -> int:
    """The start of the next word, unless none is near."""
    space = text.find(" ", start, start + _BEFORE)
    return space + 1 if start and space >= 0 else start


def _hits(text: str, wanted: Collection[str]) -> Iterator[tuple[int, int]]:
    if not wanted:
        return
    for word in _WORD.finditer(text):
        if any(stem in wanted for stem in stems(word[0])):
            yield word.span()
