"""The bookmarklet in a real browser: from the page that is read to the item added, two clicks, no key."""

from __future__ import annotations

from html import unescape

import pytest
from playwright.sync_api import Browser

from tests.cast import ALICE, Stage
from tests.core.test_adding import PAGE, html
from tests.desk.browsing import watched
from veille.core import Veille

pytestmark = pytest.mark.browser


def test_two_clicks_and_nothing_typed(
    browser: Browser, desk_url: str, veille: Veille, stage: Stage
) -> None:
    stage.web.answers[PAGE] = html()
    context = browser.new_context()
    page = context.new_page()
    complaints = watched(page)
    page.goto(f"{desk_url}/bureau/entrer/{veille.access.new_link(ALICE)}")
    page.wait_for_url("**/bureau/")
    page.goto(f"{desk_url}/bureau/ajouter/")
    kept = page.get_by_role("link", name="Ajouter à la veille").get_attribute("href") or ""
    assert complaints == []

    reading = context.new_page()
    reading.route(
        PAGE,
        lambda route: route.fulfill(body="<title>Les parents</title>", content_type="text/html"),
    )
    reading.goto(PAGE)
    with context.expect_page() as opened:  # the first click, on the bar of favourites
        reading.evaluate(unescape(kept).removeprefix("javascript:"))
    opened.value.get_by_role("button", name="Ajouter", exact=True).click()
    opened.value.wait_for_url("**/bureau/?item=*")

    assert veille.items.get(PAGE).title == "Les parents de l’école"
