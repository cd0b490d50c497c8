"""What was typed, as stems that must be there, side by side or not, or must not be there."""

from __future__ import annotations

import pytest

from veille.text.query import LONGEST, parse


@pytest.mark.parametrize(
    "typed, wanted, unwanted",
    [
        ("Écoles des quartiers", [("ecol",), ("quarti",)], []),
        ('"contrat de ville" logement', [("contrat", "vill"), ("log",)], []),
        ("« contrat de ville »", [("contrat", "vill")], []),
        ("“contrat de ville", [("contrat", "vill")], []),
        ("ville -logement", [("vill",)], [("log",)]),
        ('ville -"contrat de ville"', [("vill",)], [("contrat", "vill")]),
        ("ville -porte-monnaie", [("vill",)], [("port", "monnai")]),
        ("Vaulx-en-Velin", [("vaulx",), ("velin",)], []),
        ("l’école l'école", [("ecol",)], []),
        ("de la", [], []),
        ('"de la" -le', [], []),
        ("-", [], []),
        ("", [], []),
        ('AND "a AND (b', [("and",), ("and", "b")], []),
        ("state:new OR facets:*", [("stat",), ("new",), ("or",), ("facet",)], []),
    ],
)
def test_words_phrases_and_what_is_left_out(
    typed: str, wanted: list[tuple[str, ...]], unwanted: list[tuple[str, ...]]
) -> None:
    query = parse(typed)
    assert (query.wanted, query.unwanted) == (tuple(wanted), tuple(unwanted))


def test_a_query_that_says_nothing_is_false() -> None:
    assert not parse("de la")
    assert parse("-ville")


def test_a_page_pasted_into_the_box_is_cut_short() -> None:
    assert len(parse(" ".join(f"mot{rank}" for rank in range(500))).wanted) == LONGEST
