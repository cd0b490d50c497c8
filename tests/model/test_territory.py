"""Territory codes and the names people read."""

from __future__ import annotations

import pytest

from veille.geography import is_within
from veille.model.territory import (
    DEPARTEMENTS,
    REGIONS,
    area_name,
    is_territory_code,
    territory_kind,
)


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
    assert area_name(code) == name


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


@pytest.mark.parametrize(
    "code, areas",
    [
        ("R53", {"R53"}),
        ("D35", {"R53"}),
        ("35238", {"R53"}),
        ("35238", {"D35"}),
        ("2A004", {"R94"}),
        ("97411", {"R04"}),
        ("D974", {"R04"}),
        ("QN03501M", {"QN03501M"}),
        ("QN03501M", {"R53"}),
        ("QN02A02M", {"D2A"}),
        ("QN97426M", {"R04"}),
        ("E243500139", {"D35"}),
        ("E243500139", {"R53"}),
    ],
)
def test_a_territory_lies_within_its_departement_and_region(code: str, areas: set[str]) -> None:
    assert is_within(code, areas)


@pytest.mark.parametrize(
    "code, areas",
    [
        ("R53", {"D35"}),
        ("D37", {"R53", "R52"}),
        ("37261", {"R53"}),
        ("FR", {"R53"}),
        ("D35", set()),
    ],
)
def test_and_in_no_other(code: str, areas: set[str]) -> None:
    assert not is_within(code, areas)


def test_every_departement_has_its_region() -> None:
    for code in DEPARTEMENTS:
        assert any(is_within(f"D{code}", {f"R{region}"}) for region in REGIONS), code


@pytest.mark.parametrize(
    "code, kind",
    [
        ("EU", "wide"),
        ("FR", "wide"),
        ("R53", "region"),
        ("D2A", "departement"),
        ("E200000000", "epci"),
        ("2A004", "commune"),
        ("QN03501M", "qpv"),
    ],
)
def test_a_code_says_what_kind_of_territory_it_names(code: str, kind: str) -> None:
    assert territory_kind(code) == kind
