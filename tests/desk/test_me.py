"""One's own account, as its page lets it be settled."""

from __future__ import annotations

import re

import pyotp
import pytest

from tests.cast import ALICE, PASSWORD, Stage, enrol, settle
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.desk.me import browser_words


def test_whoever_came_by_a_link_is_invited_to_choose_a_password(desk: Desk, veille: Veille) -> None:
    page = desk.get("/bureau/moi/").text
    assert "choisissez-en un" in page
    assert 'name="current"' not in page
    answer = desk.post("/bureau/moi/mot-de-passe", {"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 303
    page = desk.get("/bureau/moi/").text
    assert "Mot de passe enregistré" in page
    assert veille.account.get(ALICE).has_password


def test_the_cookie_of_before_opens_nothing_after_the_change(desk: Desk) -> None:
    before = desk.client.get_cookie("veille")
    assert before
    desk.post("/bureau/moi/mot-de-passe", {"password": PASSWORD, "again": PASSWORD})
    assert desk.get("/bureau/").status_code == 200
    desk.client.set_cookie("veille", before.value)
    assert desk.get("/bureau/").status_code == 401


@pytest.mark.parametrize(
    "typed, field, told",
    [
        ({"password": "court", "again": "court"}, "password", "au moins 12"),
        ({"password": "motdepasse2026", "again": "motdepasse2026"}, "password", "premiers"),
        ({"password": "Alice Alice 26", "again": "Alice Alice 26"}, "password", "tient au nom"),
        ({"password": PASSWORD, "again": "autre chose"}, "again", "pas les mêmes"),
        ({}, "password", "au moins 12"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    desk: Desk, veille: Veille, typed: dict[str, str], field: str, told: str
) -> None:
    answer = desk.post("/bureau/moi/mot-de-passe", typed)
    assert answer.status_code == 400
    found = re.search(rf'<p class="fault" id="{field}-fault">([^<]+)</p>', answer.text)
    assert found
    assert told in found[1].replace("\xa0", " ")
    assert f'aria-describedby="{field}-fault"' in answer.text or f"{field}-fault" in answer.text
    assert not veille.account.get(ALICE).has_password


def test_an_open_desk_is_not_enough_to_change_the_password(desk: Desk, veille: Veille) -> None:
    settle(veille, ALICE)
    desk.enter(ALICE)
    assert 'name="current"' in desk.get("/bureau/moi/").text
    new = {"password": "quatre mots sans suite", "again": "quatre mots sans suite"}
    answer = desk.post("/bureau/moi/mot-de-passe", {**new, "current": "pas celui-là"})
    assert answer.status_code == 400
    assert 'id="current-fault"' in answer.text
    assert desk.post("/bureau/moi/mot-de-passe", {**new, "current": PASSWORD}).status_code == 303


def test_codes_are_started_by_photographing_a_square(
    desk: Desk, stage: Stage, veille: Veille
) -> None:
    settle(veille, ALICE)
    desk.enter(ALICE)
    page = desk.get("/bureau/moi/codes").text
    assert '<img src="data:image/svg+xml' in page
    found = re.search(r'name="secret" value="([A-Z2-7]{32})"', page)
    assert found
    form = {"secret": found[1], "code": "000000", "current": PASSWORD}
    wrong = desk.post("/bureau/moi/codes", form)
    assert wrong.status_code == 400
    assert f'name="secret" value="{found[1]}"' in wrong.text
    assert 'id="code-fault"' in wrong.text
    code = pyotp.TOTP(found[1]).at(stage.clock.now())
    closed = desk.post("/bureau/moi/codes", form | {"code": code, "current": "pas celui-là"})
    assert closed.status_code == 400
    assert 'id="current-fault"' in closed.text
    assert not veille.account.get(ALICE).has_codes
    assert desk.post("/bureau/moi/codes", form | {"code": code}).status_code == 303
    assert "Ne plus demander de code" in desk.get("/bureau/moi/").text


def test_looking_at_the_square_starts_nothing(desk: Desk, veille: Veille) -> None:
    desk.get("/bureau/moi/codes")
    assert not veille.account.get(ALICE).has_codes


def test_a_lost_telephone_is_mended_by_a_link(desk: Desk, veille: Veille) -> None:
    enrol(veille, ALICE)
    desk.sign_in(veille)
    page = desk.get("/bureau/moi/").text
    assert 'id="stop"' not in page
    assert desk.post("/bureau/moi/codes/arreter").status_code == 303
    assert not veille.account.get(ALICE).has_codes


def test_another_session_is_seen_and_ended(desk: Desk, app: object, veille: Veille) -> None:
    settle(veille, ALICE)
    other = Desk(desk.client.application)
    other.enter(ALICE)
    desk.enter(ALICE)
    page = desk.get("/bureau/moi/").text
    handles = re.findall(r"/bureau/moi/sessions/([0-9a-f]{16})/finir", page)
    assert len(handles) == 2  # the other browser's, and the one in which the password was chosen
    assert "ici même" in page
    for handle in handles:
        assert desk.post(f"/bureau/moi/sessions/{handle}/finir").status_code == 303
    assert other.get("/bureau/").status_code == 401
    assert desk.get("/bureau/").status_code == 200
    assert desk.post("/bureau/moi/sessions/inventé/finir").status_code == 404


def test_all_the_others_are_ended_together(desk: Desk, veille: Veille) -> None:
    settle(veille, ALICE)
    other = Desk(desk.client.application)
    other.enter(ALICE)
    desk.enter(ALICE)
    assert desk.post("/bureau/moi/sessions/finir").status_code == 303
    assert other.get("/bureau/").status_code == 401
    assert "Finir toutes les autres" not in desk.get("/bureau/moi/").text


def test_shortcuts_are_stopped_for_every_page(desk: Desk) -> None:
    assert "data-shortcuts" not in desk.get("/bureau/").text
    desk.post("/bureau/moi/raccourcis", {})
    assert 'data-shortcuts="off"' in desk.get("/bureau/").text
    desk.post("/bureau/moi/raccourcis", {"shortcuts": "on"})
    assert "data-shortcuts" not in desk.get("/bureau/sources/").text


@pytest.mark.parametrize(
    "agent, words",
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("<script>alert(1)</script>", "scriptalert1/script"),
        ("", "navigateur inconnu"),
    ],
)
def test_a_browser_is_told_by_the_words_of_its_owner(agent: str, words: str) -> None:
    assert browser_words(agent) == words
