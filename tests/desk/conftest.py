"""A desk over Bréal’s workspace, on an ordinary Monday; and Alice, who may or may not be signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import ALICE, COMPILED, PASSWORD, blank_store, settle, stage
from veille.core import Veille
from veille.desk.app import create_app
from veille.desk.server import listening
from veille.model.item import Filter
from veille.model.role import Role

ARCHIVE = "http://127.0.0.1:8081/"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
HTMX = {"HX-Request": "true"}


class Desk:
    """A browser of ours: it keeps its cookie, sends the token, and says where a request comes from."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.csrf = ""

    def sign_in(self, veille: Veille) -> Desk:
        link = f"/bureau/entrer/{veille.access.new_link(ALICE)}"
        assert self.client.post(link, headers=SAME_ORIGIN).status_code == 303
        found = re.search(r'name="csrf" value="([^"]+)"', self.get("/bureau/sources/").text)
        assert found
        self.csrf = found[1]
        return self

    def enter(self, name: str) -> TestResponse:
        """In by name and password, as `settle` made them."""
        form = {"name": name, "password": PASSWORD}
        answer = self.client.post("/bureau/connexion", data=form, headers=SAME_ORIGIN)
        if answer.status_code == 303:
            found = re.search(r'name="csrf" value="([^"]+)"', self.get("/bureau/moi/").text)
            assert found
            self.csrf = found[1]
        return answer

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers)

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, htmx: bool = False
    ) -> TestResponse:
        headers = SAME_ORIGIN | (HTMX if htmx else {})
        return self.client.post(path, data={"csrf": self.csrf, **(data or {})}, headers=headers)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Instead of a blank store, one in which the ordinary Monday was collected once for all tests."""
    folder = tmp_path_factory.mktemp("monday")
    made = stage(folder / "breal", blank_store(folder))
    with made.opened() as veille:
        veille.collect()
    return made.database


@pytest.fixture
def app(veille: Veille) -> Flask:
    made = create_app(veille, archive_address=ARCHIVE)
    made.jinja_env.bytecode_cache = COMPILED
    return made


@pytest.fixture
def stranger(app: Flask) -> Desk:
    """Somebody on this machine without a session."""
    return Desk(app)


@pytest.fixture
def desk(app: Flask, veille: Veille) -> Desk:
    """Alice, signed in."""
    return Desk(app).sign_in(veille)


@pytest.fixture
def bob(app: Flask, veille: Veille, desk: Desk) -> Desk:
    """Bob, who rereads: signed in beside Alice, who administers."""
    settle(veille, ALICE)
    settle(veille, "Bob", Role.RELECTURE)
    # Alice settled in another browser, which ended this one's session.
    desk.enter(ALICE)
    other = Desk(app)
    assert other.enter("Bob").status_code == 303
    return other


@pytest.fixture
def desk_url(app: Flask) -> Iterator[str]:
    """The desk, served on this machine."""
    with listening(app, 0) as port:
        yield f"http://127.0.0.1:{port}"


def id_of(veille: Veille, title: str) -> str:
    """The public id of the item whose title begins so."""
    found = [
        item for item in veille.items.listed(Filter(limit=1000)) if item.title.startswith(title)
    ]
    assert len(found) == 1, f"« {title} » begins {len(found)} titles"
    return found[0].public_id
