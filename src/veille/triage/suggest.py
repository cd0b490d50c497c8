"""What an item seems to be about, by the rules of themes.yml, each suggestion with its reason. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from gettext import gettext as _
from typing import Literal

from veille.model.declared import Nature, Theme
from veille.model.item import Suggestion
from veille.text.french import NBSP
from veille.text.stems import first_gender, fold
from veille.triage.vocabulary import (
    Rule,
    Term,
    nature_rule,
    singulars,
    theme_rule,
    words_in,
)

_Place = tuple[int, int]
"""Rank of a rule, and place of one of its terms."""

IN_TITLE = 3.0
HINT_IN_TITLE = 1.5
"""Two of them in a title are as good as a keyword there; one wants another word in the excerpt."""
SURE_IN_EXCERPT = 2.0
"""An acronym or a phrase of several words is seldom there by chance."""
IN_EXCERPT = 1.0
FLOOR = 2.0
"""One common word of the excerpt (« jeunes », « emploi ») proves nothing: measured in docs/design.md."""
FROM_SOURCE = 0.5
SHOWN = 3
"""Themes proposed at once: more is noise to the person who must read them."""


class Suggester:
    """The rules of one vocabulary, compiled once."""

    def __init__(self, themes: Sequence[Theme], natures: Sequence[Nature]) -> None:
        self._themes = _Rules("theme", [theme_rule(theme) for theme in themes])
        self._natures = _Rules("nature", [nature_rule(nature) for nature in natures])
        self._parents = {theme.key: theme.parent for theme in themes}

    def themes(
        self, title: str, excerpt: str, source_themes: Sequence[str] = ()
    ) -> list[Suggestion]:
        """At most three themes, the surest first; a parent is left out when its child is proposed."""
        found = self._themes.told(title, excerpt)
        told = {suggestion.key for suggestion in found}
        found += [
            Suggestion("theme", key, FROM_SOURCE, _("thème habituel de la source"))
            for key in source_themes
            if key not in told
        ]
        parents = {
            self._parents.get(suggestion.key)
            for suggestion in found
            if suggestion.score >= IN_EXCERPT
        }
        kept = [suggestion for suggestion in found if suggestion.key not in parents]
        return sorted(kept, key=lambda s: (-s.score, s.key))[:SHOWN]

    def nature(self, title: str, excerpt: str) -> Suggestion | None:
        """The nature that its words tell; none when they tell nothing."""
        found = self._natures.told(title, excerpt)
        return min(found, key=lambda s: (-s.score, s.key), default=None)


class _Text:
    """One text in the two spellings that terms are looked for in, and the words that each holds."""

    def __init__(self, text: str) -> None:
        self.cased = first_gender(unicodedata.normalize("NFC", text))
        self.folded = fold(self.cased)
        self.words = frozenset(words_in(self.cased))
        self.singulars = singulars(words_in(self.folded))
        # To a pattern an underscore is a letter; to the words it is a gap.
        self.told_by_words = "_" not in text

    def without(self, rule: Rule) -> str:
        """Folded, what the rule excludes blanked out."""
        folded = self.folded
        for pattern in rule.exclude:
            folded = pattern.sub(" ", folded)
        return folded


_text = lru_cache(maxsize=16)(_Text)
"""A text is looked through for themes, then for natures."""


class _Rules:
    """Rules of one kind, and the terms of each under a word that must be there for the term to fit."""

    def __init__(self, kind: Literal["theme", "nature"], rules: Sequence[Rule]) -> None:
        self._kind, self._rules = kind, rules
        self._cased: dict[str, list[_Place]] = {}
        self._folded: dict[str, list[_Place]] = {}
        for rank, rule in enumerate(rules):
            for place, term in enumerate(rule.terms):
                index = self._cased if term.cased else self._folded
                index.setdefault(term.probe, []).append((rank, place))
        # Found once: finding words looks through folders.
        self._in_title, self._in_excerpt = _("{0} dans le titre"), _("{0} dans le résumé")

    def told(self, title: str, excerpt: str) -> list[Suggestion]:
        """What these texts speak for, in the order of the rules."""
        above, below = _text(title), _text(excerpt)
        in_title, in_excerpt = self._likely(above), self._likely(below)
        found = []
        for rank in sorted(in_title.keys() | in_excerpt.keys()):
            rule = self._rules[rank]
            titled = _found(rule, in_title.get(rank, ()), above)
            others = _found(rule, in_excerpt.get(rank, ()), below)
            told = self._weighed(rule, titled, [term for term in others if term not in titled])
            found += [told] if told else []
        return found

    def _likely(self, text: _Text) -> dict[int, list[int]]:
        """Rank of a rule → places of its terms all of whose words are in a text, in their order."""
        # By the smaller of the two, and without a step of ours: most words probe for nothing.
        places = [place for word in self._cased.keys() & text.words for place in self._cased[word]]
        places += [
            (rank, place)
            for word in self._folded.keys() & text.singulars
            for rank, place in self._folded[word]
            if self._rules[rank].terms[place].words <= text.singulars
        ]
        likely: dict[int, list[int]] = {}
        for rank, place in sorted(places):
            likely.setdefault(rank, []).append(place)
        return likely

    def _weighed(
        self, rule: Rule, in_title: Sequence[Term], in_excerpt: Sequence[Term]
    ) -> Suggestion | None:
        weights = sum(SURE_IN_EXCERPT if term.sure else IN_EXCERPT for term in in_excerpt)
        titled = sum(HINT_IN_TITLE if term.hint else IN_TITLE for term in in_title)
        score = min(titled, IN_TITLE) + min(weights, SURE_IN_EXCERPT)
        if score < FLOOR:
            return None
        reasons = [self._in_title.format(_quoted(term.shown)) for term in in_title[:1]]
        reasons += [self._in_excerpt.format(_quoted(term.shown)) for term in in_excerpt[:1]]
        return Suggestion(self._kind, rule.key, score, ", ".join(reasons))


def _found(rule: Rule, places: Iterable[int], text: _Text) -> list[Term]:
    """The terms that are there, of those that may be."""
    likely = [rule.terms[place] for place in places]
    if not likely:
        return likely
    if text.told_by_words and not rule.exclude:
        return [one for one in likely if one.plain or one.found_in(text.cased, text.folded)]
    folded = text.without(rule)
    return [term for term in likely if term.found_in(text.cased, folded)]


def _quoted(word: str) -> str:
    return f"«{NBSP}{word}{NBSP}»"
