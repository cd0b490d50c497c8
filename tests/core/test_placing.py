"""Where items happen: their own words first, else their source's territory; a person's choice above all."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, GAZETTE, Stage, Told, by_url, feed
from veille.core import Veille
from veille.errors import RefusedError
from veille.model.item import Filter, Item, State, Triage

MARKET = Told("À Brest, un marché solidaire", "https://gazette.example/marche", "Cent vendeurs.")
PARTY = Told("Malakoff : une fête de quartier", "https://gazette.example/fete", "Deux jours.")
SCHOOL = Told("L’école ouvre une classe", "https://gazette.example/ecole", "La rentrée.")
BREST, MALAKOFF, SOURCE = "29019", "92046", "R53"


@pytest.fixture(name="town")
def three_items(stage: Stage, veille: Veille) -> Veille:
    """A workspace in which the Gazette told of a market, a party and a school."""
    _collect(stage, veille, MARKET, PARTY, SCHOOL)
    return veille


def _collect(stage: Stage, veille: Veille, *told: Told) -> None:
    stage.web.answers[GAZETTE] = feed(*told)
    veille.collect(["gazette"])


def _item(veille: Veille, told: Told) -> Item:
    return by_url(veille)[told.url]


def _triage(veille: Veille, told: Told, **form: object) -> Item:
    return veille.items.triage(_item(veille, told).public_id, Triage(**form), by=ALICE)  # type: ignore[arg-type]


def _asked(item: Item) -> list[str]:
    return [one.key for one in item.suggestions if one.kind == "territory"]


def test_an_item_is_where_its_words_put_it(town: Veille) -> None:
    item = _item(town, MARKET)
    assert item.territories == (BREST,)
    assert item.placed_why == ("«\u00a0À Brest\u00a0» dans le titre",)
    assert _asked(item) == []


def test_an_item_that_names_no_place_is_where_its_source_is(town: Veille) -> None:
    item = _item(town, SCHOOL)
    assert (item.territories, item.placed_why) == ((SOURCE,), ("",))


def test_what_is_only_likely_is_asked_of_a_person(town: Veille) -> None:
    item = _item(town, PARTY)
    assert item.territories == (SOURCE,)
    assert _asked(item) == [MALAKOFF]


def test_a_place_is_found_by_the_areas_around_it(town: Veille) -> None:
    found = [item.url for item in town.items.listed(Filter(territory="D29"))]
    assert found == [MARKET.url]


def test_a_person_takes_what_is_proposed_or_leaves_it(town: Veille) -> None:
    taken = _triage(town, PARTY, state=State.KEPT, territories=(SOURCE, MALAKOFF))
    assert set(taken.territories) == {SOURCE, MALAKOFF}
    assert (taken.placed_by, _asked(taken)) == ("staff", [])


def test_leaving_it_keeps_the_source_s_and_is_not_asked_again(stage: Stage, town: Veille) -> None:
    left = _triage(town, PARTY, state=State.KEPT, territories=(SOURCE,))
    assert (left.territories, _asked(left)) == ((SOURCE,), [])

    _collect(stage, town, Told(PARTY.title, PARTY.url, "Trois jours."))

    again = _item(town, PARTY)
    assert again.excerpt == "Trois jours."
    assert (again.territories, _asked(again)) == ((SOURCE,), [])


def test_a_person_s_choice_of_none_stays_none(stage: Stage, town: Veille) -> None:
    _triage(town, MARKET, state=State.KEPT, territories=())
    _collect(stage, town, Told(MARKET.title, MARKET.url, "Deux cents vendeurs, à Quimper."))
    assert _item(town, MARKET).territories == ()


def test_words_that_change_place_an_item_anew(stage: Stage, town: Veille) -> None:
    _collect(stage, town, Told("À Quimper, un marché solidaire", MARKET.url, "Cent vendeurs."))
    assert _item(town, MARKET).territories == ("29232",)


def test_undoing_gives_the_rules_their_say_again(town: Veille) -> None:
    before = _item(town, PARTY)
    _triage(town, PARTY, state=State.KEPT, territories=(MALAKOFF,))
    town.items.undo(by=ALICE)
    assert _item(town, PARTY) == before


def test_undoing_a_second_choice_gives_the_first_back(town: Veille) -> None:
    _triage(town, MARKET, territories=("D29",))
    _triage(town, MARKET, territories=("D35",))
    town.items.undo(by=ALICE)
    item = _item(town, MARKET)
    assert (item.territories, item.placed_by) == (("D29",), "staff")


def test_what_is_no_territory_is_refused_and_nothing_is_written(town: Veille) -> None:
    before = _item(town, MARKET)
    with pytest.raises(RefusedError, match="« Brest » n’est pas un territoire"):
        _triage(town, MARKET, territories=("Brest",))
    assert _item(town, MARKET) == before
