"""The composer: a draft arranged in place, by keys or without a script, nothing lost."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.cast import ALICE, CALL, MEETING, RENTS, SCHOOL, select_for
from tests.desk.browsing import OVERFLOW, Hands, enter, let_go, watched
from tests.desk.conftest import Desk
from veille.core import Veille


@pytest.fixture
def draft(veille: Veille) -> str:
    """A letter of three items, and one more that waits."""
    veille.collect()
    select_for(veille, "lettre", SCHOOL, RENTS, CALL)
    made = veille.drafts.new("lettre", by=ALICE).public_id
    select_for(veille, "lettre", MEETING)
    return made


def titles(veille: Veille, draft: str) -> list[str]:
    return [entry.title for entry in veille.editions.view(draft).entries]


def ids(veille: Veille, draft: str) -> list[str]:
    return [entry.public_id for entry in veille.editions.view(draft).entries]


# --- without a script ------------------------------------------------------------------


def test_every_section_is_named_with_its_count_the_empty_ones_too(
    desk: Desk, draft: str, veille: Veille
) -> None:
    page = desk.get(f"/bureau/editions/{draft}").text
    assert 'id="s-agenda">Agenda <span>vide</span>' in page
    assert f'id="s-a-lire">À lire <span>{len(ids(veille, draft))}</span>' in page
    assert "Rien dans cette rubrique" in page
    assert "Ajouter tout ce qui attend" in page


def test_every_act_has_a_form_that_works_alone(desk: Desk, draft: str, veille: Veille) -> None:
    first, second, *_others = ids(veille, draft)
    base = f"/bureau/editions/{draft}"
    answer = desk.post(f"{base}/place", {"item": second, "action": "up"})
    assert answer.location.endswith(f"#e-{second}")
    assert ids(veille, draft)[:2] == [second, first]
    desk.post(f"{base}/place", {"item": second, "section": "agenda"})
    assert veille.editions.view(draft).sections[0].title == "Agenda"
    desk.post(f"{base}/note", {"item": first, "note": "Dite ici."})
    assert "Dite ici." in desk.get(base).text
    desk.post(f"{base}/mots", {"title": "Numéro d’hiver", "edito": "Bonjour."})
    assert "Numéro d’hiver" in desk.get(f"{base}/courriel").text
    desk.post(f"{base}/retirer", {"item": first})
    assert first not in ids(veille, draft)
    assert "attend l’édition suivante" in desk.get(base).text
    desk.post(f"{base}/ajouter", {"address": RENTS.url or ""})
    desk.post(f"{base}/ajouter", {})
    assert len(ids(veille, draft)) == 4
    for _act in range(7):
        desk.post(f"{base}/annuler")
    assert ids(veille, draft) == [first, second, *_others]
    assert "rien à annuler" in desk.get(desk.post(f"{base}/annuler").location).text


def test_what_cannot_be_done_is_said_and_what_was_typed_stays(
    desk: Desk, draft: str, veille: Veille
) -> None:
    base, first = f"/bureau/editions/{draft}", ids(veille, draft)[0]
    wrong = desk.post(f"{base}/mots", {"date": "demain", "title": "Un titre"})
    assert (wrong.status_code, "n’est pas un jour" in wrong.text) == (409, True)
    assert 'value="Un titre"' in wrong.text
    veille.arranging.write(draft, {"edito": "De Bob."}, by="Bob")
    late = desk.post(f"{base}/mots", {"edito": "D’Alice.", "seen-edito": ""})
    assert (late.status_code, "D’Alice." in late.text) == (409, True)
    assert veille.editions.get(draft).edito == "De Bob."
    unknown = desk.post(f"{base}/ajouter", {"address": "https://inconnu.example/x"})
    assert (unknown.status_code, "https://inconnu.example/x" in unknown.text) == (404, True)
    assert desk.post(f"{base}/place", {"item": first, "section": "nulle"}).status_code == 409
    assert desk.post(f"{base}/place", {"item": "rien", "action": "up"}).status_code == 404


def test_a_note_that_is_refused_stays_in_its_field(desk: Desk, draft: str, veille: Veille) -> None:
    first = ids(veille, draft)[0]
    told = {"item": first, "note": "Mes mots.", "seen": "Autre chose"}
    answer = desk.post(f"/bureau/editions/{draft}/note", told)
    assert (answer.status_code, "Mes mots." in answer.text) == (409, True)


def test_what_a_colleague_wrote_since_is_not_sealed_unread(
    desk: Desk, draft: str, veille: Veille
) -> None:
    mark = veille.arranging.board(draft).mark
    veille.arranging.write(draft, {"edito": "Jamais relu."}, by="Bob")
    answer = desk.post(f"/bureau/editions/{draft}/sceller", {"read": "1", "mark": mark})
    assert (answer.status_code, "a changé depuis cette page" in answer.text) == (409, True)


def test_within_a_page_only_the_board_comes_back(desk: Desk, draft: str, veille: Veille) -> None:
    first = ids(veille, draft)[0]
    answer = desk.post(
        f"/bureau/editions/{draft}/place", {"item": first, "action": "down"}, htmx=True
    )
    assert answer.text.lstrip().startswith('<div id="composer"')
    assert "edition-changed" in answer.headers["HX-Trigger"]
    assert veille.arranging.board(draft).mark in answer.headers["HX-Trigger"]
    refused = desk.post(
        f"/bureau/editions/{draft}/place", {"item": "rien", "action": "up"}, htmx=True
    )
    assert (refused.status_code, refused.headers["HX-Retarget"]) == (404, "#avis")
    told = desk.get(f"/bureau/editions/{draft}/verifications").text
    assert "À vérifier" in told


@pytest.mark.parametrize("part", ["telephone", "sombre", "inverse", "sans-images", "texte"])
def test_each_pane_is_a_link_that_works_alone(desk: Desk, draft: str, part: str) -> None:
    page = desk.get(f"/bureau/editions/{draft}?partie={part}").text
    assert page.count('aria-current="true"') == 1
    assert f"pane-{part}" in page


def test_the_letter_is_shown_as_programs_change_it(desk: Desk, draft: str) -> None:
    plain = desk.get(f"/bureau/editions/{draft}/courriel").text
    dark = desk.get(f"/bureau/editions/{draft}/courriel?vue=sombre").text
    assert "prefers-color-scheme" in plain
    assert "prefers-color-scheme" not in dark
    assert "invert(1)" in desk.get(f"/bureau/editions/{draft}/courriel?vue=inverse").text
    assert "src=" not in desk.get(f"/bureau/editions/{draft}/courriel?vue=sans-images").text
    assert desk.get(f"/bureau/editions/{draft}/courriel?vue=autre").text == plain


# --- in the browser --------------------------------------------------------------------


def opened(browser: Browser, desk_url: str, veille: Veille, draft: str, width: int = 1440) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    enter(page, desk_url, veille)
    page.goto(f"{desk_url}/bureau/editions/{draft}")
    return page


@pytest.mark.browser
def test_a_row_moved_by_keys_keeps_the_focus_and_the_letter_follows(
    browser: Browser, desk_url: str, veille: Veille, draft: str
) -> None:
    page = opened(browser, desk_url, veille, draft)
    complaints = watched(page)
    first, second, *_others = ids(veille, draft)
    page.locator(f"#e-{first}").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/courriel")):
        page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-entry]").nth(1)).to_have_id(f"e-{first}")
    expect(page.locator(f"#e-{first}")).to_be_focused()
    assert ids(veille, draft)[:2] == [second, first]
    page.keyboard.press("n")
    page.keyboard.press("Control+A")
    page.keyboard.type("Écrite sur place.")
    with page.expect_response(lambda answer: answer.url.endswith("/note")):
        page.keyboard.press("Tab")
    expect(page.frame_locator("iframe").get_by_text("Écrite sur place.")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/annuler")):
        page.locator(f"#e-{first}").focus()
        page.keyboard.press("z")
    expect(page.frame_locator("iframe").get_by_text("Écrite sur place.")).to_have_count(0)
    assert complaints == []


@pytest.mark.browser
def test_a_note_typed_before_the_moved_row_is_there_is_not_lost(
    browser: Browser, desk_url: str, veille: Veille, draft: str
) -> None:
    page = opened(browser, desk_url, veille, draft)
    first, *_others = ids(veille, draft)
    page.locator(f"#e-{first}").focus()
    held: list[Route] = []
    page.route("**/place", lambda route: held.append(route))
    with page.expect_request("**/place"):
        page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("n")
    page.keyboard.type("Bref")
    with page.expect_response("**/place"):
        let_go(page, held)
    expect(page.locator(f"#e-{first} textarea")).to_have_value(re.compile("Bref$"))


@pytest.mark.browser
def test_what_is_taken_out_is_said_and_the_next_row_has_the_focus_where_it_was(
    browser: Browser, desk_url: str, veille: Veille, draft: str
) -> None:
    page = opened(browser, desk_url, veille, draft, width=375)
    first, second, third = ids(veille, draft)
    page.locator(f"#e-{second}").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/retirer")):
        page.keyboard.press("x")
    expect(page.locator(f"#e-{third}")).to_be_focused()
    expect(page.locator("#avis")).to_contain_text("attend l’édition suivante")
    button = page.locator("[data-undo]")
    button.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    button.click()
    expect(page.locator("#avis")).to_contain_text("Annulé")
    expect(page.locator(f"#e-{second}")).to_be_visible()
    assert abs(page.evaluate("scrollY") - before) < 60
    assert ids(veille, draft) == [first, second, third]


@pytest.mark.browser
def test_a_row_is_dragged_into_another_section(
    browser: Browser, desk_url: str, veille: Veille, draft: str
) -> None:
    page = opened(browser, desk_url, veille, draft)
    last = ids(veille, draft)[-1]
    with page.expect_response(lambda answer: answer.url.endswith("/place")):
        page.locator(f"#e-{last} .entry-title em").drag_to(page.locator("#s-agenda"))
    expect(page.locator(f"[data-part=agenda] #e-{last}")).to_be_visible()
    assert veille.editions.view(draft).sections[0].key == "agenda"


@pytest.mark.browser
def test_what_was_typed_outlives_a_reload_and_a_telephone_shows_it_whole(
    browser: Browser, desk_url: str, veille: Veille, draft: str
) -> None:
    page = opened(browser, desk_url, veille, draft, width=375)
    assert page.evaluate(OVERFLOW) == 0
    page.locator("#edito").fill("Trois mots dits.")
    with page.expect_response(lambda answer: answer.url.endswith("/mots")):
        page.locator("#edito").blur()
    page.reload()
    expect(page.locator("#edito")).to_have_value("Trois mots dits.")
    assert veille.editions.get(draft).edito == "Trois mots dits."


@pytest.mark.browser
def test_a_letter_is_made_ready_in_few_gestures(
    browser: Browser, desk_url: str, veille: Veille, draft: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Issue: a letter ≤ 40 actions. Two notes, an édito, two moves, one taken out, one brought in."""
    page = opened(browser, desk_url, veille, draft)
    hands = Hands(page)
    hands.begin("la lettre")
    first, second, third, *_others = ids(veille, draft)

    def answered(path: str) -> AbstractContextManager[object]:
        return page.expect_response(lambda answer: answer.url.endswith(path))

    hands.click(page.locator("#edito"))
    hands.type("Bonjour à toutes et tous.")
    for item in (first, second):
        hands.click(page.locator(f"#note-{item}"))
        hands.type("Une phrase. ")
    with answered("/place"):
        page.locator(f"#vers-{third}").select_option("agenda")
        hands.press("Tab")
    page.locator(f"#e-{second}").focus()
    with answered("/place"):
        hands.press("Alt+ArrowUp")
    with answered("/retirer"):
        hands.press("x")
    with answered("/ajouter"):
        hands.click(page.get_by_role("button", name="Ajouter tout ce qui attend"))
    hands.click(page.get_by_label("une édition scellée ne change plus"))
    with page.expect_navigation():
        hands.click(page.get_by_role("button", name="Sceller", exact=True))
    expect(page.get_by_text("Elle ne change plus")).to_be_visible()
    keys, clicks, pages = hands.counts["la lettre"]
    with capsys.disabled():
        print(f"\nla lettre : {keys} touches, {clicks} clics, {pages} page")
    assert keys + clicks <= 40
