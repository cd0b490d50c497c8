"""How much of a text was taken word for word: in one piece or in several, whatever typography changed."""

from __future__ import annotations

from veille.text.copied import RUN, copied

SOURCE = (
    "Le préfet a signé hier le contrat de ville avec les douze communes de l’agglomération réunies."
)


def test_the_same_words_are_found_whatever_was_changed_of_their_looks() -> None:
    assert copied(SOURCE.upper().replace("’", "'").replace(" ", "\u00a0 "), SOURCE) == [
        len(copied_plain(SOURCE))
    ]


def copied_plain(text: str) -> str:
    from veille.text.copied import plain

    return plain(text)


def test_several_pieces_are_each_found_and_short_ones_are_not() -> None:
    first, second = SOURCE[:45], SOURCE[46:92]
    assert len(copied(f"{first} Bref. {second}", SOURCE)) == 2
    assert copied(SOURCE[: RUN - 5], SOURCE) == []
    assert copied("Tout autre chose, dit avec nos propres mots et longuement.", SOURCE) == []
