"""Territories in the pane: what rules say and why, what they ask, one press to take it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import GAZETTE, Stage, Told, feed
from tests.desk.browsing import enter
from tests.desk.conftest import Desk, id_of
from veille.core import Veille
from veille.model.item import State

PARTY = Told("Malakoff : une fête de quartier", "https://gazette.example/fete", "Deux jours.")
MARKET = Told("À Brest, un marché solidaire", "https://gazette.example/marche", "Cent vendeurs.")
NB = "\u00a0"


@pytest.fixture(autouse=True)
def _the_gazette_tells_of_a_party_and_a_market(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = feed(PARTY, MARKET)
    veille.collect(["gazette"])


def _pane(desk: Desk, item: str) -> str:
    return desk.get(f"/bureau/?item={item}&state=all").text.replace(NB, " ")


def test_what_names_a_place_is_ticked_and_says_why(desk: Desk, veille: Veille) -> None:
    html = _pane(desk, id_of(veille, "À Brest"))
    assert 'name="territories" value="29019" checked> <span>Brest <small>' in html
    assert "« À Brest » dans le titre" in html


def test_what_is_only_likely_waits_unticked_for_a_person(desk: Desk, veille: Veille) -> None:
    html = _pane(desk, id_of(veille, "Malakoff"))
    assert 'name="territories" value="R53" checked> <span>Bretagne <small>territoire de' in html
    assert 'name="territories" value="92046" aria-keyshortcuts="Shift+T"> <span>Malakoff' in html
    assert "proposé : « Malakoff » dans le titre" in html


def test_keeping_takes_what_is_ticked_and_asks_no_more(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "Malakoff")
    form = {"action": "keep", "territories": ["92046"], "territory": ""}
    desk.post(f"/bureau/elements/{item}", form)
    assert veille.items.get(item).territories == ("92046",)
    assert "proposé : « Malakoff" not in _pane(desk, item)


def test_dropping_decides_nothing_of_places(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "Malakoff")
    form = {"action": "drop", "territories": ["92046"], "territory": ""}
    desk.post(f"/bureau/elements/{item}", form)
    assert veille.items.get(item).territories == ("R53",)


def test_another_territory_is_given_by_its_code(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "À Brest")
    form = {"action": "keep", "territories": ["29019"], "territory": "d35"}
    desk.post(f"/bureau/elements/{item}", form)
    assert set(veille.items.get(item).territories) == {"29019", "D35"}


def test_a_word_that_is_no_code_is_told_beside_the_field(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "À Brest")
    answer = desk.post(f"/bureau/elements/{item}", {"action": "keep", "territory": "Ici"})
    assert answer.status_code == 400
    assert "« ICI » n’est pas un code de territoire" in answer.text.replace(NB, " ")
    assert veille.items.get(item).state is State.NEW


@pytest.mark.browser
def test_one_key_takes_the_place_that_is_proposed(
    browser: Browser, desk_url: str, veille: Veille
) -> None:
    page = browser.new_context().new_page()
    enter(page, desk_url, veille)
    page.goto(f"{desk_url}/bureau/?item={id_of(veille, 'Malakoff')}")
    page.keyboard.press("T")
    expect(page.get_by_role("checkbox", name="Malakoff")).to_be_checked()
    page.keyboard.press("T")
    expect(page.get_by_role("checkbox", name="Malakoff")).not_to_be_checked()
