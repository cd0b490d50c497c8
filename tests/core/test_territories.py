"""Priority quarters: imported once, then named everywhere and spotted beside their commune."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cast import ALICE, GAZETTE, Stage, Told, by_url, feed
from veille.core import Veille
from veille.geography import territory_name
from veille.geography.quarters import Quarter, learn
from veille.model.item import Filter

BELLEVUE = Quarter("QN02904M", "Bellevue", ("29019",))
SANITAS = Quarter("QN03701M", "Sanitas", ("37261",))
BREST = Told("Quartier Bellevue à Brest : une fête", "https://gazette.example/brest")
TOURS = Told("À Tours, le Sanitas en fête", "https://gazette.example/tours")
ALONE = Told("Bellevue : une fête", "https://gazette.example/seul")


@pytest.fixture(autouse=True)
def _nothing_is_learnt_for_the_next_test() -> Iterator[None]:
    yield
    learn([])


@pytest.fixture(name="told")
def items_of_three_towns(stage: Stage, veille: Veille) -> Veille:
    veille.territories.take([BELLEVUE, SANITAS], by=ALICE)
    stage.web.answers[GAZETTE] = feed(BREST, TOURS, ALONE)
    veille.collect(["gazette"])
    return veille


def test_a_quarter_is_named_by_its_name_once_imported(veille: Veille) -> None:
    assert territory_name("QN02904M") == "QN02904M"
    veille.territories.take([BELLEVUE], by=ALICE)
    assert territory_name("QN02904M") == "Bellevue"


def test_it_is_known_again_when_the_workspace_is_opened_again(stage: Stage) -> None:
    with stage.opened() as veille:
        veille.territories.take([BELLEVUE], by=ALICE)
    learn([])
    with stage.opened() as veille:
        assert veille.territories.quarters() == [BELLEVUE]
        assert territory_name("QN02904M") == "Bellevue"


def test_an_import_adds_and_renames_and_takes_nothing_away(veille: Veille) -> None:
    veille.territories.take([BELLEVUE, SANITAS], by=ALICE)
    renamed = Quarter("QN02904M", "Bellevue - Kerhallet", ("29019",))
    veille.territories.take([renamed], by=ALICE)
    assert veille.territories.quarters() == [renamed, SANITAS]


def test_a_quarter_beside_its_commune_places_an_item_in_both(told: Veille) -> None:
    assert by_url(told)[BREST.url].territories == ("29019", "QN02904M")


def test_the_name_of_a_quarter_alone_places_nothing(told: Veille) -> None:
    assert by_url(told)[ALONE.url].territories == ("R53",)


def test_a_filter_on_two_regions_leaves_tours_out(told: Veille) -> None:
    found = {
        item.url for code in ("R53", "R52") for item in told.items.listed(Filter(territory=code))
    }
    assert BREST.url in found
    assert TOURS.url not in found
