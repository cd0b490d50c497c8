"""What a machine can tell of accessibility: axe-core over every page of the desk, reflow at 320 px and 200 %."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.cast import ALICE, RENTS, SCHOOL, sealed
from tests.desk.browsing import OVERFLOW, enter
from veille.core import Veille

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
        "RGAAv4",
    ]
}
PAGES = (
    "",
    "?state=kept",
    "selection/",
    "editions/",
    "sources/",
    "travaux/",
    "rien",
)


def lived_in(veille: Veille) -> list[str]:
    """A desk where something was sealed and something waits; the addresses of its pages."""
    edition = sealed(veille, "revue", SCHOOL, RENTS)
    return [*PAGES, f"editions/{edition.public_id}"]


def faults(page: Page) -> list[str]:
    """(rule: element) of every violation."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def looked_at(
    browser: Browser, desk_url: str, veille: Veille, width: int, scheme: str
) -> dict[str, list[str]]:
    """Page → what axe and the ruler say of it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    enter(page, desk_url, veille)
    said = {}
    for path in lived_in(veille):
        page.goto(f"{desk_url}/bureau/{path}")
        wide = page.evaluate(OVERFLOW)
        said[path] = faults(page) + ([f"overflow: {wide} px"] if wide else [])
    return {path: found for path, found in said.items() if found}


@pytest.mark.parametrize("width, scheme", [(1440, "light"), (320, "dark")])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, desk_url: str, veille: Veille, width: int, scheme: str
) -> None:
    assert looked_at(browser, desk_url, veille, width, scheme) == {}


@pytest.mark.prove
@pytest.mark.parametrize("width, scheme", [(1440, "dark"), (320, "light"), (768, "light")])
def test_axe_finds_nothing_in_the_other_widths_and_colours(
    browser: Browser, desk_url: str, veille: Veille, width: int, scheme: str
) -> None:
    assert looked_at(browser, desk_url, veille, width, scheme) == {}


def test_at_200_percent_nothing_is_cut_off(browser: Browser, desk_url: str, veille: Veille) -> None:
    """A window of 1280 px at 200 % is 640 px wide for the page (WCAG 1.4.4, 1.4.10)."""
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page = context.new_page()
    enter(page, desk_url, veille)
    for path in lived_in(veille):
        page.goto(f"{desk_url}/bureau/{path}")
        assert page.evaluate(OVERFLOW) == 0, path
    assert veille.editions.listed("revue")[0].sealed_by == ALICE
