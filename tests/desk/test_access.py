"""The link that works once, the session it opens, and the way out."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.cast import ALICE, PASSWORD, SCHOOL, Stage, enrol, settle
from tests.desk.conftest import HTMX, SAME_ORIGIN, Desk, id_of
from veille.core import Veille


def test_looking_at_the_link_does_not_spend_it(stranger: Desk, veille: Veille) -> None:
    link = f"/bureau/entrer/{veille.access.new_link(ALICE)}"
    for _ in range(3):
        page = stranger.get(link)
        assert page.status_code == 200
        assert "Entrer" in page.text
        assert "Set-Cookie" not in page.headers
    answer = stranger.post(link)
    assert answer.status_code == 303
    assert answer.location == "/bureau/"
    assert ALICE in stranger.get("/bureau/").text


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(
    stranger: Desk, veille: Veille
) -> None:
    answer = stranger.post(f"/bureau/entrer/{veille.access.new_link(ALICE)}")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("veille=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_leaving_ends_the_session_for_whoever_copied_the_cookie(desk: Desk) -> None:
    cookie = desk.client.get_cookie("veille")
    assert cookie is not None
    assert desk.post("/bureau/sortir").status_code == 303
    desk.client.set_cookie("veille", cookie.value)
    assert desk.get("/bureau/").status_code == 401


def test_coming_in_again_ends_the_session_before(desk: Desk, veille: Veille) -> None:
    before = desk.client.get_cookie("veille")
    assert before is not None
    desk.post(f"/bureau/entrer/{veille.access.new_link(ALICE)}")
    assert desk.get("/bureau/").status_code == 200
    desk.client.set_cookie("veille", before.value)
    assert desk.get("/bureau/").status_code == 401


def test_a_spent_link_says_how_to_get_another(stranger: Desk, veille: Veille) -> None:
    link = f"/bureau/entrer/{veille.access.new_link(ALICE)}"
    stranger.post(link)
    for answer in (stranger.get(link), stranger.post(link)):
        assert answer.status_code == 403
        assert "relancez" in answer.text
        assert "Set-Cookie" not in answer.headers


def test_an_invented_link_opens_nothing(stranger: Desk) -> None:
    assert stranger.post("/bureau/entrer/devine").status_code == 403
    assert stranger.get("/bureau/").status_code == 401


def test_a_link_sent_from_another_site_is_not_spent(stranger: Desk, veille: Veille) -> None:
    link = f"/bureau/entrer/{veille.access.new_link(ALICE)}"
    answer = stranger.client.post(link, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert stranger.client.post(link, headers=SAME_ORIGIN).status_code == 303


def test_a_link_opens_by_itself_only_for_whoever_opens_it_and_is_not_in_yet(
    stranger: Desk, desk: Desk, veille: Veille
) -> None:
    """A colleague's link, hidden behind an address elsewhere, must not put somebody under their name."""
    link = f"/bureau/entrer/{veille.access.new_link('Bob')}"
    assert "data-at-once" in stranger.get(link, **{"Sec-Fetch-Site": "none"}).text
    assert "data-at-once" not in stranger.get(link, **{"Sec-Fetch-Site": "cross-site"}).text
    page = desk.get(link).text
    assert "data-at-once" not in page
    assert f"déjà comme {ALICE}" in page


def test_an_idle_session_is_asked_to_come_in_again(desk: Desk, stage: Stage) -> None:
    stage.clock.advance(minutes=31)
    answer = desk.get("/bureau/")
    assert answer.status_code == 401
    assert "veille serve" in answer.text


def test_the_archive_s_letters_are_served_and_nothing_beside_them(stranger: Desk) -> None:
    found = stranger.get("/bureau/polices/source-serif-4-latin-400-normal.woff2")
    assert found.status_code == 200
    assert found.content_type == "font/woff2"
    assert found.data.startswith(b"wOF2")
    found.close()
    for name in ("OFL.txt", "..%2fsite.css", "absent.woff2"):
        assert stranger.get(f"/bureau/polices/{name}").status_code in (401, 404)


# --- by name and password ----------------------------------------------------------------


def test_a_name_and_a_password_open_the_page_that_was_asked(stranger: Desk, veille: Veille) -> None:
    settle(veille, ALICE)
    closed = stranger.get("/bureau/editions/?partie=texte")
    assert closed.status_code == 401
    assert 'name="suite" value="/bureau/editions/?partie=texte"' in closed.text
    form = {"name": ALICE, "password": PASSWORD, "suite": "/bureau/editions/?partie=texte"}
    answer = stranger.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)
    assert answer.status_code == 303
    assert answer.location == "/bureau/editions/?partie=texte"
    assert stranger.get("/bureau/editions/").status_code == 200


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "/\\evil.example", "https://evil.example/bureau/", "/bureau/\r\nX: y", ""],
)
def test_nobody_is_sent_elsewhere_after_the_login(
    stranger: Desk, veille: Veille, onward: str
) -> None:
    settle(veille, ALICE)
    form = {"name": ALICE, "password": PASSWORD, "suite": onward}
    answer = stranger.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)
    assert answer.location == "/bureau/"
    page = stranger.client.get("/bureau/connexion", query_string={"suite": onward})
    assert "evil" not in page.text


def test_a_refusal_keeps_the_name_and_says_nothing_of_which_was_wrong(
    stranger: Desk, veille: Veille
) -> None:
    settle(veille, ALICE)
    told = set()
    for name in (ALICE, "Personne"):
        form = {"name": name, "password": "un mot de passe faux"}
        answer = stranger.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)
        assert answer.status_code == 401
        assert f'value="{name}"' in answer.text
        assert "un mot de passe faux" not in answer.text
        assert "Set-Cookie" not in answer.headers
        told.add(answer.text.replace(f'value="{name}"', ""))
    assert len(told) == 1


def test_whoever_guesses_is_made_to_wait_in_words(stranger: Desk, veille: Veille) -> None:
    settle(veille, ALICE)
    form = {"name": ALICE, "password": "au hasard, encore"}
    for _ in range(5):
        stranger.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)
    answer = stranger.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)
    assert answer.status_code == 429
    assert "attendez" in answer.text
    # From another address Alice comes in all the while.
    answer = stranger.client.post(
        "/bureau/connexion",
        data={"name": ALICE, "password": PASSWORD},
        headers=SAME_ORIGIN,
        environ_base={"REMOTE_ADDR": "192.0.2.1"},
    )
    assert answer.status_code == 303


def test_a_login_sent_by_another_site_is_not_judged(stranger: Desk, veille: Veille) -> None:
    settle(veille, ALICE)
    form = {"name": ALICE, "password": PASSWORD}
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        answer = stranger.client.post("/bureau/connexion", data=form, headers=headers)
        assert answer.status_code == 403
        assert "Set-Cookie" not in answer.headers


def test_a_code_is_asked_after_the_password(stranger: Desk, stage: Stage, veille: Veille) -> None:
    code = enrol(veille, ALICE)
    stage.clock.advance(minutes=1)
    form = {"name": ALICE, "password": PASSWORD, "suite": "/bureau/sources/"}
    page = stranger.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert stranger.get("/bureau/").status_code == 401
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found
    form = {"ticket": found[1], "code": "000000", "suite": "/bureau/sources/"}
    wrong = stranger.client.post("/bureau/connexion/code", data=form, headers=SAME_ORIGIN)
    assert wrong.status_code == 401
    assert f'name="ticket" value="{found[1]}"' in wrong.text
    form["code"] = code(stage.clock.now())
    answer = stranger.client.post("/bureau/connexion/code", data=form, headers=SAME_ORIGIN)
    assert answer.location == "/bureau/sources/"
    assert stranger.get("/bureau/").status_code == 200


def test_over_https_the_cookie_is_bound_to_this_host(stranger: Desk, veille: Veille) -> None:
    link = f"/bureau/entrer/{veille.access.new_link(ALICE)}"
    here = "https://localhost"
    answer = stranger.client.post(link, headers=SAME_ORIGIN, base_url=here)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-veille=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie
    assert stranger.client.get("/bureau/", base_url=here).status_code == 200
    # A plain cookie, which another page of this machine could plant, is not looked at.
    other = Desk(stranger.client.application).sign_in(veille).client.get_cookie("veille")
    assert other
    stranger.client.delete_cookie("__Host-veille")
    stranger.client.set_cookie("veille", other.value)
    assert stranger.client.get("/bureau/", base_url=here).status_code == 401


# --- a session that ends while somebody writes -------------------------------------------


def test_a_form_that_came_too_late_is_given_back_after_the_login(
    desk: Desk, stage: Stage, veille: Veille
) -> None:
    settle(veille, ALICE)
    desk.enter(ALICE)
    item = id_of(veille, "Le bailleur")
    note = "Une note de vingt lignes,\r\ntapée pendant <une> heure & demie."
    stage.clock.advance(minutes=31)
    page = desk.post(f"/bureau/elements/{item}", {"action": "keep", "summary": note})
    assert page.status_code == 401
    assert "n’est pas perdu" in page.text
    kept = _hidden(page.text, "kept")
    assert desk.csrf not in kept

    form = {"name": ALICE, "password": PASSWORD, "kept": kept}
    again = desk.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)

    assert again.status_code == 200
    assert f'action="/bureau/elements/{item}"' in again.text
    assert _hidden(again.text, "summary").replace("\r", "") == note.replace("\r", "")
    fields = {name: _hidden(again.text, name) for name in ("csrf", "action", "summary")}
    assert veille.items.counts() == {"new": 4}
    sent = desk.client.post(f"/bureau/elements/{item}", data=fields, headers=SAME_ORIGIN)
    assert sent.status_code == 303
    assert "tapée pendant <une> heure" in veille.items.get(item).summary


def test_the_tab_that_stayed_open_can_be_sent_after_coming_in_from_another(
    desk: Desk, stage: Stage, veille: Veille
) -> None:
    settle(veille, ALICE)
    desk.enter(ALICE)
    old_token, item = desk.csrf, id_of(veille, SCHOOL.title)
    stage.clock.advance(minutes=31)
    lost = desk.post(f"/bureau/elements/{item}", {"action": "keep"}, htmx=True)
    assert lost.status_code == 401

    form = {"name": ALICE, "password": PASSWORD}
    desk.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)

    data = {"csrf": old_token, "action": "keep"}
    path = f"/bureau/elements/{item}"
    assert desk.client.post(path, data=data, headers=SAME_ORIGIN | HTMX).status_code == 200
    assert veille.items.counts()["kept"] == 1


@pytest.mark.parametrize(
    "kept",
    [
        "x",
        "[]",
        "[1, 2]",
        '["https://evil.example/", [["a", "b"]]]',
        '["//evil.example/", [["a", "b"]]]',
        '["/bureau/", [1]]',
        "[" * 20_000,
        '{"address": "/bureau/"}',
        '["https://evil.example/", [["a", "b"]], 0]',
        '["//evil.example/", [["a", "b"]], 0]',
        '["/bureau/", [["a", "b"]], "x"]',
        '["/bureau/", [["a", "b"]], 1e999]',
        '["/bureau/", [["a", "b"]], null]',
    ],
)
def test_a_forged_form_is_not_offered(stranger: Desk, veille: Veille, kept: str) -> None:
    settle(veille, ALICE)
    form = {"name": ALICE, "password": PASSWORD, "kept": kept}
    answer = stranger.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)
    assert answer.status_code == 303
    assert answer.location == "/bureau/"


def test_a_form_planted_by_another_site_is_not_kept_for_whoever_comes_in(
    desk: Desk, stranger: Desk
) -> None:
    """Without a session, or with one whose cookie the browser holds back, it would be offered after the login."""
    planted = {"name": "Mallory", "email": "", "role": "administration"}
    for who in (stranger, desk):
        for site in ("cross-site", "same-site", "none"):
            headers = {"Sec-Fetch-Site": site, "Origin": "http://evil.example"}
            page = who.client.post("/bureau/equipe/", data=planted, headers=headers)
            assert page.status_code == 403
            assert "Mallory" not in page.text
            assert 'name="kept"' not in page.text


def test_what_one_person_typed_is_not_given_to_the_next_who_comes_in(
    bob: Desk, stage: Stage, veille: Veille
) -> None:
    stage.clock.advance(minutes=31)
    typed = {"about": "item:x", "text": "Ce que Bob pense tout bas de cette édition, et de nous."}
    page = bob.post("/bureau/commentaires/", typed)
    kept = _hidden(page.text, "kept")
    assert "tout bas" in kept

    def enter(name: str) -> str:
        form = {"name": name, "password": PASSWORD, "kept": kept}
        return bob.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN).text

    assert "tout bas" not in enter(ALICE)
    assert "tout bas" in enter("Bob")


def test_no_secret_goes_through_the_login_page(desk: Desk, stage: Stage) -> None:
    stage.clock.advance(minutes=31)
    form = {"current": "mon ancien secret", "password": "mon nouveau secret", "again": "idem"}
    page = desk.post("/bureau/moi/mot-de-passe", form)
    assert page.status_code == 401
    assert "secret" not in _hidden(page.text, "kept")


def test_a_form_beyond_any_measure_that_came_too_late_is_refused_in_words(
    desk: Desk, stage: Stage
) -> None:
    stage.clock.advance(minutes=31)
    page = desk.post("/bureau/elements/x", {"summary": "a" * 5_000_000})
    assert page.status_code == 401
    assert _hidden(page.text, "kept") == ""


def _hidden(html: str, name: str) -> str:
    """The value of a hidden field, as a browser would send it."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', html)
    assert found, name
    return unescape(found[1])
