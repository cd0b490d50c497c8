"""Another mailer: copied with its own tag, downloaded, told to a network."""

from __future__ import annotations

from email import message_from_bytes

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import ALICE, RENTS, SCHOOL, sealed, select_for
from tests.desk.browsing import OVERFLOW, enter, watched
from tests.desk.conftest import Desk
from tests.send.reading import body, parts
from veille.core import Veille


@pytest.fixture
def draft(veille: Veille) -> str:
    veille.collect()
    select_for(veille, "lettre", SCHOOL, RENTS)
    return veille.drafts.new("lettre", by=ALICE).public_id


def test_the_chosen_tool_gives_its_tag_to_every_form(desk: Desk, draft: str) -> None:
    base = f"/bureau/editions/{draft}/ailleurs/"
    assert "{{ unsubscribe }}" in desk.get(f"{base}?outil=brevo").text
    assert "*|UNSUB|*" in desk.get(f"{base}html?outil=mailchimp").text
    assert "DESABONNEMENT" not in desk.get(f"{base}txt").text
    answer = desk.get(f"{base}eml?outil=mailjet")
    assert answer.headers["Content-Disposition"].endswith('.eml"')
    mail = message_from_bytes(answer.data)
    assert (mail["X-Unsent"], mail["To"], mail["List-Unsubscribe"]) == ("1", None, None)
    assert all("[[UNSUB_LINK_FR]]" in body(part) for part in parts(answer.data))
    assert desk.get(f"{base}odt").data[:2] == b"PK"
    assert desk.get(f"{base}zip").status_code == 404
    assert desk.get(f"{base}?outil=inconnu").status_code == 200


def test_a_sealed_edition_gives_its_own_bytes(desk: Desk, veille: Veille) -> None:
    veille.collect()
    letter = sealed(veille, "lettre", SCHOOL, RENTS)
    made = veille.editions.preview(letter.public_id)
    given = desk.get(f"/bureau/editions/{letter.public_id}/ailleurs/html?outil=listmonk").text
    assert given == made.html.replace("%%DESABONNEMENT%%", "{{ UnsubscribeURL }}")


def test_an_empty_draft_says_so(desk: Desk, veille: Veille, draft: str) -> None:
    for entry in veille.editions.view(draft).entries:
        veille.arranging.remove(draft, entry.public_id, by=ALICE)
    for part in ("", "html", "eml"):
        answer = desk.get(f"/bureau/editions/{draft}/ailleurs/{part}")
        assert (answer.status_code, "vide" in answer.text) == (409, True)


def test_an_entry_has_posts_of_its_own(desk: Desk, veille: Veille, draft: str) -> None:
    item = veille.editions.view(draft).entries[0]
    page = desk.get(f"/bureau/editions/{draft}/ailleurs/?element={item.public_id}").text
    assert f"ressource/{item.public_id}/" in page
    gone = desk.get(f"/bureau/editions/{draft}/ailleurs/?element=rien").text
    assert "n’est plus dans l’édition" in gone


@pytest.mark.browser
def test_what_is_copied_is_what_is_pasted(
    browser: Browser, desk_url: str, veille: Veille, draft: str
) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk_url)
    page = context.new_page()
    complaints = watched(page)
    enter(page, desk_url, veille)
    page.goto(f"{desk_url}/bureau/editions/{draft}/ailleurs/?outil=brevo")
    assert page.evaluate(OVERFLOW) == 0
    made = veille.elsewhere.rendered(draft, "brevo")
    for name, words in (("le HTML", made.html), ("le texte", made.text)):
        page.get_by_role("button", name=f"Copier {name}", exact=True).click()
        expect(page.locator("#copie")).to_contain_text(f"Copié : {name}")
        pasted = page.evaluate("navigator.clipboard.readText()")
        assert pasted.strip() == words.strip()
    page.get_by_role("button", name="Copier la mise en forme").click()
    expect(page.locator("#copie")).to_contain_text("Copié : la mise en forme")
    rich = page.evaluate(
        "navigator.clipboard.read().then((all) => all[0].getType('text/html')).then((one) => one.text())"
    )
    assert rich.count("style=") > 20
    assert "font-size: 40px" in rich or "font-size:40px" in rich
    kinds = page.evaluate("navigator.clipboard.read().then((all) => all[0].types)")
    assert set(kinds) >= {"text/html", "text/plain"}
    # Chromium tries the styles of formatted words on this page before it copies them, and its policy says no.
    assert [one for one in complaints if "inline style" not in one] == []
