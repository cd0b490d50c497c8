"""What counts as the same word, for the index and for the query."""

from __future__ import annotations

import pytest

from veille.text.stems import first_gender, fold, stems


@pytest.mark.parametrize(
    "one, other",
    [
        ("école", "ECOLE"),
        ("e\u0301cole", "école"),
        ("l’école", "école"),
        ("l'école", "l’école"),
        ("qu’une école", "école"),
        ("cœur", "coeur"),
        ("ŒUVRE", "oeuvre"),
        ("ex æquo", "ex aequo"),
        ("des quartiers", "quartier"),
        ("journaux nationaux", "journal national"),
        ("les lois", "la loi"),
        ("loyers", "loyer"),
        ("emplois", "emploi"),
        ("des élus", "une élue"),
        ("vélos", "vélo"),
        ("des jeux", "un jeu"),
        ("usagers", "usager"),
        ("crédits", "crédit"),
        ("commissions", "commission"),
        ("français", "française"),
        ("heureux", "heureuse"),
        ("cités éducatives", "cité éducative"),
        ("habitant.es", "habitants"),
        ("acteur.rice.s", "acteurs"),
        ("inspirateur·rices", "inspirateurs"),
        ("citoyen·ne·s", "citoyen"),
        ("créatif.ve.s", "créatifs"),
        ("ANRU", "anru"),
        ("quar\u00adtier", "quartier"),
        ("covid-19", "covid 19"),
    ],
)
def test_two_spellings_of_one_word_are_found_together(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


@pytest.mark.parametrize(
    "one, other",
    [
        ("logement", "locataire"),
        ("police", "politique"),
        ("poison", "poisson"),
        ("loyer", "loi"),
        ("Paris", "pari"),
        ("bus", "bu"),
    ],
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_stop_words_and_punctuation_leave_nothing() -> None:
    assert stems("Il y a, de la… où ? Et aux !") == []


def test_the_stems_keep_the_order_of_the_text() -> None:
    assert stems("La ville et les quartiers") == ["vill", "quarti"]


def test_folding_takes_case_accents_and_ligatures_away() -> None:
    assert fold("Œuvré À L’ÉTÉ") == "oeuvre a l'ete"


@pytest.mark.parametrize(
    "text, plain",
    [
        ("les habitant·es", "les habitant"),
        ("conseiller·ère·s numériques", "conseiller numériques"),
        ("acteur.rice.s de la ville", "acteur de la ville"),
        ("C’est la fin.Les habitants", "C’est la fin.Les habitants"),
        ("Fin de phrase. Es-tu là", "Fin de phrase. Es-tu là"),
        ("etc.", "etc."),
    ],
)
def test_inclusive_writing_is_read_as_its_first_word(text: str, plain: str) -> None:
    assert first_gender(text) == plain
