"""A visitor on a telephone: from a search engine's landing or from the home page, two actions to the item."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.archive.site import served

pytestmark = pytest.mark.browser

WANTED = "Nouveau guide : relancer un conseil citoyen en dix questions"
LANDING = ("lettre/2026/132/", "themes/culture/", "agenda/")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture
def telephone(browser: Browser) -> Page:
    return browser.new_context(
        viewport={"width": 375, "height": 667}, has_touch=True, is_mobile=True
    ).new_page()


def test_from_the_home_page_words_and_a_tap(telephone: Page, site: str) -> None:
    telephone.goto(site)
    telephone.get_by_role("searchbox").fill("guide conseils citoyens")
    telephone.keyboard.press("Enter")
    telephone.get_by_role("link", name=WANTED).tap()
    expect(telephone.get_by_role("heading", level=1, name=WANTED)).to_be_visible()


@pytest.mark.parametrize("landing", LANDING)
def test_from_wherever_a_search_engine_lands_a_tap_and_words(
    telephone: Page, site: str, landing: str
) -> None:
    telephone.goto(site + landing)
    telephone.get_by_role("link", name="Rechercher").first.tap()
    telephone.get_by_role("searchbox").fill("guide conseils citoyens")
    expect(telephone.get_by_role("link", name=WANTED)).to_be_in_viewport()
