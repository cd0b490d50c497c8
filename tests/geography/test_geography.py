"""The official geography: every commune under its name, with what it belongs to."""

from __future__ import annotations

import pytest

from veille.geography import commune, communes, groupings, territory_name
from veille.model.territory import REGIONS, areas_of, is_territory_code


@pytest.mark.parametrize(
    "code, name",
    [
        ("29019", "Brest"),
        ("2A004", "Ajaccio"),
        ("97411", "Saint-Denis"),
        ("72181", "Le Mans"),
        ("26113", "Die"),
        ("01001", "L’Abergement-Clémenciat"),
        ("E243500139", "Rennes Métropole"),
        ("E200057867", "Plaine Commune"),
        ("R53", "Bretagne"),
        ("D35", "Ille-et-Vilaine"),
        ("FR", "national"),
    ],
)
def test_a_code_has_the_name_that_people_read(code: str, name: str) -> None:
    assert territory_name(code) == name


@pytest.mark.parametrize("code", ["35999", "E999999999", "QN03501M"])
def test_a_code_that_is_not_known_stands_for_itself(code: str) -> None:
    assert territory_name(code) == code


def test_a_commune_says_how_many_live_there_and_what_it_belongs_to() -> None:
    rennes, saint_denis = commune("35238"), commune("93066")
    assert rennes is not None
    assert saint_denis is not None
    assert rennes.population > 200_000
    assert [groupings()[one].name for one in rennes.groupings] == ["Rennes Métropole"]
    # Around Paris a commune is in the métropole, and in one of its territories.
    assert {groupings()[one].name for one in saint_denis.groupings} == {
        "Métropole du Grand Paris",
        "Plaine Commune",
    }


def test_every_commune_lies_in_a_region_but_those_overseas_that_have_none() -> None:
    everyone = list(communes())
    assert len(everyone) == 34_969
    assert all(is_territory_code(one.code) for one in everyone)
    regions = {area for one in everyone for area in areas_of(one.code) if area[0] == "R"}
    assert regions == {f"R{code}" for code in REGIONS}
    assert {one for place in everyone for one in place.groupings} == set(groupings())


def test_groupings_bear_the_names_that_people_say() -> None:
    names = {one.name for one in groupings().values()}
    assert {"Lens-Liévin", "Trièves", "Pays de Grasse", "Grenoble-Alpes-Métropole"} <= names
