"""What an item seems to be about, by the rules of themes.yml, each suggestion with its reason. Pure."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from gettext import gettext as _
from typing import Literal

from veille.model.declared import Nature, Theme
from veille.model.item import Suggestion
from veille.text.french import NBSP
from veille.text.stems import first_gender, fold
from veille.triage.natures import (
    NEWS,
    OFFICIAL,
    Sign,
    reference,
    signs,
    stands_first,
    tells_nothing,
)
from veille.triage.vocabulary import (
    Rule,
    Term,
    nature_rule,
    phrase_pattern,
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
FIRST = 2.0
"""What a title begins with, it is the name of: « Guide des … », « Emploi : … »."""
HINT_FIRST = 1.0
HINT_BELOW = 0.7
MOST_WORDS = 3
MORE = 1.0
"""After the strongest word of a text for a nature, two others count, and for so much at most."""
NATURE_FLOOR = 2.5
_SHORT = 3
"""Words: « FDVA » or « AMI FDVA 2027 » are acronyms, a longer text in capitals is shouted."""
SHOWN = 3
"""Themes proposed at once: more is noise to the person who must read them."""


class Suggester:
    """The rules of one vocabulary, compiled once."""

    def __init__(self, themes: Sequence[Theme], natures: Sequence[Nature]) -> None:
        self._themes = _Rules("theme", [theme_rule(theme) for theme in themes])
        self._natures = _Rules("nature", [nature_rule(nature) for nature in natures])
        self._known = frozenset(nature.key for nature in natures)
        self._parents = {theme.key: theme.parent for theme in themes}
        self._where = _places()

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
        """The nature that words and shape tell, unless more tells that it is mere news; none by default."""
        if tells_nothing(title, excerpt):
            return None
        found = [
            *self._natures.sights(title, excerpt),
            *(sign for sign in signs(title, excerpt) if sign.key in {*self._known, NEWS}),
        ]
        totals: dict[str, float] = defaultdict(float)
        for sign in found:
            totals[sign.key] += sign.weight
        news = totals.pop(NEWS, 0.0)
        key = min(totals, key=lambda one: (-totals[one], one), default="")
        if not key or totals[key] < NATURE_FLOOR or totals[key] <= news:
            return None
        why = _because([sign for sign in found if sign.key == key], self._where)
        called = reference(title, excerpt) if key == OFFICIAL else ""
        return Suggestion("nature", key, totals[key], f"{called} ({why})" if called else why)


class _Text:
    """One text in the two spellings that terms are looked for in, and the words that each holds."""

    def __init__(self, text: str) -> None:
        self.cased = first_gender(unicodedata.normalize("NFC", text))
        self.folded = fold(self.cased)
        # In a text of capitals alone no word is an acronym.
        shouted = text.isupper() and len(text.split()) > _SHORT
        self.words = frozenset(() if shouted else words_in(self.cased))
        self.singulars = singulars(words_in(self.folded))
        # To a pattern an underscore is a letter; to the words it is a gap.
        self.told_by_words = "_" not in text

    def without(self, rule: Rule) -> str:
        """Folded, what the rule excludes blanked out."""
        folded = self.folded
        for one in rule.exclude:
            # Of dozens of phrases most miss a word here: seeing that costs a tenth of looking for each.
            if one.words <= self.singulars or not self.told_by_words:
                folded = one.pattern.sub(" ", folded)
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
        self._in_title, self._in_excerpt = _places()

    def told(self, title: str, excerpt: str) -> list[Suggestion]:
        """What these texts speak for, in the order of the rules."""
        seen = (self._weighed(*one) for one in self._seen(_text(title), _text(excerpt)))
        return [suggestion for suggestion in seen if suggestion]

    def sights(self, title: str, excerpt: str) -> list[Sign]:
        """What words alone say of each rule, text by text, with no floor."""
        above, below = _text(title), _text(excerpt)
        found: list[Sign] = []
        for rule, titled, others in self._seen(above, below):
            found += _signs(rule, titled, above, in_title=True)
            found += _signs(rule, others, below, in_title=False)
        return found

    def _seen(self, above: _Text, below: _Text) -> Iterator[tuple[Rule, list[Term], list[Term]]]:
        """Each rule with its terms in the title, and those of the excerpt that the title has not."""
        in_title, in_excerpt = self._likely(above), self._likely(below)
        for rank in sorted(in_title.keys() | in_excerpt.keys()):
            rule = self._rules[rank]
            titled = _found(rule, in_title.get(rank, ()), above)
            others = _found(rule, in_excerpt.get(rank, ()), below)
            yield rule, titled, [term for term in others if term not in titled]

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


def _signs(rule: Rule, terms: Sequence[Term], text: _Text, *, in_title: bool) -> list[Sign]:
    """The strongest words of one text for one nature: two keywords of a title say little more than one."""
    told = []
    folded = text.without(rule) if terms and in_title else ""
    for term in terms:
        weight = HINT_IN_TITLE if term.hint else IN_TITLE
        if not in_title:
            weight = SURE_IN_EXCERPT if term.sure else (IN_EXCERPT if not term.hint else HINT_BELOW)
        elif not term.cased:
            place = phrase_pattern(term.shown).search(folded)
            first = place is not None and stands_first(folded, place.start())
            weight += (HINT_FIRST if term.hint else FIRST) if first else 0
        told.append(Sign(rule.key, weight, term.shown, in_title))
    told.sort(key=lambda sign: -sign.weight)
    return [
        replace(sign, weight=min(sign.weight, MORE)) if place else sign
        for place, sign in enumerate(told[:MOST_WORDS])
    ]


def _places() -> tuple[str, str]:
    """How a word of the title and one of the excerpt are told. Ask once: finding words looks through folders."""
    return _("{0} dans le titre"), _("{0} dans le résumé")


def _because(found: Sequence[Sign], told: tuple[str, str]) -> str:
    """The strongest sign of the title, then that of the excerpt."""
    said = []
    for words, in_title in zip(told, (True, False), strict=True):
        here = [sign for sign in found if sign.in_title is in_title]
        if here:
            said.append(words.format(_quoted(max(here, key=lambda sign: sign.weight).shown)))
    return ", ".join(said)


def _quoted(word: str) -> str:
    return f"«{NBSP}{word}{NBSP}»"
