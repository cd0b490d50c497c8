"""Words that a title is sought for."""

from __future__ import annotations

import pytest

from veille.collect.entries.terms import speaking_of


@pytest.mark.parametrize(
    "term, text",
    [
        ("quartier prioritaire", "Les Quartiers prioritaires en 2026"),
        ("politique de la ville", "Décret relatif à la politique de la ville"),
        ("évaluation d’impact", "Des évaluations d'impact pour tous"),
        ("rénovation", "RÉNOVATION URBAINE"),
        ("QPV", "Les QPV du département"),
    ],
)
def test_a_term_is_found_in_any_number_and_any_case(term: str, text: str) -> None:
    assert speaking_of([term])(text)


@pytest.mark.parametrize(
    "term, text",
    [
        ("PRE", "Un pré vert, près de la ville"),
        ("ville", "Un village de villégiature"),
        ("quartier prioritaire", "Un quartier non prioritaire"),
    ],
)
def test_what_only_resembles_it_is_not(term: str, text: str) -> None:
    assert not speaking_of([term])(text)


@pytest.mark.parametrize("terms", [(), ("",), ("…",)])
def test_without_a_term_everything_is_wanted(terms: tuple[str, ...]) -> None:
    assert speaking_of(terms)("N’importe quoi")
