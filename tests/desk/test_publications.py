"""Publications at the desk: a thematic letter in a few fields, each fault beside its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import ALICE, SCHOOL, Stage, by_url
from tests.desk.browsing import OVERFLOW, Hands, enter
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.model.item import State, Triage

HEALTH = {"title": "Lettre Éducation", "themes": "education", "draft": "15", "per_year": "20"}


def test_each_publication_says_its_next_number_and_when_its_draft_is_made(desk: Desk) -> None:
    page = desk.get("/bureau/publications/").text
    assert "La lettre de Bréal" in page
    assert "Brouillon mercredi" in page
    assert "Aucun brouillon ne se prépare seul" in page


def test_a_copy_is_made_changed_and_undone(desk: Desk, veille: Veille, stage: Stage) -> None:
    before = (stage.folder / "veille.yml").read_bytes()
    answer = desk.post("/bureau/publications/lettre/copier", HEALTH)
    assert answer.status_code == 303
    page = desk.get(answer.location).text
    assert "n°\u00a01/20" in page
    assert "création de" in page
    form = desk.get("/bureau/publications/lettre-education").text
    assert 'value="Lettre Éducation"' in form
    assert '<option value="15" selected>' in form
    changed = {**HEALTH, "title": "Lettre École", "draft": ""}
    assert desk.post("/bureau/publications/lettre-education", changed).status_code == 303
    assert veille.config.publication("lettre-education").title == "Lettre École"
    desk.post("/bureau/publications/annuler")
    assert veille.config.publication("lettre-education").title == "Lettre Éducation"
    stage.clock.advance(minutes=1)
    assert (stage.folder / "veille.yml").read_bytes() != before


@pytest.mark.parametrize(
    "field, value, told",
    [
        ("key", "lettre", "lettre"),
        ("key", "É t é", "minuscules"),
        ("shortcut", "r", "touche"),
        ("title", " ", "titre"),
        ("draft", "jeudi", "hoisissez quand"),
        ("territories", "ZZ", "territoire"),
        ("per_year", "vingt", "de 1 à 366"),
        ("per_year", "400", "de 1 à 366"),
    ],
)
def test_a_fault_is_told_and_what_was_typed_stays(
    desk: Desk, stage: Stage, field: str, value: str, told: str
) -> None:
    before = (stage.folder / "veille.yml").read_bytes()
    typed = {**HEALTH, "rhythm": "vingt par an", field: value}
    answer = desk.post("/bureau/publications/lettre/copier", typed)
    assert answer.status_code in (400, 409)
    assert told in answer.text
    assert 'value="vingt par an"' in answer.text
    assert (stage.folder / "veille.yml").read_bytes() == before


def test_an_unknown_publication_is_a_page_that_says_so(desk: Desk) -> None:
    for path in ("rien", "rien/copier"):
        assert desk.get(f"/bureau/publications/{path}").status_code == 404
        assert desk.post(f"/bureau/publications/{path}", HEALTH).status_code == 404


@pytest.mark.browser
def test_a_thematic_letter_is_made_in_few_gestures(
    browser: Browser, desk_url: str, veille: Veille, capsys: pytest.CaptureFixture[str]
) -> None:
    """Features: « Lettre Santé » in less than three minutes by copying one; then its first number."""
    veille.collect()
    item = by_url(veille)[SCHOOL.url].public_id
    veille.items.triage(item, Triage(state=State.KEPT, themes=("education",)), by=ALICE)
    page = browser.new_page(viewport={"width": 375, "height": 800})
    enter(page, desk_url, veille)
    page.goto(f"{desk_url}/bureau/publications/")
    assert page.evaluate(OVERFLOW) == 0
    hands = Hands(page)
    hands.begin("une lettre thématique")
    hands.click(page.get_by_role("link", name="Copier : La revue"))
    assert page.evaluate(OVERFLOW) == 0
    page.get_by_label("Titre", exact=True).fill("Lettre Éducation")
    page.get_by_label("Thèmes").select_option("education")
    page.get_by_label("Numéros par an").fill("20")
    page.get_by_label("se prépare").select_option("15")
    hands.click(page.get_by_role("button", name="Créer la publication"))
    expect(page.get_by_role("heading", name="Lettre Éducation")).to_be_visible()
    _keys, clicks, pages = hands.counts["une lettre thématique"]
    with capsys.disabled():
        print(f"\nune lettre thématique : 4 champs, {clicks} clics, {pages} pages")
    assert clicks <= 4
    draft = veille.drafts.new("lettre-education", by=ALICE)
    assert "n° 1/20" in veille.sealing.seal(draft.public_id, by=ALICE).subject
