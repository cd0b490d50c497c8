"""« Liens morts » at the desk: what leads nowhere, asked again, or found good by a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cast import ALICE, MEETING, RENTS, SCHOOL, Stage, sealed
from tests.desk.browsing import OVERFLOW, enter, watched
from tests.desk.conftest import Desk
from tests.desk.test_axe import faults
from veille.core import Veille
from veille.errors import FetchError
from veille.model.item import Fetched, Validators

LINKS = "/bureau/liens-morts/"


def page(url: str, moved_to: str | None = None) -> Fetched:
    return Fetched(moved_to or url, 200, {}, b"", Validators(), moved_to=moved_to)


@pytest.fixture
def letter(veille: Veille, stage: Stage) -> Path:
    """A sealed letter whose first page moved, then was gone for more than a week; its archive."""
    veille.published_links.pause = 0
    sealed(veille, "lettre", SCHOOL, RENTS)
    stage.web.answers[RENTS.url] = page(RENTS.url)
    stage.web.answers[SCHOOL.url] = page(SCHOOL.url, "https://gazette.example/rentree/ecole")
    veille.published_links.round(by=ALICE)
    stage.web.answers[SCHOOL.url] = FetchError("page introuvable (404)", status=404)
    for _time in range(2):
        stage.clock.advance(days=31)
        veille.published_links.round(by=ALICE)
    veille.archive.build()
    return stage.folder / "archive" / "lettre" / "2026" / "12" / "index.html"


def test_a_dead_link_says_where_it_stands_since_when_and_what_to_do(
    letter: Path, desk: Desk, veille: Veille
) -> None:
    assert f'href="{LINKS}"' in desk.get("/bureau/editions/").text
    shown = desk.get(LINKS).text.replace("\u00a0", " ")

    assert SCHOOL.title in shown
    assert RENTS.title not in shown
    assert "constaté le 17 janvier 2027, page introuvable (404)" in shown
    assert 'href="https://gazette.example/rentree/ecole"' in shown
    (edition,) = veille.editions.listed("lettre")
    assert f"/bureau/editions/{edition.public_id}#errata" in shown


def test_asked_again_it_is_still_dead_or_lives_and_the_archive_follows(
    letter: Path, desk: Desk, stage: Stage
) -> None:
    assert desk.post(f"{LINKS}verifier", {"url": SCHOOL.url}).status_code == 303
    assert "Toujours sans réponse" in desk.get(LINKS).text
    assert "Lien mort" in letter.read_text("utf-8")

    stage.web.answers[SCHOOL.url] = page(SCHOOL.url)
    desk.post(f"{LINKS}verifier", {"url": SCHOOL.url})

    shown = desk.get(LINKS).text
    assert "répond de nouveau" in shown
    assert "Aucun lien mort" in shown
    assert "Lien mort" not in letter.read_text("utf-8")


def test_a_person_finds_it_good_and_the_archive_follows(
    letter: Path, desk: Desk, veille: Veille
) -> None:
    assert desk.post(f"{LINKS}bon", {"url": SCHOOL.url}).status_code == 303
    assert "tenu pour bon pendant un an" in desk.get(LINKS).text
    assert "Lien mort" not in letter.read_text("utf-8")
    assert "a trouvé bon un lien tenu pour mort" in desk.get("/bureau/journal/").text


def test_what_was_never_published_is_refused_in_words(desk: Desk) -> None:
    for url in ("https://ailleurs.example/", "", "javascript:alert(1)", MEETING.url):
        for deed in ("verifier", "bon"):
            answer = desk.post(f"{LINKS}{deed}", {"url": url})
            assert answer.status_code == 404
            assert "dans aucune édition scellée" in answer.text


def test_who_may_only_reread_sees_the_list_without_its_buttons(letter: Path, bob: Desk) -> None:
    shown = bob.get(LINKS).text
    assert SCHOOL.title in shown
    assert "Le lien est bon" not in shown
    assert bob.post(f"{LINKS}bon", {"url": SCHOOL.url}).status_code == 403


@pytest.mark.parametrize("width", [375])
def test_the_page_fits_and_obeys_its_policy(
    letter: Path, browser: Browser, desk_url: str, veille: Veille, width: int
) -> None:
    tab = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    complaints = watched(tab)
    enter(tab, desk_url, veille)
    tab.goto(f"{desk_url}{LINKS}")
    tab.get_by_role("button", name="Vérifier maintenant").click()
    tab.get_by_text("Toujours sans réponse").wait_for()
    assert (faults(tab), tab.evaluate(OVERFLOW)) == ([], 0)
    assert complaints == []
