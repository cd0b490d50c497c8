"""How much of a text was taken word for word: in one piece or in several, whatever typography changed."""

from __future__ import annotations

from veille.text.copied import covered, longest, runs

SOURCE = (
    "Le préfet a signé hier le contrat de ville avec les douze communes de l’agglomération réunies."
)
WHOLE = len(SOURCE) - 1
"""Without its full stop."""


def test_the_same_words_are_found_whatever_was_changed_of_their_looks() -> None:
    changed = SOURCE.upper().replace("’", "'").replace(" ", "\u00a0 ")
    assert runs(changed, SOURCE, 40) == [(0, WHOLE)]


def test_several_pieces_are_each_found_and_short_ones_are_not() -> None:
    first, second = SOURCE[:42], SOURCE[43:WHOLE]
    found = runs(f"{first} Bref. {second}", SOURCE, 40)
    assert len(found) == 2
    assert 40 <= longest(found) < covered(found) <= len(first) + len(second)
    assert runs(SOURCE[:35], SOURCE, 40) == []
    assert runs("Tout autre chose, dit avec nos propres mots et longuement.", SOURCE, 40) == []
    assert runs("", SOURCE, 40) == runs(SOURCE, "", 40) == []


def test_two_runs_that_share_words_are_both_found_and_counted_once() -> None:
    theirs = "un deux trois quatre cinq. trois quatre cinq six sept huit neuf"
    found = runs("un deux trois quatre cinq six sept huit neuf", theirs, 15)
    assert found == [(0, 25), (8, 44)]
    assert (longest(found), covered(found)) == (36, 44)
