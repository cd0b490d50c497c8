"""A dossier filled without a mouse: one key a suggestion, and every key can be switched off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import ALICE, RENTS, SCHOOL
from tests.desk.browsing import OVERFLOW, watched
from veille.core import Veille
from veille.model.item import Filter

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, desk_url: str, veille: Veille) -> Page:
    """Alice, before the two suggestions of her dossier."""
    kept = veille.searches.keep(Filter(source="gazette"), "La Gazette", by=ALICE)
    veille.dossiers.open(kept.public_id, by=ALICE)
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    page.goto(f"{desk_url}/bureau/entrer/{veille.access.new_link(ALICE)}")
    page.wait_for_url("**/bureau/")
    page.goto(f"{desk_url}/bureau/dossiers/{kept.public_id}")
    return page


def test_a_key_takes_in_sets_aside_and_takes_back(page: Page, veille: Veille) -> None:
    complaints = watched(page)
    here = page.locator("[data-waiting].here")
    first = here.locator("h3").inner_text()
    page.wait_for_load_state()
    page.keyboard.press("j")
    second = here.locator("h3").inner_text()
    assert {first, second} == {SCHOOL.title, RENTS.title}

    page.wait_for_load_state()
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text(f"Écarté\u00a0: «\u00a0{second}")
    page.wait_for_load_state()
    page.keyboard.press("Enter")
    expect(page.locator("[data-member]")).to_contain_text(first)
    expect(page.get_by_text("Rien de nouveau")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("z")
    expect(page.locator("[data-member]")).to_have_count(0)
    page.wait_for_load_state()
    page.keyboard.press("z")
    expect(page.locator("[data-waiting]")).to_have_count(2)
    page.wait_for_load_state()
    page.keyboard.press("d")
    expect(page.locator("[data-waiting]")).to_have_count(1)
    page.wait_for_load_state()
    page.keyboard.press("d")
    expect(page.locator("[data-member]")).to_have_count(2)

    page.locator("[data-member]").last.get_by_role("link").focus()
    page.wait_for_load_state()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[data-member]").first).to_contain_text(first)
    expect(page.locator("[data-member]").first).to_be_focused()
    assert complaints == []


def test_keys_stop_in_fields_and_where_they_are_switched_off(page: Page, veille: Veille) -> None:
    page.get_by_label("Introduction").fill("")
    page.get_by_label("Introduction").press_sequentially("dxz")
    expect(page.get_by_label("Introduction")).to_have_value("dxz")
    page.get_by_label("Introduction").blur()
    page.wait_for_load_state()
    page.keyboard.press("Control+d")
    page.evaluate("document.body.dataset.shortcuts = 'off'")
    page.wait_for_load_state()
    page.keyboard.press("d")
    page.wait_for_load_state()
    page.keyboard.press("x")
    expect(page.locator("[data-waiting]")).to_have_count(2)
    (dossier,) = veille.dossiers.listed()
    assert veille.dossiers.members(dossier) == []
    assert len(veille.dossiers.queue(dossier)) == 2


@pytest.mark.parametrize("width", [320, 1440])
def test_the_pages_fit(page: Page, desk_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    within = OVERFLOW.replace("document.documentElement", "document.querySelector('main')")
    for path in (
        page.url,
        f"{desk_url}/bureau/dossiers/",
        f"{desk_url}/bureau/rechercher/?text=école",
    ):
        page.goto(path)
        assert page.evaluate(within) == 0, path
