"""What somebody typed into a search box: words, “phrases” between quotes, and -words that must not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from veille.text.stems import stems

_TOKEN = re.compile(r'(?P<no>-?)(?:["“”«](?P<phrase>[^"“”«»]*)["“”»]?|(?P<word>[^\s"“”«»]+))')
LONGEST = 30
"""Words and phrases that count: whoever pastes a page is searching for something else."""

Phrase = tuple[str, ...]
Clause = tuple[tuple[Phrase, ...], ...]
"""Alternatives, of which one must be there; each is phrases that must all be there."""


@dataclass(frozen=True, slots=True)
class Query:
    """Stems, in phrases of one or more that must stand side by side."""

    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    either: tuple[Clause, ...] = ()
    """Names that a thing had: see text/history.py. Nothing that is typed says so."""
    quoted: frozenset[Phrase] = frozenset()
    """Those that were typed between quotes, and are meant to the letter."""

    def __bool__(self) -> bool:
        return bool(self.wanted or self.either or self.unwanted)

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that is looked for: what to mark in a text."""
        named = (phrase for clause in self.either for names in clause for phrase in names)
        return frozenset(stem for phrase in (*self.wanted, *named) for stem in phrase)


def parse(text: str) -> Query:
    """Words that say nothing (« de la ») are dropped; nothing typed can be an operator of the index."""
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    quoted: set[Phrase] = set()
    for token in _TOKEN.finditer(text):
        found = tuple(stems(token["phrase"] or token["word"] or ""))
        if not found:
            continue
        if token["no"]:
            unwanted.append(found)
        elif token["phrase"]:
            wanted.append(found)
            quoted.add(found)
        else:
            wanted += [(stem,) for stem in found]
    return Query(
        tuple(dict.fromkeys(wanted))[:LONGEST],
        tuple(dict.fromkeys(unwanted))[:LONGEST],
        quoted=frozenset(quoted),
    )
