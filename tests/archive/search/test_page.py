"""The page of the search in a browser: keyboard, address, counts, and what it is without script or index."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.archive.in_hand import files
from tests.archive.samples import holdings
from tests.archive.search.conftest import put
from tests.archive.search.samples import LABELS, library, split
from tests.desk.browsing import OVERFLOW, let_go, watched
from tests.desk.test_axe import RULES
from veille.archive.search.tiers import search_files

pytestmark = pytest.mark.browser


def titles(page: Page) -> list[str]:
    return page.locator("#resultats h3").all_text_contents()


def count(page: Page) -> str:
    return page.locator("#compte").text_content() or ""


def chosen(page: Page, name: str) -> list[str]:
    return page.locator(f"select[name={name}] option").all_text_contents()


def test_the_home_page_leads_to_the_answer_and_nothing_is_refused_on_the_way(
    browser: Browser, host: str
) -> None:
    page = browser.new_page()
    complaints = watched(page)
    page.goto(host)
    page.get_by_role("searchbox").fill("contrat de ville")
    page.keyboard.press("Enter")
    expect(page.locator("#compte")).to_have_text("2 ressources pour « contrat de ville »")
    assert page.url == f"{host}recherche/?q=contrat+de+ville"
    assert page.title() == "contrat de ville – Rechercher – Bréal"
    first = page.locator("#resultats li").first
    assert first.locator("mark").all_text_contents() == ["ville", "contrat"]
    assert first.locator("a").get_attribute("href") == "../ressource/contrats/"
    assert first.locator(".source").text_content() == (
        "La Gazette de l’Estuaire, 14\u00a0août 2025, École & <jeunesse>, La revue de presse"
    )
    assert [one for one in complaints if "favicon" not in one and "404" not in one] == []


def test_the_answer_follows_what_is_typed_and_so_does_the_address(page: Page) -> None:
    page.get_by_role("searchbox").press_sequentially("chev")
    expect(page.locator("#resultats li")).to_have_count(2)
    assert page.url.endswith("/recherche/?q=chev")
    assert titles(page)[1] == "Un cheval de trait dans le parc municipal"
    assert page.locator("#resultats mark").all_text_contents() == ["chevaux", "cheval"]


def test_a_search_is_an_address_and_the_back_button_goes_through_them(page: Page) -> None:
    page.goto("recherche/?q=chevaux&theme=habitat&tri=mieux&annee=2025")
    expect(page.locator("#compte")).to_contain_text("ressource")
    assert page.locator("select[name=theme]").input_value() == "habitat"
    assert page.locator("select[name=tri]").input_value() == "mieux"
    page.locator("select[name=theme]").select_option("")
    expect(page.locator("#resultats li")).to_have_count(2)
    assert page.url.endswith("?q=chevaux&annee=2025&tri=mieux")
    page.get_by_role("searchbox").fill("loyers")
    page.keyboard.press("Enter")
    expect(page.locator("#resultats li")).to_have_count(1)
    page.go_back()
    page.go_back()
    expect(page.locator("#compte")).to_contain_text("chevaux")
    assert page.locator("select[name=theme]").input_value() == "habitat"


def test_each_facet_says_how_many_there_would_be(page: Page) -> None:
    page.goto("recherche/?q=la")
    expect(page.locator("#compte")).to_contain_text("trop courants")
    page.goto("recherche/?territoire=R53")
    expect(page.locator("select[name=support] option")).to_have_count(3)
    assert chosen(page, "theme") == ["tous", "École & <jeunesse> (2)", "Habitat (2)"]
    assert chosen(page, "annee") == ["toutes", "2026 (1)", "2025 (5)"]
    assert chosen(page, "territoire") == ["tous", "Bretagne (6)", "Ille-et-Vilaine (6)"]
    page.locator("select[name=annee]").select_option("2026")
    expect(page.locator("#compte")).to_have_text("1 ressource")
    assert chosen(page, "annee") == ["toutes", "2026 (1)", "2025 (5)"]


def test_ten_are_shown_then_ten_more_and_the_keyboard_goes_on_from_there(page: Page) -> None:
    page.goto("recherche/?annee=2025")
    expect(page.locator("#resultats li")).to_have_count(10)
    expect(page.locator("select[name=annee] option")).to_have_count(3)
    page.get_by_role("button", name="Afficher 9 de plus").click()
    expect(page.locator("#resultats li")).to_have_count(19)
    assert page.evaluate("document.activeElement.textContent") == titles(page)[10]
    assert page.locator("#suite").is_hidden()


def test_nothing_found_says_so_and_what_to_do(page: Page) -> None:
    page.goto("recherche/?q=ville&annee=1999")
    expect(page.locator("#compte")).to_have_text(
        "Aucune ressource pour « ville ». Essayez un mot de moins, un autre mot, ou retirez un filtre."
    )
    assert page.locator("select[name=annee]").input_value() == "1999"
    expect(page.locator("#reperes")).to_be_visible()


def test_a_word_that_is_nowhere_is_named(page: Page) -> None:
    for asked, told in (
        ("xylophone", " dans toutes ces archives."),
        ("ville Xylophones", " : « xylophones » n’est nulle part dans ces archives."),
        ("xylophone ville kayak", " : « xylophone » et « kayak » ne sont nulle part dans ces archives."),
        ('ville "ville xylophone"', " : « “ville xylophone” » n’est nulle part dans ces archives."),
    ):  # fmt: skip
        page.get_by_role("searchbox").fill(asked)
        page.keyboard.press("Enter")
        expect(page.locator("#compte")).to_contain_text(f"{told} Essayez un autre mot.")


def test_results_that_lie_far_apart_are_shown_fewer_at_once(page: Page) -> None:
    """Each file of records is 22 KB on its way: a step fetches five of them at most."""
    lengths = page.evaluate(
        """async () => {
            const { Index } = await import("/archives/assets/search/index.js");
            const index = await Index.open("/archives/recherche/index/");
            Object.assign(index.closed, { documents: 1000, per_file: 10 });
            const from = (step) => Array.from({ length: 30 }, (_, rank) => 999 - rank * step);
            return [1, 5, 10, 30].map((step) => [0, 3, 28].map((place) => index.step(from(step), place).length));
        }"""
    )
    assert lengths == [[10, 10, 2], [10, 9, 2], [5, 5, 2], [5, 5, 2]]


@pytest.mark.parametrize("asked", ['"ville xylophone"', "« ville xylophone »", "“ville xylophone”"])
def test_a_phrase_is_said_again_with_quotes_that_fit_within_others(page: Page, asked: str) -> None:
    page.goto(f"recherche/?q={quote(asked)}")
    expect(page.locator("#compte")).to_contain_text("pour « “ville xylophone” »")


HOSTILE = (
    "q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&theme=%22%3E%3Cscript%3Ealert(2)%3C/script%3E",
    f"q={'a' * 10_000}",
    f"q={'ville%20' * 1250}&theme={'b' * 10_000}",
    "q=ville&theme=nulle-part&territoire=__proto__&publication=constructor&support=x&annee=-1&tri=pire",
    "q=__proto__%20constructor%20hasOwnProperty%20toString",
    "q=%00%ff%ed%a0%80%22%22%C2%AB-&annee=%F0%9F%8E%89",
    "q=ville&q=autre&q%5B%5D=1&%E2%80%AE=1&root=//ailleurs.example/",
    "q=javascript:alert(1)%20%22onfocus=%22alert(1)",
)


@pytest.mark.parametrize(
    "asked",
    [HOSTILE[0], *(pytest.param(one, marks=pytest.mark.prove) for one in HOSTILE[1:])],
    ids=range(len(HOSTILE)),
)
def test_an_address_that_somebody_made_up_does_nothing_but_search(
    page: Page, host: str, asked: str
) -> None:
    complaints, asked_of = watched(page), []
    page.on("request", lambda one: asked_of.append(one.url))
    page.on("dialog", lambda one: complaints.append(one.message))
    page.goto(f"recherche/?{asked}")
    expect(page.locator("#compte")).to_contain_text("ressource")
    assert len(count(page)) < 600
    assert page.locator("main img, main script, main a[href^=javascript]").count() == 0
    assert {one for one in asked_of if not one.startswith(host)} == set()
    assert [one for one in complaints if "404" not in one] == []
    assert page.evaluate(OVERFLOW) == 0
    # The next search is as good as ever.
    for one in page.locator("select").all():
        one.select_option("")
    page.get_by_role("searchbox").fill("contrat de ville")
    page.keyboard.press("Enter")
    expect(page.locator("#compte")).to_have_text("2 ressources pour « contrat de ville »")


@pytest.mark.parametrize(
    "width, scheme",
    [
        (320, "dark"),
        pytest.param(1440, "light", marks=pytest.mark.prove),
        pytest.param(375, "light", marks=pytest.mark.prove),
    ],
)
def test_the_count_is_read_aloud_and_the_page_has_no_fault(
    browser: Browser, host: str, width: int, scheme: str
) -> None:
    page = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    ).new_page()
    page.goto(f"{host}recherche/?q=ville")
    expect(page.get_by_role("status")).to_have_text(re.compile("2 ressources"))
    expect(page.locator("select[name=annee] option")).to_have_count(2)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] == []
    assert page.evaluate(OVERFLOW) == 0


def test_without_javascript_the_form_leads_to_the_indexes(browser: Browser, host: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(host)
    page.get_by_role("searchbox").fill("école")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.locator("#sans-script")).to_contain_text("une copie ouverte depuis un disque")
    assert page.locator("#filtres").is_hidden()
    for name in ("Les thèmes", "Les dossiers", "La lettre de Bréal", "2025"):
        link = page.locator("#reperes").get_by_role("link", name=name, exact=True)
        to = link.get_attribute("href")
        assert to
        assert page.request.get(f"{host}recherche/{to}").ok


def test_what_a_thing_was_called_before_is_found_and_told(page: Page) -> None:
    page.goto("recherche/?q=cucs")
    expect(page.locator("#compte")).to_have_text(
        "1 ressource pour « cucs ». Cherché aussi avec « contrat de ville », qui a remplacé « CUCS » en 2015."
    )
    assert titles(page) == ["Le contrat de ville signé à l’automne"]
    page.goto('recherche/?q="cucs"')
    expect(page.locator("#compte")).to_contain_text("Aucune ressource")


def test_words_typed_before_the_script_is_there_are_searched_too(
    browser: Browser, host: str
) -> None:
    page = browser.new_page()
    held: list[Route] = []
    page.route("**/page*.js", lambda route: held.append(route))
    page.goto(f"{host}recherche/", wait_until="commit")
    page.get_by_role("searchbox").fill("chev")
    expect(page.locator("#resultats li")).to_have_count(0)
    let_go(page, held)
    expect(page.locator("#resultats li")).to_have_count(2)


def test_an_index_that_does_not_load_is_said_and_the_next_search_tries_again(page: Page) -> None:
    page.route("**/courante/index.json", lambda route: route.abort())
    page.goto("recherche/?q=ville")
    expect(page.locator("#compte")).to_contain_text("L’index de recherche ne se charge pas.")
    expect(page.locator("#reperes")).to_be_visible()
    page.unroute("**/courante/index.json")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.locator("#resultats li")).to_have_count(2)


def test_a_page_that_stayed_open_reads_the_index_that_came_meanwhile(
    browser: Browser, host: str, site: Path
) -> None:
    closed, running = split(library())
    put(site / "bis", files(holdings()).items())
    put(site / "bis", search_files(closed, running, LABELS))
    page = browser.new_page()
    page.goto(f"{host}bis/recherche/?q=xylophone")
    expect(page.locator("#compte")).to_contain_text("Aucune ressource")
    put(site / "bis", search_files(closed[1:], running, LABELS))
    page.get_by_role("searchbox").fill('"jardins partagés"')
    page.keyboard.press("Enter")
    expect(page.locator("#resultats h3")).to_have_text(["Écologie populaire et jardins partagés"])
    page.get_by_role("searchbox").fill("réussite éducative")
    page.keyboard.press("Enter")
    expect(page.locator("#compte")).to_contain_text("Aucune ressource")
