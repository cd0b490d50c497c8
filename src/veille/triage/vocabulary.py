"""The words of the vocabulary made ready for matching: one compiled pattern for each word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from veille.model.declared import Nature, Theme
from veille.text.stems import fold

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase that speaks for a theme or a nature, and where it may be found."""

    shown: str
    cased: bool
    """Acronyms are looked for as written: PRE is not « pré », nor ANS « ans »."""

    probe: str
    """A whole word, in the singular, that must be there for the pattern to fit: texts are looked up by it."""

    words: frozenset[str]
    """All such words."""

    plain: bool
    """Whether the word alone, of whichever number, is the whole term: no pattern is needed to see it."""

    sure: bool
    """Whether one sight of it is enough: an acronym, or several words together."""

    hint: bool = False
    """Whether it says little alone, even in a title."""

    def found_in(self, cased: str, folded: str) -> bool:
        """Whether a text, given as written and folded, holds it."""
        # Compiled when first needed: of hundreds, a morning needs a few dozen.
        if self.cased:
            return acronym_pattern(self.shown).search(cased) is not None
        return phrase_pattern(self.shown).search(folded) is not None


@dataclass(frozen=True, slots=True)
class Excluded:
    """A phrase that speaks for nothing where it stands, and the words without which it cannot stand there."""

    words: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A theme or a nature with all that speaks for it and all that does not."""

    key: str
    parent: str | None
    terms: tuple[Term, ...]
    exclude: tuple[Excluded, ...]


def theme_rule(theme: Theme) -> Rule:
    words = dict.fromkeys((*theme.keywords, *theme.synonyms))
    return Rule(
        theme.key,
        theme.parent,
        (
            *_acronyms(theme.acronyms),
            *(_keyword(word) for word in words),
            *(replace(_keyword(word), hint=True, sure=False) for word in theme.hints),
        ),
        tuple(_excluded(word) for word in theme.exclude),
    )


def nature_rule(nature: Nature) -> Rule:
    # « AAP », « CDD »: what is written in capitals alone is an acronym here too.
    acronyms = [word for word in nature.keywords if word.isupper()]
    words = [word for word in nature.keywords if not word.isupper()]
    return Rule(
        nature.key,
        None,
        (
            *_acronyms(acronyms),
            *(_keyword(word) for word in words),
            *(replace(_keyword(word), hint=True, sure=False) for word in nature.hints),
        ),
        tuple(_excluded(word) for word in nature.exclude),
    )


def _acronyms(words: Iterable[str]) -> Iterable[Term]:
    for word in words:
        yield Term(
            word,
            cased=True,
            probe=words_in(word)[0],
            words=frozenset(),
            plain=False,
            sure=True,
        )


def _keyword(word: str) -> Term:
    words = words_in(fold(word))
    return Term(
        word,
        cased=False,
        probe=_singular(max(words, key=len)),
        words=frozenset(map(_singular, words)),
        plain=len(words) == 1 and word[-1:].isalnum(),
        sure=len(words) > 1,
    )


def _excluded(phrase: str) -> Excluded:
    words = frozenset(_singular(word) for word in words_in(fold(phrase)))
    return Excluded(words, phrase_pattern(phrase))


def words_in(text: str) -> list[str]:
    """Every run of letters and digits."""
    return _WORD.findall(text)


def singulars(words: Iterable[str]) -> frozenset[str]:
    """The words, and what each may be the plural of, by the endings that `phrase_pattern` lets through."""
    found = set(words)
    found |= {word[:-1] for word in found if word[-1] in "sx"} | {
        word[:-2] for word in found if word.endswith("es")
    }
    return frozenset(found)


@lru_cache(maxsize=4096)
def acronym_pattern(word: str) -> re.Pattern[str]:
    """An acronym as it is written, and no part of a longer one."""
    return re.compile(rf"(?<![\w+-]){re.escape(word)}(?![\w+])")


@lru_cache(maxsize=4096)
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Whole words of folded text, each with its plural, the gaps between them free of full stops.

    « cité éducative » finds « cités éducatives »; « conseil citoyen » finds « conseillers citoyens »
    no more than « conseil des citoyens ».
    """
    words = [f"{re.escape(_singular(word))}(?:e?s|x)?" for word in _WORD.findall(fold(phrase))]
    last = "" if phrase[-1:].isalnum() else re.escape(fold(phrase[-1]))
    between = r"(?:[^\w.!?]|_){1,3}".join(words)
    return re.compile(rf"(?<!\w){between}{last}(?!\w)")


def _singular(word: str) -> str:
    """Short words keep their s: « CDS », « bus », « gens » are no plurals."""
    return word[:-1] if len(word) > 4 and word[-1] in "sx" else word
