"""A draft reread by a director, on a telephone, without an account."""

from __future__ import annotations

import re

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, by_url, select_for
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.desk.guard import PAGE_POLICY, PREVIEW_POLICY
from veille.model.item import Triage

NAME = "Mme Le Bihan"


@pytest.fixture
def draft(veille: Veille) -> str:
    select_for(veille, "revue", SCHOOL, RENTS)
    return veille.drafts.new("revue", by=ALICE).public_id


@pytest.fixture
def link(desk: Desk, draft: str) -> str:
    """The path that Alice hands over."""
    answer = desk.post(f"/bureau/editions/{draft}/relire", {"reader": NAME})
    assert answer.status_code == 303
    found = re.search(
        r'value="http://localhost(/relecture/[^"]+)"', desk.get(f"/bureau/editions/{draft}").text
    )
    assert found
    return found[1]


def mark(page: str) -> str:
    found = re.search(r'name="mark" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_the_link_is_shown_once(desk: Desk, draft: str, link: str) -> None:
    page = desk.get(f"/bureau/editions/{draft}").text
    assert link not in page
    assert NAME in page


def test_the_letter_is_read_without_an_account(
    stranger: Desk, veille: Veille, draft: str, link: str
) -> None:
    page = stranger.get(link)
    assert page.status_code == 200
    assert NAME in page.text
    assert f'<iframe sandbox title="La lettre" src="{link}/courriel"' in page.text
    assert "Sortir" not in page.text
    assert "/bureau/?" not in page.text
    assert page.headers["Content-Security-Policy"] == PAGE_POLICY
    for path in (link, f"{link}/courriel", f"{link}/texte"):
        headers = stranger.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]
        assert "Set-Cookie" not in headers
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    mail = stranger.get(f"{link}/courriel")
    assert mail.text == veille.editions.preview(draft).html
    assert mail.headers["Content-Security-Policy"] == PREVIEW_POLICY
    assert mail.headers["Referrer-Policy"] == "no-referrer"
    assert stranger.get(f"{link}/texte").text == veille.editions.preview(draft).text


def test_reading_writes_nothing(stranger: Desk, veille: Veille, draft: str, link: str) -> None:
    for _ in range(3):
        stranger.get(link)
    (asked,) = veille.reviews.listed(draft)
    assert asked.review.approved_at is None


def test_a_comment_and_an_approval_reach_the_edition(
    stranger: Desk, desk: Desk, draft: str, link: str
) -> None:
    said = stranger.post(f"{link}/commentaire", {"text": "Très <bien>."})
    assert said.status_code == 303
    assert "votre commentaire est arrivé" in stranger.get(said.location).text
    forgotten = stranger.post(f"{link}/bon-a-envoyer", {"mark": mark(stranger.get(link).text)})
    assert forgotten.status_code == 400
    assert "Cochez" in forgotten.text
    given = stranger.post(
        f"{link}/bon-a-envoyer", {"mark": mark(stranger.get(link).text), "read": "1"}
    )
    assert given.status_code == 303
    assert "bon à envoyer est enregistré" in stranger.get(given.location).text
    page = desk.get(f"/bureau/editions/{draft}").text
    assert f"<strong>Bon à envoyer</strong> de {NAME}, lundi 16\xa0novembre à 8\xa0h\xa045" in page
    assert "Très &lt;bien&gt;." in page
    assert "par un lien de relecture" in page


def test_a_draft_that_changed_after_the_approval_says_so_to_both(
    stranger: Desk, desk: Desk, veille: Veille, draft: str, link: str
) -> None:
    old = mark(stranger.get(link).text)
    stranger.post(f"{link}/bon-a-envoyer", {"mark": old, "read": "1"})
    veille.items.triage(by_url(veille)[SCHOOL.url].public_id, Triage(summary="Autre."), by=ALICE)
    assert "a changé depuis" in desk.get(f"/bureau/editions/{draft}").text
    page = stranger.get(link).text
    assert "relisez-la" in page
    stale = stranger.post(f"{link}/bon-a-envoyer", {"mark": old, "read": "1"})
    assert stale.status_code == 409
    fresh = stranger.post(f"{link}/bon-a-envoyer", {"mark": mark(page), "read": "1"})
    assert fresh.status_code == 303
    assert "Le brouillon a changé depuis" not in desk.get(f"/bureau/editions/{draft}").text


def test_a_refused_comment_is_kept(stranger: Desk, link: str) -> None:
    text = "a" * 3001
    answer = stranger.post(f"{link}/commentaire", {"text": text})
    assert answer.status_code == 409
    assert f">{text}</textarea>" in answer.text
    assert 'id="text-fault"' in answer.text


def test_once_it_is_over_the_link_says_so(
    stranger: Desk, desk: Desk, draft: str, link: str, stage: Stage
) -> None:
    desk.post(f"/bureau/editions/{draft}/sceller", {"read": "1"})
    for path in (link, f"{link}/courriel"):
        answer = stranger.get(path)
        assert answer.status_code in (409, 410)
        assert "scellée" in answer.text
    assert stranger.post(f"{link}/commentaire", {"text": "Trop tard ?"}).status_code == 410
    assert "Préparer le lien" not in desk.get(f"/bureau/editions/{draft}").text


def test_a_draft_given_up_closes_its_links(
    stranger: Desk, desk: Desk, draft: str, link: str
) -> None:
    assert desk.post(f"/bureau/editions/{draft}/abandonner").status_code == 303
    answer = stranger.get(link)
    assert answer.status_code == 410
    assert "abandonné" in answer.text


def test_a_link_is_closed_from_the_edition(
    stranger: Desk, desk: Desk, veille: Veille, draft: str, link: str
) -> None:
    (asked,) = veille.reviews.listed(draft)
    closing = f"/bureau/editions/{draft}/relire/{asked.review.id}/fermer"
    assert closing in desk.get(f"/bureau/editions/{draft}").text
    assert desk.post(closing).status_code == 303
    assert stranger.get(link).status_code == 410
    assert desk.post(f"/bureau/editions/{draft}/relire/999/fermer").status_code == 404


def test_an_invented_link_opens_nothing(stranger: Desk, link: str) -> None:
    for path in ("/relecture/devine", "/relecture/devine/courriel", f"{link}x"):
        assert stranger.get(path).status_code == 404


def test_a_link_opens_nothing_else(stranger: Desk, draft: str, link: str) -> None:
    stranger.get(link)
    for path in ("/bureau/", f"/bureau/editions/{draft}", f"/bureau/editions/{draft}/courriel"):
        assert stranger.get(path).status_code == 401


def test_another_site_approves_nothing(
    stranger: Desk, veille: Veille, draft: str, link: str
) -> None:
    form = {"mark": mark(stranger.get(link).text), "read": "1"}
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
        answer = stranger.client.post(f"{link}/bon-a-envoyer", data=form, headers=headers)
        assert answer.status_code == 403
    (asked,) = veille.reviews.listed(draft)
    assert asked.review.approved_at is None


def test_a_reader_without_a_name_is_asked_for_one(desk: Desk, veille: Veille, draft: str) -> None:
    answer = desk.post(f"/bureau/editions/{draft}/relire", {"reader": "x" * 81})
    assert answer.status_code == 409
    assert 'id="reader-fault"' in answer.text
    assert "x" * 81 in answer.text
    assert veille.reviews.listed(draft) == []
