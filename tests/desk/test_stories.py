"""One story once: its page, joining and setting apart, and the way back."""

from __future__ import annotations

import pytest
from flask import render_template

from tests.cast import GAZETTE, MINISTERE, RENTS, SCHOOL, Stage, Told, feed
from tests.desk.conftest import Desk, id_of
from veille.core import Veille

TITLE = "Le bailleur social gèle les loyers à Rennes"
HOSTILE = "&lt;script&gt;alert(1)&lt;/script&gt; quatre mots ici encore"


@pytest.fixture(autouse=True)
def one_story(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = feed(SCHOOL, RENTS, Told(TITLE, "https://gazette.example/gel"))
    again = Told(f"{TITLE} – La Gazette", "https://ministere.example/gel")
    other = Told(TITLE.replace("Rennes", "Brest"), "https://ministere.example/brest")
    odd = Told(HOSTILE, "https://ministere.example/odd")
    stage.web.answers[MINISTERE] = feed(again, other, odd, url=MINISTERE)
    veille.collect()


def _head(veille: Veille) -> str:
    item = veille.items.get("https://gazette.example/gel")
    return item.story or item.public_id


def _follower(veille: Veille) -> str:
    return veille.items.get(_head(veille)).also_told[0].public_id


def test_the_page_shows_where_else_it_was_told_and_what_may_belong_to_it(
    desk: Desk, veille: Veille
) -> None:
    html = desk.get(f"/bureau/histoires/{_head(veille)}").text

    assert "1\u00a0source" in html
    assert "Séparer" in html
    assert "gèle les loyers à Brest" in html


def test_setting_apart_leads_back_and_may_be_undone(desk: Desk, veille: Veille) -> None:
    head, follower = _head(veille), _follower(veille)
    back = f"/bureau/?item={head}"

    answer = desk.post(f"/bureau/histoires/{follower}/separer", {"next": back})

    assert (answer.status_code, answer.location) == (303, back)
    assert "Séparé" in desk.get(back).text
    assert veille.items.get(follower).story is None
    act = veille.stories.last_act(follower)
    assert f'name="act" value="{act}"' in desk.get(f"/bureau/histoires/{follower}").text
    desk.post(f"/bureau/histoires/{follower}/annuler", {"act": str(act)})
    assert veille.items.get(follower).story == head


def test_a_candidate_is_joined_by_one_press(desk: Desk, veille: Veille) -> None:
    brest = id_of(veille, TITLE.replace("Rennes", "Brest"))

    answer = desk.post(f"/bureau/histoires/{_head(veille)}/reunir", {"other": brest})

    assert answer.status_code == 303
    assert veille.items.get(brest).story == _head(veille)


def test_an_address_is_pasted_with_its_trackers(desk: Desk, veille: Veille) -> None:
    pasted = f" {SCHOOL.url}?utm_source=x "

    desk.post(f"/bureau/histoires/{_head(veille)}/reunir", {"pasted": pasted})

    assert veille.items.get(SCHOOL.url).story == _head(veille)


def test_the_partial_of_the_pane_lists_the_tellings(desk: Desk, veille: Veille) -> None:
    app = desk.client.application
    item = veille.items.get(_head(veille))
    visitor = type("Visitor", (), {"csrf": "jeton", "may": lambda _self, _right: True})()
    with app.test_request_context("/bureau/"):
        html = render_template("_story.html", item=item, visitor=visitor)

    assert "Aussi lu dans" in html
    assert "Le Ministère" in html or "La Gazette" in html
    assert f"/bureau/histoires/{_follower(veille)}/separer" in html


@pytest.mark.parametrize(
    "next_page",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/bureau//evil",
        "/bureau/\\evil",
        "/bureau/\nSet-Cookie: a=b",
        "/autre/",
        "javascript:alert(1)",
    ],
)
def test_the_way_back_is_a_page_of_the_desk(desk: Desk, veille: Veille, next_page: str) -> None:
    follower = _follower(veille)

    answer = desk.post(f"/bureau/histoires/{follower}/separer", {"next": next_page})

    assert answer.status_code == 400
    assert veille.items.get(follower).story is not None


def test_what_is_not_there_is_said_and_what_was_pasted_is_kept(desk: Desk, veille: Veille) -> None:
    where = f"/bureau/histoires/{_head(veille)}/reunir"
    unknown = desk.post(where, {"pasted": 'https://inconnu.example/"><b>'})
    empty = desk.post(where, {"pasted": " "})
    itself = desk.post(where, {"pasted": _head(veille)})

    assert unknown.status_code == 404
    assert "aucun élément" in unknown.text.lower()
    assert "https://inconnu.example/&#34;&gt;&lt;b&gt;" in unknown.text
    assert empty.status_code == 400
    assert "Collez l’adresse" in empty.text
    assert itself.status_code == 409


def test_a_forged_item_or_act_is_refused(desk: Desk, veille: Veille) -> None:
    assert desk.get("/bureau/histoires/forge").status_code == 404
    assert desk.post("/bureau/histoires/forge/separer").status_code == 404
    for act in ("", "9" * 40, "1", "-1", "abc"):
        path = f"/bureau/histoires/{_head(veille)}/annuler"
        assert desk.post(path, {"act": act}).status_code == 404, act


def test_a_title_stays_text(desk: Desk, veille: Veille) -> None:
    odd = id_of(veille, "<script>")
    desk.post(f"/bureau/histoires/{_head(veille)}/reunir", {"other": odd})

    html = desk.get(f"/bureau/histoires/{_head(veille)}").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
