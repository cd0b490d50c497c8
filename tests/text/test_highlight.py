"""What was searched for is marked where the text says it, and the text itself never changes."""

from __future__ import annotations

import pytest

from veille.text.highlight import marked, passage
from veille.text.query import parse


def _hits(text: str, typed: str) -> list[str]:
    return [piece.text for piece in marked(text, parse(typed).stems) if piece.hit]


@pytest.mark.parametrize(
    "text, typed, hits",
    [
        ("L’école ouvre, les écoles ferment.", "ecole", ["école", "écoles"]),
        ("Le cœur de ville", "coeurs", ["cœur"]),
        ("Le cœur de ville", "COEUR", ["cœur"]),
        ("E\u0301cole du quar\u00adtier", "école quartiers", ["E\u0301cole", "quar\u00adtier"]),
        ("Les chevaux", "cheval", ["chevaux"]),
        ("Les habitant·es du quartier", "habitants", ["habitant"]),
        ("<b>école</b> & co", "école", ["école"]),
        ("Rien de cela", "école", []),
        ("", "école", []),
        ("Une école", "", []),
    ],
)
def test_words_are_marked_however_they_are_written(text: str, typed: str, hits: list[str]) -> None:
    assert _hits(text, typed) == hits


@pytest.mark.parametrize("text", ["L’école, et « l’école »", "  école", "école", "rien", "<école>"])
def test_the_pieces_put_together_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in marked(text, {"ecol"})) == text


def test_a_passage_surrounds_the_first_hit_and_cuts_between_words() -> None:
    text = "Avant tout, rien. " * 30 + "Enfin l’école ouvre. " + "Et encore rien. " * 30

    pieces = passage(text, {"ecol"}, width=120)

    told = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.hit] == ["école"]
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert told.removeprefix("… ").removesuffix(" …") in text
    assert len(told) <= 124


def test_a_passage_without_a_hit_is_the_beginning() -> None:
    told = "".join(piece.text for piece in passage("Des mots sans fin " * 40, {"ecol"}, width=60))

    assert told.startswith("Des mots sans fin")
    assert told.endswith(" …")
    assert len(told) <= 64


def test_a_passage_of_one_endless_word_is_cut_all_the_same() -> None:
    assert len("".join(piece.text for piece in passage("a" * 5000, {"ecol"}, width=100))) <= 104


def test_a_short_text_is_shown_whole() -> None:
    assert "".join(piece.text for piece in passage("L’école.", {"ecol"})) == "L’école."
