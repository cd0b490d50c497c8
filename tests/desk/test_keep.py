"""No word is lost: reload, crash, expired session, second tab, another account, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect
from sqlalchemy import delete

from tests.cast import ALICE, SCHOOL
from tests.desk.browsing import enter, watched
from tests.desk.conftest import id_of
from veille.core import Veille
from veille.store.tables import session

pytestmark = pytest.mark.browser

NOTE = "Une classe de plus : la rentrée se prépare."
COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('keep:')).length"


@pytest.fixture
def context(browser: Browser, desk_url: str) -> Iterator[BrowserContext]:
    """A browser of its own, where nothing was ever kept."""
    context = browser.new_context(base_url=desk_url)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, desk_url: str, veille: Veille) -> Page:
    """Alice reads the school's item."""
    page = context.new_page()
    enter(page, desk_url, veille)
    opened(page, veille)
    return page


def opened(page: Page, veille: Veille) -> None:
    page.goto(f"/bureau/?item={id_of(veille, SCHOOL.title)}")


def typed(page: Page, text: str) -> None:
    """The cursor stays in the field: nothing was sent yet."""
    page.get_by_label("Notre résumé").press_sequentially(text)


def kept_by_the_server(page: Page, text: str) -> None:
    """All of it: a slow typist’s first half is sent too."""

    def whole(answer: Response) -> bool:
        sent = answer.request.post_data or ""
        return "/brouillons/item" in answer.url and text.strip() in sent and answer.ok

    with page.expect_response(whole):
        typed(page, text)


def test_a_reload_and_a_crash_lose_no_word(
    browser: Browser, page: Page, desk_url: str, veille: Veille
) -> None:
    complaints = watched(page)
    typed(page, NOTE)
    page.reload()
    expect(page.get_by_label("Notre résumé")).to_have_value(NOTE)
    expect(page.locator(".kept")).to_contain_text("Texte retrouvé, tapé")
    kept_by_the_server(page, " Encore.")
    page.close(run_before_unload=False)

    # Another machine, after this one died: only the server has it.
    elsewhere = browser.new_context(base_url=desk_url)
    other = elsewhere.new_page()
    enter(other, desk_url, veille)
    opened(other, veille)
    expect(other.get_by_label("Notre résumé")).to_have_value(f"{NOTE} Encore.")
    with other.expect_response(lambda answer: answer.request.method == "DELETE"):
        other.get_by_role("button", name="Reprendre la version enregistrée").click()
    expect(other.get_by_label("Notre résumé")).to_have_value("")
    other.reload()
    expect(other.get_by_label("Notre résumé")).to_have_value("")
    expect(other.locator(".kept")).to_have_count(0)
    elsewhere.close()
    assert complaints == []


def test_what_was_sent_and_taken_is_kept_no_more(page: Page, veille: Veille) -> None:
    kept_by_the_server(page, NOTE)
    page.get_by_role("button", name="Retenir", exact=True).click()
    expect(page.locator(".row.done")).to_contain_text(SCHOOL.title)
    assert page.evaluate(COPIES) == 0
    assert veille.scratch.stamps(ALICE) == {}
    opened(page, veille)
    expect(page.get_by_label("Notre résumé")).to_have_value(NOTE)
    expect(page.locator(".kept")).to_have_count(0)


def test_a_session_that_ends_in_mid_note_loses_no_word(
    page: Page, context: BrowserContext, veille: Veille, desk_url: str
) -> None:
    typed(page, "Une classe")
    with veille.ctx.store.write() as w:
        w.execute(delete(session))
    typed(page, " de plus")
    line = page.locator(".kept")
    expect(line).to_contain_text("Votre session est finie")
    door = line.get_by_role("link", name="Entrez de nouveau")
    assert (door.get_attribute("href") or "").startswith("/bureau/connexion?suite=")

    enter(context.new_page(), desk_url, veille)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(line).to_contain_text("Vous êtes de nouveau là")
    typed(page, ".")
    page.get_by_role("button", name="Retenir", exact=True).click()
    expect(page.locator(".row.done")).to_contain_text(SCHOOL.title)
    assert veille.items.get(id_of(veille, SCHOOL.title)).summary == "Une classe de plus."


def test_two_tabs_on_one_text_know_of_each_other(
    page: Page, context: BrowserContext, veille: Veille
) -> None:
    second = context.new_page()
    opened(second, veille)
    typed(second, "Dans le second.")
    typed(page, "Dans le premier.")
    expect(second.locator(".kept")).to_contain_text("ouvert dans un autre onglet")
    expect(second.get_by_label("Notre résumé")).to_have_value("Dans le second.")
    second.get_by_role("button", name="Reprendre le texte tapé").click()
    expect(second.get_by_label("Notre résumé")).to_have_value("Dans le premier.")


def test_another_account_finds_nothing_of_the_first(
    page: Page, desk_url: str, veille: Veille
) -> None:
    kept_by_the_server(page, NOTE)
    page.goto(f"/bureau/entrer/{veille.access.new_link('Bob')}")
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/bureau/")
    opened(page, veille)
    assert page.evaluate(COPIES) == 0
    expect(page.get_by_label("Notre résumé")).to_have_value("")
    expect(page.locator(".kept")).to_have_count(0)
