"""The last steps at the desk: a second person validates, the letter is sealed, an error is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import ALICE, RENTS, SCHOOL, Stage, draft_for_two, sealed
from tests.desk.browsing import OVERFLOW, enter
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.model.edition import EditionState


@pytest.fixture
def draft(veille: Veille, stage: Stage) -> str:
    """A letter that asks for a second person."""
    return draft_for_two(veille, stage)


def test_whoever_rereads_validates_and_whoever_seals_seals(
    desk: Desk, bob: Desk, draft: str, veille: Veille
) -> None:
    base = f"/bureau/editions/{draft}"
    assert "demande une seconde personne" in desk.get(base).text
    refused = desk.post(f"{base}/sceller", {"read": "1"})
    assert (refused.status_code, "lien de relecture" in refused.text) == (409, True)
    assert bob.post(f"{base}/valider").status_code == 400
    mark = veille.arranging.board(draft).mark
    assert bob.post(f"{base}/valider", {"read": "1", "mark": mark}).status_code == 303
    assert "par Bob" in desk.get(base).text
    assert desk.post(f"{base}/reprendre").status_code == 303
    assert desk.post(f"{base}/reprendre").status_code == 409
    bob.post(f"{base}/valider", {"read": "1"})
    assert desk.post(f"{base}/sceller", {"read": "1"}).status_code == 303
    assert veille.editions.get(draft).state is EditionState.SEALED


def test_a_page_left_open_does_not_validate_what_came_after(
    desk: Desk, draft: str, veille: Veille
) -> None:
    mark = veille.arranging.board(draft).mark
    veille.arranging.write(draft, {"edito": "Depuis."}, by="Bob")
    answer = desk.post(f"/bureau/editions/{draft}/valider", {"read": "1", "mark": mark})
    assert (answer.status_code, "a changé depuis cette page" in answer.text) == (409, True)


def test_an_erratum_is_published_mailed_and_taken_back(desk: Desk, veille: Veille) -> None:
    veille.collect()
    letter = sealed(veille, "lettre", SCHOOL, RENTS)
    base = f"/bureau/editions/{letter.public_id}"
    answer = desk.post(f"{base}/erratum", {"erratum": "Le 4, et non le 3.", "mail": "1"})
    page = desk.get(answer.location.partition("#")[0]).text
    assert "Le 4, et non le 3." in page
    assert "erratum-1" in page
    assert letter.view is not None
    file = veille.workspace.archive / letter.view.path / "index.html"
    assert "Le 4, et non le 3." in file.read_text("utf-8")
    empty = desk.post(f"{base}/erratum", {"erratum": " "})
    assert (empty.status_code, "ce qu’il faut corriger" in empty.text) == (409, True)
    assert desk.post(f"{base}/erratum/1/retirer").status_code == 303
    assert "Le 4, et non le 3." not in file.read_text("utf-8")
    for gone in ("1", "x", "9" * 40):
        assert desk.post(f"{base}/erratum/{gone}/retirer").status_code == 404


@pytest.mark.browser
def test_the_directors_link_on_a_telephone_then_an_erratum_in_three_clicks(
    browser: Browser, desk_url: str, veille: Veille, draft: str
) -> None:
    token = veille.reviews.invite(draft, "Mme la directrice", by=ALICE)
    phone = browser.new_page(viewport={"width": 375, "height": 740})
    phone.goto(f"{desk_url}/relecture/{token}", wait_until="networkidle")
    assert phone.evaluate(OVERFLOW) == 0
    box = phone.get_by_label("J’ai relu cette lettre")
    box.scroll_into_view_if_needed()
    # A frame is drawn: until then Chromium may give the touch to the letter that stood there before.
    phone.screenshot()
    box.check()
    phone.get_by_role("button", name="Bon à envoyer").click()
    expect(phone.get_by_text("votre bon à envoyer est enregistré")).to_be_visible()
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    enter(page, desk_url, veille)
    page.goto(f"{desk_url}/bureau/editions/{draft}")
    expect(page.get_by_text("par Mme la directrice")).to_be_visible()
    page.get_by_label("une édition scellée ne change plus").check()
    page.get_by_role("button", name="Sceller", exact=True).click()
    expect(page.get_by_text("Elle ne change plus")).to_be_visible()
    page.get_by_text("Ajouter un erratum").click()
    page.get_by_label("Ce qu’il fallait lire").fill("La réunion est le 4.")
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator("#errata").get_by_text("La réunion est le 4.")).to_be_visible()
