"""The link that works once, the session it opens, and the way out."""

from __future__ import annotations

from tests.cast import ALICE, Stage
from tests.desk.conftest import SAME_ORIGIN, Desk
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
