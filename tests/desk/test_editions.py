"""From a basket to a sealed edition, its preview in a cage, its page in the archive, its trial."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, BOB, CHLOE, MEETING, RENTS, SCHOOL, sealed, select_for
from tests.desk.conftest import ARCHIVE, Desk
from veille.core import Veille
from veille.desk.guard import LIVE_POLICY
from veille.model.edition import EditionState

NB = "\u00a0"


@pytest.fixture
def draft(veille: Veille) -> str:
    """The public id of a draft of the review, two items in it."""
    select_for(veille, "revue", SCHOOL, RENTS)
    return veille.drafts.new("revue", by=ALICE).public_id


def test_what_waits_is_shown_by_publication(desk: Desk, veille: Veille) -> None:
    select_for(veille, "revue", SCHOOL)
    html = desk.get("/bureau/editions/").text.replace(NB, " ")
    assert "1 élément retenu" in html
    assert SCHOOL.title in html
    assert "Rien de retenu" in html


def test_a_draft_is_made_of_what_waits(desk: Desk, veille: Veille) -> None:
    select_for(veille, "revue", SCHOOL)
    answer = desk.post("/bureau/editions/", {"publication": "revue"})
    (made,) = veille.editions.listed()
    assert answer.location == f"/bureau/editions/{made.public_id}"
    html = desk.get(answer.location).text
    assert f"La revue de Bréal n°{NB}3" in html
    assert "Brouillon préparé" in html
    assert SCHOOL.title in html


def test_too_little_makes_no_draft_and_says_why(desk: Desk, veille: Veille) -> None:
    select_for(veille, "lettre", SCHOOL)
    answer = desk.post("/bureau/editions/", {"publication": "lettre"})
    assert answer.status_code == 409
    assert "il en faut au moins 2" in answer.text
    assert desk.post("/bureau/editions/", {"publication": "rien"}).status_code == 404
    assert veille.editions.listed() == []


def test_the_preview_is_the_letter_in_a_cage(desk: Desk, draft: str, veille: Veille) -> None:
    page = desk.get(f"/bureau/editions/{draft}")
    assert '<iframe sandbox="allow-same-origin"' in page.text
    assert f'src="/bureau/editions/{draft}/courriel"' in page.text
    mail = desk.get(f"/bureau/editions/{draft}/courriel")
    assert mail.text == veille.editions.preview(draft).html
    assert mail.headers["Content-Security-Policy"] == LIVE_POLICY
    assert "script-src" not in LIVE_POLICY
    assert "; sandbox allow-same-origin;" in LIVE_POLICY
    text = desk.get(f"/bureau/editions/{draft}/texte")
    assert text.mimetype == "text/plain"
    assert text.headers["Content-Security-Policy"] == LIVE_POLICY
    assert "/texte" in desk.get(f"/bureau/editions/{draft}?partie=texte").text


def test_a_template_that_is_wrong_says_where_in_the_preview(
    desk: Desk, draft: str, veille: Veille
) -> None:
    folder = veille.workspace.templates / "letters" / "review"
    folder.mkdir(parents=True)
    (folder / "body.html").write_text("{{ rien.du.tout }}", encoding="utf-8")
    answer = desk.get(f"/bureau/editions/{draft}/courriel")
    assert answer.status_code == 409
    assert answer.mimetype == "text/plain"
    assert "letters/review/body.html" in answer.text
    assert answer.headers["Content-Security-Policy"] == LIVE_POLICY


def test_sealing_publishes_in_the_archive(desk: Desk, draft: str, veille: Veille) -> None:
    answer = desk.post(f"/bureau/editions/{draft}/sceller", {"read": "1"})
    assert answer.status_code == 303
    edition = veille.editions.get(draft)
    assert edition.state is EditionState.SEALED
    assert edition.sealed_by == ALICE
    page = desk.get(answer.location).text
    assert f'href="{ARCHIVE}revue/2026/3/"' in page
    assert (veille.workspace.archive / "revue/2026/3/index.html").is_file()
    assert "Sceller</button>" not in page


def test_sealing_asks_that_it_was_read(desk: Desk, draft: str, veille: Veille) -> None:
    answer = desk.post(f"/bureau/editions/{draft}/sceller")
    assert answer.status_code == 400
    assert "J’ai relu" in answer.text
    assert veille.editions.get(draft).state is EditionState.DRAFT


def test_what_blocks_is_shown_first_and_seals_nothing(desk: Desk, veille: Veille) -> None:
    sealed(veille, "revue", SCHOOL)
    select_for(veille, "revue", SCHOOL, RENTS)
    draft = veille.drafts.new("revue", by=ALICE).public_id
    page = desk.get(f"/bureau/editions/{draft}").text
    assert 'class="blocking"' in page
    answer = desk.post(f"/bureau/editions/{draft}/sceller", {"read": "1"})
    assert answer.status_code == 409
    assert "déjà paru" in answer.text
    assert veille.editions.get(draft).state is EditionState.DRAFT


def test_an_archive_that_cannot_follow_does_not_undo_the_seal(
    desk: Desk, draft: str, veille: Veille
) -> None:
    target = veille.workspace.archive / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("à quelqu’un d’autre", encoding="utf-8")
    answer = desk.post(f"/bureau/editions/{draft}/sceller", {"read": "1"})
    assert "l’archive n’a pas suivi" in desk.get(answer.location).text
    assert veille.editions.get(draft).state is EditionState.SEALED
    refused = desk.post("/bureau/archive")
    assert refused.status_code == 409
    assert "index.html" in refused.text


def test_a_draft_given_up_waits_again(desk: Desk, draft: str, veille: Veille) -> None:
    assert desk.post(f"/bureau/editions/{draft}/abandonner").status_code == 303
    assert veille.editions.listed() == []
    assert veille.items.waiting() == {"revue": 2}
    assert desk.get(f"/bureau/editions/{draft}").status_code == 404
    assert desk.post(f"/bureau/editions/{draft}/abandonner").status_code == 404


def test_a_sealed_edition_is_not_given_up(desk: Desk, veille: Veille) -> None:
    edition = sealed(veille, "revue", MEETING)
    answer = desk.post(f"/bureau/editions/{edition.public_id}/abandonner")
    assert answer.status_code == 409
    assert "scellée" in answer.text


def test_the_trial_says_which_messages_it_laid(desk: Desk, veille: Veille) -> None:
    edition = sealed(veille, "revue", MEETING)
    answer = desk.post(f"/bureau/editions/{edition.public_id}/essai")
    page = desk.get(answer.location).text
    assert "2\u00a0messages déposés" in page
    for address in (BOB, CHLOE):
        assert f"revue-2026-3-{address}.eml" in page
    assert len(list(veille.workspace.outbox.glob("*.eml"))) == 2


def test_a_draft_is_not_sent(desk: Desk, draft: str) -> None:
    answer = desk.post(f"/bureau/editions/{draft}/essai")
    assert answer.status_code == 409
    assert "scellez-la" in answer.text


def test_the_archive_is_brought_up_to_date(desk: Desk, veille: Veille) -> None:
    select_for(veille, "revue", SCHOOL)
    assert desk.post("/bureau/archive").status_code == 303
    assert SCHOOL.title in (veille.workspace.archive / "revue/index.html").read_text("utf-8")
    assert "Archive à jour" in desk.get("/bureau/editions/").text
