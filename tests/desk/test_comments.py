"""A comment under an edition: added, kept when refused, taken back."""

from __future__ import annotations

import re
from html import escape

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, select_for
from tests.desk.conftest import Desk
from veille.core import Veille


@pytest.fixture
def draft(veille: Veille) -> str:
    select_for(veille, "revue", SCHOOL, RENTS)
    return veille.drafts.new("revue", by=ALICE).public_id


def test_whoever_rereads_comments_under_the_edition(bob: Desk, draft: str) -> None:
    path = f"/bureau/editions/{draft}"
    form = {"about": f"edition:{draft}", "text": "Un <mot>\r\nsur deux lignes.", "back": path}
    answer = bob.post("/bureau/commentaires/", form)
    assert answer.status_code == 303
    assert answer.location == f"{path}#commentaires"
    page = bob.get(path).text
    assert "Un &lt;mot&gt;\nsur deux lignes." in page
    assert re.search(r"Bob, lundi 16\xa0novembre à 8\xa0h\xa045", page)


def test_a_refused_comment_is_kept(desk: Desk, draft: str) -> None:
    text = "é" * 3001
    form = {"about": f"edition:{draft}", "text": text, "back": f"/bureau/editions/{draft}"}
    answer = desk.post("/bureau/commentaires/", form)
    assert answer.status_code == 409
    assert escape(text) in answer.text
    assert "pas plus de 3" in answer.text
    assert desk.post("/bureau/commentaires/", {**form, "text": " "}).status_code == 409
    assert (
        desk.post("/bureau/commentaires/", {**form, "text": "Bon.", "about": "item:x"}).status_code
        == 404
    )


def test_a_comment_sends_nobody_elsewhere(desk: Desk, draft: str) -> None:
    form = {"about": f"edition:{draft}", "text": "Bonjour", "back": "//evil.example"}
    assert desk.post("/bureau/commentaires/", form).location == "/bureau/#commentaires"


def test_one_s_own_is_taken_back_and_no_other_s(
    bob: Desk, desk: Desk, veille: Veille, draft: str
) -> None:
    about, path = f"edition:{draft}", f"/bureau/editions/{draft}"
    bob.post("/bureau/commentaires/", {"about": about, "text": "Trop vite.", "back": path})
    (said,) = veille.comments.listed(about)
    removal = f"/bureau/commentaires/{said.id}/retirer"
    assert removal in bob.get(path).text
    assert removal not in desk.get(path).text
    assert desk.post(removal, {"back": path}).status_code == 403
    assert bob.post(removal, {"back": path}).status_code == 303
    assert veille.comments.listed(about) == []
    assert bob.post(removal, {"back": path}).status_code == 404


def test_whoever_rereads_is_shown_no_button_that_would_be_refused(
    bob: Desk, desk: Desk, draft: str
) -> None:
    path = f"/bureau/editions/{draft}"
    for word in ("Sceller", "Abandonner le brouillon", "Préparer le lien"):
        assert word in desk.get(path).text
        assert word not in bob.get(path).text
    assert "Votre commentaire" in bob.get(path).text
