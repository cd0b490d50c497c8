"""Sixty hostile words through feed, note, theme and refusal: they stay words, and nothing runs."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import ALICE, FIL, Stage, Told, feed
from tests.desk.browsing import enter, watched
from tests.desk.conftest import Desk
from tests.hostile import HOSTILE
from veille.core import Veille
from veille.model.item import Filter, Item, Triage


class Tags(HTMLParser):
    """Collects what could run or load: such elements, and attributes that are code."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("img", "svg", "style", "object") or (tag == "script" and "src" not in given):
            self.alive.append(tag)
        self.alive += [name for name in given if name.startswith("on") or name == "style"]


@pytest.fixture(name="traps")
def a_feed_of_traps(stage: Stage, veille: Veille) -> list[Item]:
    """One item for each payload, in its title, excerpt, note, quotation and place."""
    told = [
        Told(f"Piège {rank} {payload}", f"https://fil.example/{rank}", payload)
        for rank, payload in enumerate(HOSTILE)
    ]
    stage.web.answers[FIL] = feed(*told, url=FIL)
    veille.collect(["fil"])
    traps = [
        item
        for item in veille.items.listed(Filter(source="fil", limit=100))
        if item.title.startswith("Piège")
    ]
    for rank, item in enumerate(traps):
        payload = HOSTILE[rank]
        form = Triage(summary=payload, quotation=payload[:200], place=payload, select=("revue",))
        veille.items.triage(item.public_id, form, by=ALICE)
    return traps


def dead(html: str) -> None:
    """No tag of theirs is alive in the page, no sum of theirs was made."""
    seen = Tags()
    seen.feed(html)
    assert not seen.alive
    assert "7006652" not in html


def test_hostile_words_stay_words_in_every_page(desk: Desk, traps: list[Item]) -> None:
    assert len(traps) == len(HOSTILE) == 60
    for page in ("/bureau/?state=kept", "/bureau/editions/", "/bureau/selection/"):
        dead(desk.get(page).text)
    for item in traps:
        dead(desk.get(f"/bureau/elements/{item.public_id}", **{"HX-Request": "true"}).text)


def test_hostile_words_stay_words_in_every_refusal(desk: Desk, traps: list[Item]) -> None:
    path = f"/bureau/elements/{traps[0].public_id}"
    for payload in HOSTILE:
        data = {"action": "keep", "closes_on": payload, "theme": payload, "url": payload}
        dead(desk.post(path, data, htmx=True).text)
        dead(desk.client.get("/bureau/", query_string={"q": payload}).text)


@pytest.mark.browser
def test_nothing_runs_in_a_real_browser(
    browser: Browser, desk_url: str, veille: Veille, traps: list[Item]
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    enter(page, desk_url, veille)
    complaints = watched(page)
    page.goto(f"{desk_url}/bureau/?state=kept")
    expect(page.locator(".row")).to_have_count(60)
    for item in traps[::4]:
        page.goto(f"{desk_url}/bureau/?state=kept&item={item.public_id}")
        assert page.evaluate("globalThis.ran") is None, item.title
    edition = veille.editions.new("revue", by=ALICE)
    page.goto(f"{desk_url}/bureau/editions/{edition.public_id}")
    expect(page.frame_locator("iframe").locator("h1").first).to_be_visible()
    for frame in page.frames:
        assert frame.evaluate("globalThis.ran") is None
    assert complaints == []
