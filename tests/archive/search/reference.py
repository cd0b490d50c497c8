"""The same search as plainly as it can be said, over documents in a list: what the index must agree with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from veille.archive.search.document import Document
from veille.text.query import Phrase, Query
from veille.text.stems import fold, stem, stems, words


@cache
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stems(text))


@cache
def has(document: Document, phrase: Phrase) -> bool:
    return any(_in(_stems(text), phrase) for text in document.fields)


def _in(text: tuple[str, ...], phrase: Phrase) -> bool:
    size = len(phrase)
    return any(text[at : at + size] == phrase for at in range(len(text) - size + 1))


def begins(text: str, begun: str) -> bool:
    return any(fold(word).startswith(begun) or stem(word) == stem(begun) for word in words(text))


def fits(document: Document, query: Query, begun: str, filters: Mapping[str, str]) -> bool:
    return (
        all(has(document, phrase) for phrase in query.wanted)
        and not any(has(document, phrase) for phrase in query.unwanted)
        and (not begun or any(begins(text, begun) for text in document.fields))
        and all(code in _codes(document, facet) for facet, code in filters.items() if code)
    )


def _codes(document: Document, facet: str) -> tuple[str, ...]:
    return (str(document.day.year),) if facet == "year" else document.codes(facet)


def found(
    documents: Sequence[Document],
    query: Query,
    begun: str = "",
    filters: Mapping[str, str] | None = None,
) -> list[str]:
    """Ids, the newest first."""
    fitting = [one for one in documents if fits(one, query, begun, filters or {})]
    return [one.public_id for one in sorted(fitting, key=lambda one: one.order, reverse=True)]


def best(documents: Sequence[Document], query: Query, told: int) -> list[str]:
    """Ids of what fits words alone: rare words in the title first, then the newest. `told`: tellings in all."""
    fitting = [one for one in documents if fits(one, query, "", {})]

    def score(document: Document) -> float:
        title = _stems(document.title)
        total = 0.0
        for (word,) in query.wanted:
            holders = sum(has(one, (word,)) for one in documents)
            total += math.log(1 + told / (1 + holders)) if word in title else 0
        return total

    ranked = sorted(fitting, key=lambda one: (score(one), one.order), reverse=True)
    return [one.public_id for one in ranked]


def counted(
    documents: Sequence[Document], query: Query, filters: Mapping[str, str], facet: str
) -> dict[str, int]:
    """Code → how many there would be, were it chosen instead of what is."""
    others = {kind: code for kind, code in filters.items() if kind != facet}
    sums: dict[str, int] = {}
    for one in documents:
        if fits(one, query, "", others):
            for code in _codes(one, facet):
                sums[code] = sums.get(code, 0) + 1
    return sums
