"""Which of the texts that fit a search say it best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest

_SATURATION = 1.2
_LENGTH = 0.75
"""The constants of BM25 (Robertson and Zaragoza, 2009). Every text here holds every word, so that how rare
a word is says nothing between them and is left out."""
_TITLE = 8
"""Stems: what comes about so early stands in the title."""


def best(texts: Sequence[tuple[int, str]], wanted: Iterable[str], keep: int) -> list[int]:
    """The ids of the best of (id, stems): often, in few words, and early; of equals the newest."""
    terms = [f" {stem} " for stem in sorted(wanted)]
    if not texts or not terms:
        return [one for one, _ in texts[:keep]]
    average = sum(text.count(" ") for _, text in texts) / len(texts) + 1
    scored = ((-_score(f" {text} ", terms, average), -one) for one, text in texts)
    return [-one for _, one in nsmallest(keep, scored)]


def _score(text: str, terms: Sequence[str], average: float) -> float:
    length = text.count(" ") - 1
    slack = _SATURATION * (1 - _LENGTH + _LENGTH * length / average)
    score = 0.0
    for term in terms:
        times = text.count(term)
        if times:
            early = _TITLE / (_TITLE + text.count(" ", 0, text.find(term)))
            score += times * (_SATURATION + 1) / (times + slack) + early
    return score
