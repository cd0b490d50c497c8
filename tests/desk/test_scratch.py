"""What keep.js says to the server, and what the server says of a form that was taken."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.desk.conftest import SAME_ORIGIN, Desk, id_of
from veille.core import Veille
from veille.desk.scratch import keeper

NOTE = {"fields": {"summary": ["Une classe de plus"]}, "typed": 1}


def keep(desk: Desk, form: str, content: Any, seen: str = "") -> TestResponse:
    return desk.client.post(
        f"/bureau/brouillons/{form}",
        json={"content": content, "seen": seen},
        headers=SAME_ORIGIN | {"X-CSRF-Token": desk.csrf},
    )


def test_what_is_typed_is_kept_listed_and_given_back(desk: Desk) -> None:
    kept = keep(desk, "item%3Aabc", NOTE)
    assert kept.status_code == 200
    listed = desk.get("/bureau/brouillons/").json
    assert listed
    assert listed["forms"] == {"item:abc": kept.json["stamp"] if kept.json else ""}
    assert listed["csrf"] == desk.csrf
    assert desk.get("/bureau/brouillons/item:abc").json == {
        "content": NOTE,
        "stamp": listed["forms"]["item:abc"],
    }
    assert desk.get("/bureau/brouillons/item:autre").status_code == 404


def test_two_tabs_do_not_overwrite_each_other_unseen(desk: Desk) -> None:
    keep(desk, "item:abc", NOTE)
    other = {"fields": {"summary": ["Autre chose"]}, "typed": 2}
    answer = keep(desk, "item:abc", other)
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["content"] == NOTE
    assert keep(desk, "item:abc", other, seen=answer.json["stamp"]).status_code == 200


def test_it_goes_when_it_is_not_wanted(desk: Desk, veille: Veille) -> None:
    keep(desk, "item:abc", NOTE)
    headers = SAME_ORIGIN | {"X-CSRF-Token": desk.csrf}
    assert desk.client.delete("/bureau/brouillons/item:abc", headers=headers).status_code == 204
    assert veille.scratch.stamps("Alice") == {}


def test_a_form_that_is_taken_lets_its_copies_go(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "Le bailleur")
    name = f"item:{item}"
    keep(desk, name, NOTE)
    refused = desk.post(f"/bureau/elements/{item}", {"action": "rien", "keep": name})
    assert refused.status_code == 400
    assert "keep_done" not in refused.headers.get("Set-Cookie", "")
    assert name in veille.scratch.stamps("Alice")

    taken = desk.post(f"/bureau/elements/{item}", {"action": "keep", "keep": name})
    assert taken.status_code == 303
    assert f"keep_done=item%3A{item};" in taken.headers["Set-Cookie"]
    assert veille.scratch.stamps("Alice") == {}


def test_what_is_no_content_is_refused(desk: Desk) -> None:
    for content in (None, "texte", ["a"]):
        assert keep(desk, "item:abc", content).status_code == 400
    long = keep(desk, "item:abc", {"fields": {"a": ["x" * 300_000]}})
    assert long.status_code == 409
    assert "256" in long.text
    assert keep(desk, "item:abc", {"fields": {"a": ["x" * 5_000_000]}}).status_code == 413
    plain = desk.post("/bureau/brouillons/item:abc", {"summary": "Sans script"})
    assert plain.status_code == 200


def test_a_page_names_its_owner_by_a_name_that_says_nothing(desk: Desk, veille: Veille) -> None:
    page = desk.get("/bureau/travaux/").text
    with desk.client.application.app_context():
        alice, bob = keeper("Alice"), keeper("Bob")
    assert f'data-person="{alice}"' in page
    assert alice != bob
    assert "Alice" not in alice


@pytest.mark.parametrize("name", ["x" * 5000, "note\r\nSet-Cookie: a=b", "a b", "é;x"])
def test_a_name_that_no_form_has_goes_into_no_cookie(desk: Desk, name: str) -> None:
    answer = desk.post("/bureau/moi/raccourcis", {"shortcuts": "on", "keep": name})
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
