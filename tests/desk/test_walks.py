"""From what was retained to what is sealed, counted: the press review, the alert, the announcement."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import ALICE, GAZETTE, Stage, Told, feed, rewrite, select_for
from tests.desk.browsing import Hands, enter
from veille.core import Veille
from veille.model.piece import PieceForm

pytestmark = pytest.mark.browser

MORE = """\
  - key: alerte
    title: "L’alerte"
    template: alert
    gather: site
    sections:
      - {key: nouveautes, title: "Nouveautés du site", own: true}
      - {key: evenements, title: "Événements importants", natures: [evenement], sort: date}
  - key: annonce
    title: "L’annonce"
    template: announcement
    sections:
      - {key: annonce, title: "À vos agendas"}
jobs:
"""


@pytest.fixture
def centre(veille: Veille, stage: Stage) -> Veille:
    rewrite(stage.folder / "veille.yml", "jobs:\n", MORE)
    veille.reload()
    return veille


def entered(browser: Browser, desk_url: str, veille: Veille, path: str) -> tuple[Page, Hands]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    enter(page, desk_url, veille)
    page.goto(f"{desk_url}/bureau/{path}")
    return page, Hands(page)


def prepare_and_seal(page: Page, hands: Hands, title: str) -> None:
    """The same four gestures whatever the publication."""
    shelf = page.get_by_role("region", name=title)
    hands.click(shelf.get_by_role("button", name="Préparer l’édition"))
    hands.click(page.get_by_label("une édition scellée ne change plus"))
    with page.expect_navigation():
        hands.click(page.get_by_role("button", name="Sceller", exact=True))
    expect(page.get_by_text("Elle ne change plus")).to_be_visible()


def counted(hands: Hands, task: str, most: int, capsys: pytest.CaptureFixture[str]) -> None:
    keys, clicks, _pages = hands.counts[task]
    with capsys.disabled():
        print(f"\n{task} : {keys} touches, {clicks} clics (au plus {most})")
    assert 0 < keys + clicks <= most


def test_a_review_of_twenty_five_items_is_sealed_in_at_most_twelve_gestures(
    browser: Browser,
    desk_url: str,
    veille: Veille,
    stage: Stage,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """After triage: made, one item moved, one taken out, a note, sealed."""
    told = [
        Told(f"{word} du quartier {at}", f"https://gazette.example/{at}", "Le logement social.")
        for at, word in enumerate("Fête École Jardin Square Atelier".split() * 5)
    ]
    stage.web.answers[GAZETTE] = feed(*told)
    veille.collect()
    select_for(veille, "revue", *told)
    page, hands = entered(browser, desk_url, veille, "editions/")
    hands.begin("la revue de 25")
    shelf = page.get_by_role("region", name="La revue de Bréal")
    hands.click(shelf.get_by_role("button", name="Préparer l’édition"))
    rows = page.locator("[data-entry]")
    assert rows.count() == 25
    rows.nth(3).focus()
    with page.expect_response(lambda answer: answer.url.endswith("/place")):
        hands.press("Alt+ArrowUp")
    with page.expect_response(lambda answer: answer.url.endswith("/retirer")):
        hands.press("x")
    expect(rows).to_have_count(24)
    hands.click(rows.first.locator("textarea"))
    hands.type("Une phrase de plus. ")
    with page.expect_response(lambda answer: answer.url.endswith("/note")):
        hands.press("Tab")
    hands.click(page.get_by_label("une édition scellée ne change plus"))
    with page.expect_navigation():
        hands.click(page.get_by_role("button", name="Sceller", exact=True))
    expect(page.get_by_text("Elle ne change plus")).to_be_visible()
    counted(hands, "la revue de 25", 12, capsys)


def test_the_alert_gathers_by_itself_and_is_sealed_in_at_most_six_gestures(
    browser: Browser, desk_url: str, centre: Veille, capsys: pytest.CaptureFixture[str]
) -> None:
    centre.collect()
    for title in ("Une fiche", "Un guide"):
        centre.pieces.write(PieceForm(title=title, body="Un mot.", public=True), by=ALICE)
    page, hands = entered(browser, desk_url, centre, "editions/")
    hands.begin("l’alerte")
    prepare_and_seal(page, hands, "L’alerte")
    counted(hands, "l’alerte", 6, capsys)
    (alert,) = centre.editions.listed("alerte")
    assert alert.view is not None
    assert {"Une fiche", "Un guide"} <= {entry.title for entry in alert.view.entries}


def test_an_announcement_takes_at_most_twelve_fields(
    browser: Browser, desk_url: str, centre: Veille, capsys: pytest.CaptureFixture[str]
) -> None:
    page, hands = entered(browser, desk_url, centre, "evenements/nouveau")
    fields = {
        "title": "Une journée pour les conseils citoyens",
        "description": "Ce que l’on y fera.\n\n- des ateliers\n- un repas",
        "place": "Salle de l’Exemple\n00000 BRÉAL",
        "days-0-date": "10/3/2027",
        "days-0-hours": "10h-17h",
        "days-0-programme": "Le matin, tous ensemble.",
        "audience": "Membres des conseils citoyens",
        "contact": "02 61 91 00 00",
        "registration": "Gratuite, obligatoire",
        "registration_url": "https://breal.example/inscription",
        "register_by": "1/3/2027",
    }
    for name, words in fields.items():
        page.locator(f"[name='{name}']").fill(words)
    page.get_by_label("L’annonce").check()
    assert len(fields) + 1 <= 12
    hands.begin("l’annonce")
    with page.expect_navigation():
        hands.click(page.get_by_role("button", name="Publier", exact=True))
    page.goto(f"{desk_url}/bureau/editions/")
    prepare_and_seal(page, hands, "L’annonce")
    with capsys.disabled():
        print(f"\nl’annonce : {len(fields) + 1} champs, puis {hands.counts['l’annonce'][1]} clics")
    (made,) = centre.editions.listed("annonce")
    letter = centre.editions.preview(made.public_id)
    for words in fields.values():
        if "/20" not in words and "h-" not in words:
            for line in words.splitlines():
                said = line.removeprefix("- ").replace("’", "’")
                assert said in letter.text.replace("\n    ", " ") or not said, said
    assert "evenement.ics" in letter.html
    calendar = next(centre.workspace.archive.glob("agenda/*/evenement.ics")).read_text("utf-8")
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "TZID=Europe/Paris:20270310T100000" in calendar
    assert "TZID=Europe/Paris:20270310T170000" in calendar
