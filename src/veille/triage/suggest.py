"""What an item seems to be about, by the rules of themes.yml, each suggestion with its reason. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from gettext import gettext as _
from typing import Literal

from veille.model.declared import Nature, Theme
from veille.model.item import Suggestion
from veille.text.french import NBSP
from veille.text.stems import first_gender, fold
from veille.triage.vocabulary import Rule, Term, nature_rule, theme_rule

IN_TITLE = 3.0
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
        self._themes = [theme_rule(theme) for theme in themes]
        self._natures = [nature_rule(nature) for nature in natures]
        self._parents = {theme.key: theme.parent for theme in themes}

    def themes(
        self, title: str, excerpt: str, source_themes: Sequence[str] = ()
    ) -> list[Suggestion]:
        """At most three themes, the surest first; a parent is left out when its child is proposed."""
        texts = (_Text(title), _Text(excerpt))
        found = [s for rule in self._themes if (s := _weigh("theme", rule, *texts))]
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
        texts = (_Text(title), _Text(excerpt))
        found = [s for rule in self._natures if (s := _weigh("nature", rule, *texts))]
        return min(found, key=lambda s: (-s.score, s.key), default=None)


class _Text:
    """One text in the two spellings that terms are looked for in."""

    def __init__(self, text: str) -> None:
        self.cased = first_gender(unicodedata.normalize("NFC", text))
        self.folded = fold(self.cased)

    def without(self, rule: Rule) -> tuple[str, str]:
        """(as written, folded), what the rule excludes blanked out."""
        folded = self.folded
        for pattern in rule.exclude:
            folded = pattern.sub(" ", folded)
        return self.cased, folded


def _weigh(
    kind: Literal["theme", "nature"], rule: Rule, title: _Text, excerpt: _Text
) -> Suggestion | None:
    in_title = _found(rule.terms, *title.without(rule))
    in_excerpt = [
        term for term in _found(rule.terms, *excerpt.without(rule)) if term not in in_title
    ]
    weights = sum(SURE_IN_EXCERPT if term.sure else IN_EXCERPT for term in in_excerpt)
    score = IN_TITLE * bool(in_title) + min(weights, SURE_IN_EXCERPT)
    if score < FLOOR:
        return None
    reasons = []
    if in_title:
        reasons.append(_("{0} dans le titre").format(_quoted(in_title[0].shown)))
    if in_excerpt:
        reasons.append(_("{0} dans le résumé").format(_quoted(in_excerpt[0].shown)))
    return Suggestion(kind, rule.key, score, ", ".join(reasons))


def _found(terms: Sequence[Term], cased: str, folded: str) -> list[Term]:
    return [term for term in terms if term.found_in(cased, folded)]


def _quoted(word: str) -> str:
    return f"«{NBSP}{word}{NBSP}»"
