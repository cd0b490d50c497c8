"""Whether a title speaks of what a source was asked for: words in any number, acronyms as written. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from veille.text.stems import fold

_WORD = re.compile(r"[^\W_]+")
_PLURAL = "(?:es|s|x)?"


def speaking_of(terms: Iterable[str]) -> Callable[[str], bool]:
    """A test of texts: does one of these terms stand in it? Without a term, everything does.

    « quartier prioritaire » finds « Quartiers prioritaires »; a word in capitals is an acronym and is
    sought as it is written, since PRE is not « pré ».
    """
    kept = [term for term in terms if _WORD.search(term)]
    acronyms = [_sought(_WORD.findall(term)) for term in kept if term.isupper()]
    words = [_sought(_WORD.findall(fold(term)), _PLURAL) for term in kept if not term.isupper()]

    def speaks(text: str) -> bool:
        if not kept:
            return True
        folded = fold(text) if words else ""
        return any(one.search(text) for one in acronyms) or any(one.search(folded) for one in words)

    return speaks


def _sought(words: list[str], ending: str = "") -> re.Pattern[str]:
    """The words one after the other, whatever stands between them: an apostrophe, a hyphen, spaces."""
    whole = rf"{ending}[\W_]+".join(map(re.escape, words))
    return re.compile(rf"(?<![^\W_]){whole}{ending}(?![^\W_])")
