"""The checks beside a draft: what blocks, what is to be known, and the links asked from there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import ALICE, RENTS, SCHOOL, Stage, select_for
from tests.desk.browsing import OVERFLOW, enter, watched
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.errors import FetchError
from veille.model.item import Fetched, Validators


@pytest.fixture
def draft(veille: Veille, stage: Stage) -> str:
    """A letter of two items: the school's page is gone, the rents' answers."""
    veille.links.pause = 0
    select_for(veille, "lettre", SCHOOL, RENTS)
    stage.web.answers[SCHOOL.url] = FetchError("page introuvable (404)", status=404)
    stage.web.answers[RENTS.url] = Fetched(RENTS.url, 200, {}, b"", Validators())
    return veille.drafts.new("lettre", by=ALICE).public_id


def test_each_finding_leads_to_its_entry_and_says_how_to_mend_it(
    desk: Desk, draft: str, veille: Veille
) -> None:
    first = veille.editions.view(draft).entries[0]
    veille.arranging.note(draft, first.public_id, "", seen=None, by=ALICE)

    for path in ("", "/verifications"):
        page = desk.get(f"/bureau/editions/{draft}{path}").text
        told = page[page.index('id="verifier-titre"') :]
        assert f'href="#e-{first.public_id}"' in told
        assert "sans note" in told
        assert "Écrivez une ou deux phrases." in told
        assert "Rien ne bloque" in told
        assert "Liens non vérifiés" in told


def test_what_blocks_comes_under_a_title_of_its_own(desk: Desk, draft: str, veille: Veille) -> None:
    gone = veille.editions.view(draft).entries[0].public_id
    veille.arranging.remove(draft, gone, by=ALICE)
    page = desk.get(f"/bureau/editions/{draft}/verifications").text
    assert page.index("Bloque") < page.index("il en faut au moins") < page.index("À savoir")
    assert "Rien ne bloque" not in page


def test_links_are_asked_without_a_script(desk: Desk, draft: str, veille: Veille) -> None:
    answer = desk.post(f"/bureau/editions/{draft}/liens")
    assert (answer.status_code, answer.location.endswith("#verifications")) == (303, True)
    veille.links.wait()

    page = desk.get(f"/bureau/editions/{draft}").text

    assert re.search(r"lien mort, page introuvable \(404\)", page)
    assert "liens non vérifiés" not in page


def test_a_sealed_edition_is_not_asked(desk: Desk, draft: str, veille: Veille) -> None:
    veille.sealing.seal(draft, by=ALICE)
    assert desk.post(f"/bureau/editions/{draft}/liens").status_code == 409
    refused = desk.post(f"/bureau/editions/{draft}/liens", htmx=True)
    assert (refused.status_code, refused.headers["HX-Retarget"]) == (409, "#avis")


def test_who_may_only_reread_has_no_button(bob: Desk, draft: str) -> None:
    assert "Vérifier les liens" not in bob.get(f"/bureau/editions/{draft}").text
    assert bob.post(f"/bureau/editions/{draft}/liens").status_code == 403


@pytest.mark.parametrize("width", [1440, 375])
def test_the_button_shows_what_it_found_in_place(
    browser: Browser, desk_url: str, veille: Veille, draft: str, width: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    complaints = watched(page)
    enter(page, desk_url, veille)
    page.goto(f"{desk_url}/bureau/editions/{draft}?partie=texte")

    page.get_by_role("button", name="Vérifier les liens").click()

    found = page.locator(".checks .findings li").filter(has_text="lien mort")
    expect(found).to_be_visible(timeout=10_000)
    found.get_by_role("link", name=SCHOOL.title).click()
    expect(page).to_have_url(re.compile(r"#e-\w+$"))
    assert page.evaluate(OVERFLOW) == 0
    assert complaints == []
