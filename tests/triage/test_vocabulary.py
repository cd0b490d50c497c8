"""Words of the vocabulary as patterns: what each finds, and what it leaves."""

from __future__ import annotations

import pytest

from veille.model.declared import Nature, Theme
from veille.text.stems import fold
from veille.triage.vocabulary import nature_rule, phrase_pattern, theme_rule


@pytest.mark.parametrize(
    "phrase, text",
    [
        ("cité éducative", "Trois cités éducatives de plus"),
        ("cités éducatives", "La cité éducative de Bréal"),
        ("évaluation d'impact sur la santé", "Des évaluations d’impact sur la santé"),
        ("réseau", "Les réseaux de chaleur"),
        ("conseil citoyen", "Les CONSEILS CITOYENS"),
        ("non-recours", "Le non recours aux droits"),
        ("œuvre", "Des oeuvres"),
        ("p.", "un rapport de 120 p."),
        ("loi n°", "la loi n° 2014-173"),
        ("REP+", "classée rep+"),
    ],
)
def test_a_phrase_is_found_in_each_number_and_spelling(phrase: str, text: str) -> None:
    assert phrase_pattern(phrase).search(fold(text))


@pytest.mark.parametrize(
    "phrase, text",
    [
        ("conseil citoyen", "Le conseil des citoyens"),
        ("conseil citoyen", "Il reçoit un conseil. Citoyen modèle, il le suit."),
        ("école", "Une écolière"),
        ("culture", "L’agriculture urbaine"),
        ("p.", "le prix"),
        ("bus", "le bu"),
    ],
)
def test_a_phrase_is_not_found_in_other_words(phrase: str, text: str) -> None:
    assert not phrase_pattern(phrase).search(fold(text))


def test_a_theme_is_spoken_for_by_its_acronyms_keywords_and_synonyms_once_each() -> None:
    theme = Theme(key="pre", label="PRE", acronyms=("PRE",), keywords=("a", "b"), synonyms=("b",))
    assert [term.shown for term in theme_rule(theme).terms] == ["PRE", "a", "b"]


def test_an_acronym_or_several_words_are_sure_and_one_common_word_is_not() -> None:
    theme = Theme(key="k", label="K", acronyms=("PRE",), keywords=("jeunes", "mission locale"))
    assert [term.sure for term in theme_rule(theme).terms] == [True, False, True]


def test_what_is_written_in_capitals_alone_is_an_acronym_for_a_nature_too() -> None:
    rule = nature_rule(Nature(key="appel", label="Appel", keywords=("AAP", "date limite")))
    assert [(term.shown, term.cased) for term in rule.terms] == [
        ("AAP", True),
        ("date limite", False),
    ]
