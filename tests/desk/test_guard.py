"""What is refused before any page is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.cast import ALICE, Stage, rows, settle
from tests.desk.conftest import SAME_ORIGIN, Desk, id_of
from tests.desk.typing_traps import furnished, web
from veille.core import Veille
from veille.desk.guard import (
    OPEN,
    PAGE_POLICY,
    PRIVATE,
    RIGHTS,
    WITHOUT_TOKEN,
    is_loopback,
    needed,
)
from veille.model.role import Role
from veille.store.tables import metadata

SAFE = {"GET", "HEAD", "OPTIONS"}


def routes(app: Flask, *, unsafe: bool) -> list[tuple[str, str, str]]:
    """(endpoint, method, an address) of every route, so that a new page is walked without being named."""
    return [
        (rule.endpoint, method, re.sub(r"<[^>]+>", "x", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods or ())
        if (method not in SAFE) == unsafe and method not in ("HEAD", "OPTIONS")
    ]


def test_a_page_carries_its_policy_and_is_never_kept(desk: Desk) -> None:
    headers = desk.get("/bureau/").headers
    assert headers["Content-Security-Policy"] == PAGE_POLICY
    assert "unsafe" not in PAGE_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_no_page_holds_a_script_or_a_style_of_its_own(desk: Desk, veille: Veille) -> None:
    pages = ["/bureau/", "/bureau/editions/", "/bureau/sources/", "/bureau/travaux/"]
    pages += ["/bureau/moi/", "/bureau/moi/codes", "/bureau/equipe/", "/bureau/equipe/1"]
    pages += ["/bureau/journal/", "/bureau/connexion"]
    for page in pages:
        html = desk.get(page).text
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", html), page


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080"]
)
def test_the_machine_s_own_names_are_served(desk: Desk, host: str) -> None:
    assert is_loopback(host)
    # The cookie was given to localhost: under another name the page is known, and closed.
    assert desk.get("/bureau/", Host=host).status_code in (200, 401)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "127.0.0.1:8080:80",
        "127.0.0.2",
        "192.168.1.10",
        "",
    ],
)
def test_a_foreign_name_that_leads_here_gets_nothing(desk: Desk, host: str) -> None:
    answer = desk.client.get("/bureau/", headers={"Host": host})
    assert answer.status_code == 400
    assert "127.0.0.1" in answer.text
    assert "classe de quartier" not in answer.text


def test_a_form_sent_by_another_site_changes_nothing(desk: Desk, veille: Veille) -> None:
    path = f"/bureau/elements/{id_of(veille, 'Le bailleur')}"
    data = {"csrf": desk.csrf, "action": "drop"}
    foreign: list[dict[str, str]] = [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8081"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ]
    for headers in foreign:
        assert desk.client.post(path, data=data, headers=headers).status_code == 403, headers
    assert veille.items.counts() == {"new": 4}


def test_an_old_browser_may_vouch_with_its_origin(desk: Desk, veille: Veille) -> None:
    path = f"/bureau/elements/{id_of(veille, 'Le bailleur')}"
    data = {"csrf": desk.csrf, "action": "drop"}
    answer = desk.client.post(path, data=data, headers={"Origin": "http://localhost"})
    assert answer.status_code == 303


def test_the_token_may_come_in_a_header(desk: Desk, veille: Veille) -> None:
    path = f"/bureau/elements/{id_of(veille, 'Le bailleur')}"
    headers = SAME_ORIGIN | {"X-CSRF-Token": desk.csrf}
    assert desk.client.post(path, data={"action": "drop"}, headers=headers).status_code == 303


@pytest.mark.parametrize("token", ["", "faux", "é", "x" * 1000])
def test_without_the_session_s_own_token_nothing_is_done(
    desk: Desk, veille: Veille, token: str
) -> None:
    path = f"/bureau/elements/{id_of(veille, 'Le bailleur')}"
    answer = desk.client.post(path, data={"csrf": token, "action": "drop"}, headers=SAME_ORIGIN)
    assert answer.status_code == 403
    assert "rechargez la page" in answer.text
    assert veille.items.counts() == {"new": 4}


OPEN_UNSAFE = {
    # The way in: what is invented is refused, and asks for no session.
    "access.redeem": 403,
    "access.judge": 401,
    "access.code": 401,
    # Whoever rereads without an account: the secret is in the address, and this one is nobody's.
    "reviews.comment": 404,
    "reviews.approve": 404,
}
OPEN_PAGES = {
    "static",
    "access.fonts",
    "access.enter",
    "access.login",
    "adding.manifest",
    "dossiers.feed",
    "reviews.read",
    "reviews.mail",
    "reviews.text",
}


def test_every_unsafe_route_is_closed_to_who_is_not_signed_in(app: Flask, stranger: Desk) -> None:
    walked = routes(app, unsafe=True)
    assert len(walked) >= 24
    for endpoint, method, path in walked:
        answer = stranger.client.open(path, method=method, headers=SAME_ORIGIN)
        assert answer.status_code == OPEN_UNSAFE.get(endpoint, 401), endpoint


def test_every_unsafe_route_asks_for_the_token(app: Flask, desk: Desk) -> None:
    for endpoint, method, path in routes(app, unsafe=True):
        answer = desk.client.open(path, method=method, headers=SAME_ORIGIN)
        assert answer.status_code == OPEN_UNSAFE.get(endpoint, 403), endpoint


def test_every_unsafe_route_whatever_it_is_refuses_another_site(app: Flask, desk: Desk) -> None:
    for endpoint, method, path in routes(app, unsafe=True):
        for site in ("cross-site", "same-site", "none"):
            answer = desk.client.open(
                path, method=method, headers={"Sec-Fetch-Site": site}, data={"csrf": desk.csrf}
            )
            assert answer.status_code == 403, (endpoint, site)


def test_a_page_is_opened_by_whoever_is_here_and_never_loaded_into_another_site(
    app: Flask, desk: Desk
) -> None:
    """An image of another site must not make the desk fetch what its address says."""
    for endpoint, method, path in routes(app, unsafe=False):
        for site in ("cross-site", "same-site"):
            for sort in ("image", "iframe", "script", "empty"):
                headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": sort}
                answer = desk.client.open(path, method=method, headers=headers)
                answer.close()
                if endpoint not in OPEN_PAGES:
                    assert answer.status_code == 403, (endpoint, sort)
    led = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    assert desk.get("/bureau/ajouter/", **led).status_code == 200


STARTS = ("welcome.collect", "welcome.take_shipped")
"""What acts at once, whatever is sent, for whoever may."""
_ALL, _OWN = set(Role), {Role.ADMINISTRATION}
_EDIT, _SEND = _ALL - {Role.RELECTURE}, {Role.ENVOI, Role.ADMINISTRATION}
EXAMPLES = {
    "comments.add": _ALL,
    "adding.add": _ALL,
    "me.shortcuts": _ALL,
    "items.triage": _EDIT,
    "sources.pause": _EDIT,
    "vocabulary.merge": _EDIT,
    "jobs.run": _EDIT,
    "reviews.invite": _EDIT,
    "sealing.seal": _SEND,
    "sealing.trial": _SEND,
    "people.invite": _OWN,
    "people.link": _OWN,
}


@pytest.mark.parametrize("role", list(Role))
def test_every_unsafe_route_asks_for_the_right_role(
    app: Flask, desk: Desk, veille: Veille, role: Role
) -> None:
    """Nothing that is addressed is there: whoever may act is told so, and nothing is done."""
    settle(veille, ALICE)
    settle(veille, "Chloé", role)
    chloe = Desk(app)
    chloe.enter("Chloé")
    data = {"csrf": chloe.csrf, "shortcuts": "on"}
    refused, let_in = set(), set()
    for endpoint, method, path in routes(app, unsafe=True):
        right = needed(endpoint)
        may = right is None or role.may(right)
        if endpoint in OPEN_UNSAFE or endpoint == "access.leave" or (may and endpoint in STARTS):
            continue
        answer = chloe.client.open(path, method=method, headers=SAME_ORIGIN, data=data)
        if may:
            assert answer.status_code not in (401, 403), endpoint
            let_in.add(endpoint)
        else:
            assert answer.status_code == 403, endpoint
            assert "votre rôle" in answer.text.lower(), endpoint
            refused.add(endpoint)
    assert refused.isdisjoint(let_in)
    for endpoint, roles in EXAMPLES.items():
        assert (endpoint in let_in) == (role in roles), endpoint


def test_a_right_is_named_for_rooms_that_are_there(app: Flask) -> None:
    known = set(app.view_functions) | set(app.blueprints)
    assert set(RIGHTS) <= known
    assert {*OPEN, *WITHOUT_TOKEN} <= known
    assert WITHOUT_TOKEN <= OPEN
    assert known >= PRIVATE


def test_pages_of_the_administration_are_not_even_read_by_others(
    app: Flask, bob: Desk, desk: Desk
) -> None:
    walked = [path for endpoint, _, path in routes(app, unsafe=False) if "people." in endpoint]
    assert len(walked) == 2
    for path in walked:
        assert bob.get(path).status_code == 403
        assert desk.get(path).status_code in (200, 404)


def test_every_page_but_the_way_in_asks_for_a_session(app: Flask, stranger: Desk) -> None:
    for endpoint, method, path in routes(app, unsafe=False):
        answer = stranger.client.open(path, method=method)
        if endpoint not in OPEN_PAGES:
            assert answer.status_code == 401, endpoint
    assert stranger.get("/rien/de/tel").status_code == 401


def test_no_page_changes_anything_when_it_is_only_read(
    app: Flask, stage: Stage, desk: Desk, veille: Veille
) -> None:
    """Not one row, not one file, whatever is there to be shown.

    A session says when it was seen, and a site that was looked at how it wants to be asked next time.
    """
    stage.web.answers |= web()
    settle(veille, "Chloé", Role.REDACTION)
    pages = [*furnished(veille), *(path for _, _, path in routes(app, unsafe=False))]
    pages += [f"/bureau/entrer/{veille.access.new_link(ALICE)}", "/bureau/equipe/2"]
    tables = sorted(set(metadata.tables) - {"session", "host"})
    before, files = rows(veille.ctx.store, *tables), dict(_files(stage))
    shown = 0
    for path in pages:
        answer = desk.get(path)
        answer.close()
        shown += answer.status_code == 200
    assert shown >= 60
    assert rows(veille.ctx.store, *tables) == before
    assert dict(_files(stage)) == files


def _files(stage: Stage) -> Iterator[tuple[str, bytes]]:
    """What lies in the workspace; the store is looked at by its rows."""
    for file in stage.folder.rglob("*"):
        if file.is_file() and not file.name.startswith("veille.db"):
            yield str(file), file.read_bytes()


def test_refusals_speak_french(desk: Desk) -> None:
    for path, status in (("/bureau/rien", 404), ("/bureau/elements/inconnu", 404)):
        answer = desk.get(path)
        assert answer.status_code == status
        assert "Introuvable" in answer.text
    assert (
        "ne se demande pas"
        in desk.client.delete("/bureau/", headers=SAME_ORIGIN | {"X-CSRF-Token": desk.csrf}).text
    )


def test_a_note_of_one_megabyte_is_refused_beside_its_field_and_kept(
    desk: Desk, veille: Veille
) -> None:
    path = f"/bureau/elements/{id_of(veille, 'Le bailleur')}"
    note = "un mot " * 150_000
    answer = desk.post(path, {"action": "keep", "summary": note})
    assert answer.status_code == 400
    assert 'id="faute-summary"' in answer.text
    assert "pas plus de 5000" in answer.text
    assert note.strip() in answer.text
    assert veille.items.counts() == {"new": 4}


def test_a_form_beyond_any_measure_is_refused_in_words(desk: Desk, veille: Veille) -> None:
    path = f"/bureau/elements/{id_of(veille, 'Le bailleur')}"
    answer = desk.post(path, {"action": "keep", "summary": "a" * 5_000_000})
    assert answer.status_code == 413
    assert "trop long" in answer.text
    assert veille.items.counts() == {"new": 4}
