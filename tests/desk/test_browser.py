"""Alice’s morning in a real browser: in by the link, one item kept for the review, nothing violated."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import ALICE, CALL, RENTS, SCHOOL
from tests.desk.browsing import OVERFLOW, enter, watched
from veille.core import Veille
from veille.model.item import Filter, State

pytestmark = pytest.mark.browser


def test_alice_comes_in_keeps_an_item_and_reads_her_letter(
    browser: Browser, desk_url: str, veille: Veille
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/bureau")[0]))
    enter(page, desk_url, veille)
    complaints = watched(page)
    page.get_by_role("link", name=SCHOOL.title).click()
    expect(page.get_by_role("heading", name=SCHOOL.title)).to_be_visible()
    page.get_by_text("Dates et lieu").click()
    page.get_by_label("Fin", exact=True).fill("2026-11-30T12:00")
    page.get_by_role("button", name="Retenir", exact=True).click()
    expect(page.get_by_label("Début")).to_be_focused()
    assert [text for text in complaints if "400" not in text] == []
    complaints.clear()

    page.get_by_label("Début").fill("2026-11-30T09:30")
    page.get_by_role("checkbox", name="La revue de Bréal").check()
    page.get_by_label("Notre résumé").fill("Une classe de plus : la rentrée se prépare.")
    page.get_by_role("button", name="Retenir", exact=True).click()

    # The page was not loaded again: the row is dimmed in its place, the next one is in hand.
    expect(page.locator("#avis")).to_contain_text("Retenu pour la revue de Bréal")
    expect(page.locator(".row.done")).to_contain_text(SCHOOL.title)
    expect(page.locator(".row.here")).to_contain_text(CALL.title)
    expect(page.get_by_role("button", name="Retenir", exact=True)).to_be_focused()

    page.get_by_role("button", name="Écarter", exact=True).click()
    expect(page.locator("#avis")).to_contain_text("Écarté")
    page.locator("#avis").get_by_role("button", name="Annuler").click()
    expect(page.locator(".row.here")).to_have_count(1)
    expect(page.locator(".row.here")).to_contain_text(CALL.title)

    page.get_by_role("link", name="La revue de Bréal").click()
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".row")).to_contain_text(SCHOOL.title)

    page.get_by_role("link", name="Éditions").click()
    shelf = page.get_by_role("region", name="La revue de Bréal")
    shelf.get_by_role("button", name="Préparer l’édition").click()
    letter = page.frame_locator("iframe").locator("h1, h2, h3, a", has_text=SCHOOL.title).first
    expect(letter).to_be_visible()
    # Its own styles live in the cage, which an ordinary page would refuse.
    expect(letter).not_to_have_css("color", "rgb(0, 0, 0)")

    (kept,) = veille.items.listed(Filter(state=State.KEPT))
    assert kept.summary.startswith("Une classe de plus")
    assert kept.selected_for == ("revue",)
    assert hosts == {desk_url}
    assert complaints == []


def test_every_page_fits_a_phone_and_works_without_scripts(
    browser: Browser, desk_url: str, veille: Veille
) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk_url}/bureau/entrer/{veille.access.new_link(ALICE)}")
    page.get_by_role("button", name="Entrer").click()
    for path in ("", "editions/", "sources/", "travaux/"):
        page.goto(f"{desk_url}/bureau/{path}")
        assert page.evaluate(OVERFLOW) == 0, path
    page.goto(f"{desk_url}/bureau/")
    page.locator(".list").get_by_role("link", name=RENTS.title).click()
    expect(page.get_by_role("heading", name=RENTS.title)).to_be_in_viewport()
    for name in ("Retenir", "Écarter", "Remettre à trier"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= 700
    page.get_by_role("button", name="Écarter", exact=True).click()
    expect(page.locator("#avis")).to_contain_text(RENTS.title)
    assert page.evaluate(OVERFLOW) == 0
    context.close()
