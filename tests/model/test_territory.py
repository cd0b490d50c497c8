"""Territory codes and the names people read."""

from __future__ import annotations

import pytest

from veille.model.territory import is_territory_code, territory_name


@pytest.mark.parametrize(
    "code, name",
    [
        ("EU", "Europe"),
        ("FR", "national"),
        ("R53", "Bretagne"),
        ("R11", "Île-de-France"),
        ("D35", "Ille-et-Vilaine"),
        ("D2A", "Corse-du-Sud"),
        ("D974", "La Réunion"),
        ("E200000000", "E200000000"),
        ("35238", "35238"),
        ("2A004", "2A004"),
        ("97411", "97411"),
        ("QN03501M", "QN03501M"),
    ],
)
def test_a_code_that_is_known_has_the_name_people_read(code: str, name: str) -> None:
    assert is_territory_code(code)
    assert territory_name(code) == name


@pytest.mark.parametrize(
    "code",
    [
        "",
        "fr",
        "R99",
        "R",
        "D20",
        "D",
        "3523",
        "352380",
        "2C004",
        "E20000000",
        "QN0350M",
        "Bretagne",
        "35238\n",
    ],
)
def test_any_other_word_is_no_territory(code: str) -> None:
    assert not is_territory_code(code)
