"""Search: what people type finds what was written, and follows what changes."""

from __future__ import annotations

import pytest

from tests.cast import GAZETTE, Stage, Told, feed
from veille.core import Veille
from veille.model.item import Filter

CARE = Told(
    "L’égalité d’accès aux soins dans les quartiers prioritaires",
    "https://gazette.example/soins",
    "Des médecins à cœur ouvert ; les animaux n’entrent pas à l’hôpital.",
)
HORSE = Told("Un cheval de trait nettoie les allées", "https://gazette.example/cheval")


def _found(veille: Veille, words: str) -> set[str | None]:
    return {item.url for item in veille.items.listed(Filter(text=words))}


@pytest.fixture(autouse=True)
def two_items(stage: Stage, veille: Veille) -> None:
    stage.web.answers = {GAZETTE: feed(CARE, HORSE)}
    veille.collect(["gazette"])


@pytest.mark.parametrize(
    "words",
    [
        "égalité",
        "egalite",
        "ÉGALITÉ",
        "acces",
        "d'accès",
        "l’hopital",
        "coeur",
        "cœur",
        "quartier",
        "quartiers prioritaire",
        "prioritaires quartier",
        "médecin",
        "animaux",
        "soins et quartiers",
    ],
)
def test_accents_elisions_ligatures_and_plurals_do_not_count(veille: Veille, words: str) -> None:
    assert _found(veille, words) == {CARE.url}


@pytest.mark.parametrize("words", ["piscine", "quartiers piscine", '"a AND (b', "soins*piscine"])
def test_what_is_not_there_is_not_found(veille: Veille, words: str) -> None:
    assert _found(veille, words) == set()


def test_words_that_say_nothing_find_nothing_but_no_word_finds_all(veille: Veille) -> None:
    assert _found(veille, "de la") == set()
    assert _found(veille, "") == {CARE.url, HORSE.url}


def test_search_follows_the_words_of_the_source(stage: Stage, veille: Veille) -> None:
    corrected = Told("Une jument de trait nettoie les allées", HORSE.url)
    stage.web.answers = {GAZETTE: feed(CARE, corrected)}

    veille.collect(["gazette"])

    assert _found(veille, "jument") == {HORSE.url}
    assert _found(veille, "cheval") == set()
