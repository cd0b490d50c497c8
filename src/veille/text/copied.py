"""What of a text was taken word for word from another, whatever typography and pasting changed. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from veille.text.stems import fold

_WORD = re.compile(r"\w+")

Span = tuple[int, int]
"""From a character of our text to the one after the last."""


def runs(ours: str, theirs: str, least: int) -> list[Span]:
    """The runs of whole words of our text that stand in theirs, of `least` characters or more, in order.

    Each is as long as it can be; two may share words. Case, accents, spaces and punctuation do not make
    a difference: « l'école » is « L’ÉCOLE ».
    """
    ours = " ".join(unicodedata.normalize("NFC", ours).split())
    spans = [match.span() for match in _WORD.finditer(ours)]
    words = [fold(ours[first:last]) for first, last in spans]
    theirs = unicodedata.normalize("NFC", theirs)
    source = f" {' '.join(fold(word) for word in _WORD.findall(theirs))} "
    found: list[Span] = []
    end = 0
    for start, (first, _last) in enumerate(spans):
        # The end never comes back: what was a run from one word on is one from the next.
        end, told = max(end, start + 1), found[-1][1] if found else 0
        while end < len(spans) and spans[end - 1][1] - first < least:
            end += 1
        while (last := spans[end - 1][1]) - first >= least:
            if f" {' '.join(words[start:end])} " not in source:
                break
            if last > told:
                found = [*(one for one in found if one[0] != first), (first, last)]
            if end == len(spans):
                return found
            end += 1
    return found


def longest(found: list[Span]) -> int:
    """Characters of the longest run; 0 without one."""
    return max((last - first for first, last in found), default=0)


def covered(found: list[Span]) -> int:
    """Characters that the runs cover together, those that two share counted once."""
    return sum(last - first for first, last in _apart(found))


def _apart(found: list[Span]) -> Iterator[Span]:
    reached = 0
    for first, last in found:
        yield max(first, reached), last
        reached = last
