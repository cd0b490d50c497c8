"""A documentalist's morning at the keyboard: every key is counted, and none is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import ALICE, GAZETTE, MINISTERE, Stage, Told, feed
from tests.desk.browsing import Hands, enter, watched
from veille.core import Veille
from veille.model.item import Filter, State, Triage
from veille.text.french import typo

pytestmark = pytest.mark.browser

TITLES = [
    "Les cantines changent de menu", "Un square rouvre après travaux", "La piscine ferme en mai",
    "Budget participatif : les votes", "Un bailleur relance ses chantiers", "Le marché déménage",
    "Trois médiateurs embauchés", "Le tram attendra", "Une ludothèque itinérante",
    "Des façades repeintes", "La bibliothèque ouvre le dimanche", "Jardins : la liste d’attente",
]  # fmt: skip


@pytest.fixture(name="veille")
def a_full_morning(stage: Stage) -> Iterator[Veille]:
    """Twelve more articles of the Gazette, two calls of the ministry: eighteen items in all."""
    told = [Told(one, f"https://gazette.example/{rank}") for rank, one in enumerate(TITLES)]
    calls = [
        Told(f"Appel à projets n° {rank} : {what}", f"https://ministere.example/appel-{rank}")
        for rank, what in ((1, "mobilités douces"), (2, "lecture publique"))
    ]
    stage.web.answers[GAZETTE] = feed(*told)
    stage.web.answers[MINISTERE] = feed(*calls, url=MINISTERE)
    with stage.opened() as veille:
        veille.collect()
        yield veille


@pytest.fixture
def page(browser: Browser, desk_url: str, veille: Veille) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    enter(page, desk_url, veille)
    return page


def here(page: Page) -> str:
    return page.locator(".row.here .row-title").inner_text()


def settled(page: Page, title: str) -> None:
    """The row after that one is in hand."""
    expect(page.locator(".row.here .row-title")).not_to_have_text(title)


def test_a_morning_by_keyboard(
    page: Page, veille: Veille, capsys: pytest.CaptureFixture[str]
) -> None:
    complaints = watched(page)
    hands = Hands(page)
    drops, keeps = 6, 4

    hands.begin(f"écarter {drops} articles (but : 1 touche chacun)")
    for _ in range(drops):
        title = here(page)
        hands.press("x")
        settled(page, title)

    hands.begin(f"en retenir {keeps} comme proposé (but : 4 touches au plus)")
    for _ in range(keeps):
        title = here(page)
        hands.press("Enter")
        settled(page, title)

    hands.begin("en retenir 1 pour deux publications, avec un thème")
    title = here(page)
    hands.press("l")
    expect(page.locator("#avis")).to_contain_text("Retenu pour la lettre")
    hands.press("r")
    expect(page.locator("#avis")).to_contain_text("la revue")
    hands.press("t")
    hands.type("pre")
    hands.press("Enter")
    expect(page.get_by_role("checkbox", name="Réussite éducative")).to_be_checked()
    hands.press("Escape", "j")
    settled(page, title)

    hands.begin("y revenir, écrire une note, passer au suivant")
    hands.press("k")
    expect(page.locator(".row.here .row-title")).to_have_text(title)
    hands.press("n")
    hands.type("xjkz : une note, pas des raccourcis")
    hands.press("Escape", "j")
    settled(page, title)

    hands.begin("annuler deux fois")
    hands.press("z", "z")
    expect(page.locator("#avis")).to_contain_text("Annulé")

    hands.begin("écarter le reste d’une source, puis se raviser")
    hands.press("X")
    expect(page.locator("#avis")).to_contain_text("Écarté")
    left = veille.items.counts()
    hands.press("z")
    expect(page.locator("#avis")).to_contain_text("Annulé")

    with capsys.disabled():
        print(f"\n{hands.told()}")
    assert hands.counts[f"écarter {drops} articles (but : 1 touche chacun)"] == [drops, 0, 0]
    assert list(hands.counts.values())[1] == [keeps, 0, 0]
    assert all(clicks == pages == 0 for _keys, clicks, pages in hands.counts.values())
    assert left[State.DROPPED] > drops
    assert veille.items.counts()[State.DROPPED] == drops
    kept = {typo(one.title): one for one in veille.items.listed(Filter(state=State.KEPT))}
    assert len(kept) == keeps + 1
    assert kept[title].selected_for == ("lettre", "revue")
    # The theme and the note were the last two acts, and both were taken back.
    assert (kept[title].themes, kept[title].summary) == ((), "")
    assert complaints == []


def test_keys_typed_faster_than_answers_come_each_reach_their_item(
    page: Page, veille: Veille
) -> None:
    hands = Hands(page)
    hands.press(*"xxxxx")
    expect(page.locator(".list-head")).to_contain_text("5 traités")
    assert veille.items.counts()[State.DROPPED] == 5


def test_shortcuts_are_silent_in_a_field_with_a_modifier_and_when_switched_off(
    page: Page, veille: Veille
) -> None:
    hands = Hands(page)
    page.get_by_label("Chercher").focus()
    hands.type("xXz?")
    assert page.get_by_label("Chercher").input_value() == "xXz?"
    page.get_by_label("Chercher").blur()
    hands.press("Alt+x", "Control+l")
    page.evaluate("document.body.dataset.shortcuts = 'off'")
    hands.press("x", "l", "X")
    page.evaluate("document.body.dataset.shortcuts = 'on'")
    hands.press("?")
    expect(page.locator("#aide")).to_have_attribute("open", "")
    assert veille.items.counts() == {State.NEW: 18}


def test_a_double_click_decides_once_and_the_back_button_shows_what_is(
    page: Page, veille: Veille
) -> None:
    first = here(page)
    page.get_by_role("button", name="Écarter", exact=True).dblclick()
    expect(page.locator(".list-head")).not_to_contain_text("0 traité")
    dropped = veille.items.counts()[State.DROPPED]
    page.get_by_role("link", name="Éditions").click()
    expect(page.get_by_role("heading", name="Éditions", level=1)).to_be_visible()
    page.wait_for_load_state()
    page.go_back()
    expect(page.locator(".list-head")).to_contain_text(f"{dropped} traité")
    assert dropped == 1, "the second click of a double click must not reach the next item"
    expect(page.locator(".row-title", has_text=first)).to_have_count(0)


def test_two_people_on_one_item_the_second_reads_again(
    page: Page, browser: Browser, desk_url: str, veille: Veille
) -> None:
    other = browser.new_page(viewport={"width": 1440, "height": 860})
    enter(other, desk_url, veille)
    title = here(page)
    assert here(other) == title
    Hands(page).press("x")
    settled(page, title)

    other.get_by_label("Notre résumé").fill("Une note.")
    other.get_by_role("button", name="Retenir", exact=True).click()

    expect(other.locator(".error")).to_contain_text("a changé depuis")
    expect(other.get_by_label("Notre résumé")).to_have_value("Une note.")
    assert veille.items.counts()[State.DROPPED] == 1


def test_the_selection_prints_on_one_sheet(page: Page, desk_url: str, veille: Veille) -> None:
    hands = Hands(page)
    hands.press(*["Enter"] * 12)
    expect(page.locator(".list-head")).to_contain_text("12 traités")
    for one in veille.items.listed(Filter(state=State.KEPT)):
        veille.items.triage(
            one.public_id, Triage(summary="Une phrase assez longue. " * 40), by=ALICE
        )
    page.goto(f"{desk_url}/bureau/selection/")
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
