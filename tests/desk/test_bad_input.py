"""Every way in of the desk, walked with rubbish: told in French, never a crash, nothing written when refused.

A new route is walked without being named here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import ALICE, RENTS, SCHOOL, Stage, select_for
from tests.desk.conftest import HTMX, SAME_ORIGIN, Desk, id_of
from veille.core import Veille
from veille.desk import app as desk_app
from veille.model.item import Triage

FORM = "application/x-www-form-urlencoded"
SAFE = {"GET", "HEAD", "OPTIONS"}
TEMPLATES = Path(desk_app.__file__).parent / "templates"
ENGLISH = re.compile(
    r"Traceback|Internal Server|Bad Request|Not Found|\bThe \w+|Unsupported|Method Not"
    r"|Too Large|invalid|Expecting|Errno|No such|sqlite|object has|codec|Error\b",
    re.IGNORECASE,
)
BY_HAND = ("days-0-date", "days-0-hours", "days-0-place", "days-0-programme", "days-0-rank")
"""Names that a template makes by a rule."""
HALF = '["/bureau/", [["note", "\\ud800"]]]'
"""A form that came too late, as its page keeps it, with half a character in it."""
WORDS = (
    "",
    "\0a\x01\x0b\x1b\x7f",
    "\u202e\u2066😀\u2028",
    "9" * 5000,
    "-1",
    "31/02/2027",
    "demain demain",
    "9999-12-31T23:59",
    "0001-01-01",
    "25h",
    "١٢²",
    "http://[",
    "../../etc/passwd",
    HALF,
    "ligne\n" * 1500,
    "x" * 21_000,
)
ACTIONS = ("publish", "keep", "take", "remove-" + "9" * 5000)


def fields() -> list[str]:
    """The name of every field of every form."""
    found = {
        name
        for template in TEMPLATES.glob("*.html")
        for name in re.findall(r'\bname="([\w-]+)"', template.read_text("utf-8"))
    }
    # Its own passwords would sign her out, and these two decide where a request goes.
    return sorted((found | set(BY_HAND)) - {"csrf", "password", "again"})


@dataclass
class Rubbish:
    """Sends it, and keeps what must not be."""

    desk: Desk
    eye: sqlite3.Connection
    """Of its own, so that it is told when another one has written."""

    def send(self, method: str, path: str, what: str, **sent: Any) -> str:
        """What is wrong with the answer, empty when all is well."""
        headers = {**SAME_ORIGIN, "X-CSRF-Token": self.desk.csrf, "User-Agent": "Firefox"}
        headers |= sent.pop("headers", {})
        before = self._version()
        answer = self.desk.client.open(path, method=method, headers=headers, **sent)
        wrong = list(_wrong(answer))
        if answer.status_code >= 400 and self._version() != before:
            wrong.append("refused, and yet it wrote")
        return " ; ".join(f"{method} {path[:80]} {what} : {one}" for one in wrong)

    def _version(self) -> int:
        return int(self.eye.execute("pragma data_version").fetchone()[0])


def _wrong(answer: TestResponse) -> Iterator[str]:
    if answer.status_code >= 500:
        yield str(answer.status_code)
    read = (answer.mimetype or "").startswith("text") and answer.status_code != 303
    shown = re.sub(r"<[^>]+>", "", answer.text) if read else ""
    if found := ENGLISH.search(shown):
        yield shown[max(0, found.start() - 40) : found.end() + 40]


@pytest.fixture(name="lived")
def a_desk_that_lived(desk: Desk, veille: Veille) -> dict[str, list[str]]:
    """One of each thing that a form may be about: room of the desk → ids."""
    select_for(veille, "lettre", SCHOOL, RENTS)
    edition = veille.drafts.new("lettre", by=ALICE).public_id
    piece = {"title": "Une brève", "body": "Du texte.", "once": "aaaaaaaaaa"}
    event = {"title": "Un colloque", "days-0-date": "12/12", "once": "bbbbbbbbbb"}
    assert desk.post("/bureau/breves/", piece).status_code == 303
    assert desk.post("/bureau/evenements/", event).status_code == 303
    for title in ("gardée", "dossier"):
        assert desk.post("/bureau/dossiers/", {"title": title, "text": "école"}).status_code == 303
    kept, dossier = (one.public_id for one in veille.searches.listed())
    veille.dossiers.open(dossier, by=ALICE)
    item = id_of(veille, "Le bailleur")
    return {
        "items": [item],
        "stories": [item],
        "editions": [edition],
        "reviews": [edition, veille.reviews.invite(edition, "La directrice", by=ALICE)],
        "pieces": ["aaaaaaaaaa"],
        "events": ["bbbbbbbbbb"],
        "dossiers": [kept, dossier],
        "sources": ["gazette"],
        "vocabulary": ["logement"],
        "people": ["1"],
        "scratch": ["piece:une"],
    }


@pytest.fixture(name="rubbish")
def a_bag_of_rubbish(desk: Desk, stage: Stage, lived: dict[str, list[str]]) -> Iterator[Rubbish]:
    eye = sqlite3.connect(stage.database)
    yield Rubbish(desk, eye)
    eye.close()


def test_the_eye_sees_what_is_written(rubbish: Rubbish, veille: Veille) -> None:
    before = rubbish._version()
    veille.items.triage(id_of(veille, "Appel"), Triage(summary="Vu."), by=ALICE)
    assert rubbish._version() != before


def unsafe(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, rule) of every route that may write."""
    # These end her session, or are counted, or go on writing behind the answer.
    left_out: tuple[str, ...] = (
        "access.leave",
        "access.redeem",
        "access.judge",
        "people.end_sessions",
    )
    left_out += ("welcome.collect", "welcome.visit")
    # The names of real sources are not all French.
    left_out += ("welcome.take_shipped",)
    return sorted(
        (rule.endpoint, method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - SAFE
        if rule.endpoint not in left_out
    )


def addresses(rule: str, names: list[str]) -> list[str]:
    """One address for each name in the place of the first id; what follows it is a number."""
    if "<" not in rule:
        return [rule]
    first = [rule.replace(re.findall(r"<[^>]+>", rule)[0], name, 1) for name in names]
    return [re.sub(r"<[^>]+>", "1", one) for one in first]


def test_a_forged_id_leads_nowhere_in_every_route(app: Flask, rubbish: Rubbish) -> None:
    forged = ["zzzzzzzzzz", "9" * 5000, "%00", "%ED%A0%80", "..%2f..", "%F0%9F%98%80"]
    wrong = [
        rubbish.send(method, address, endpoint, data={"read": "1"})
        for endpoint, method, rule in unsafe(app)
        if "<" in rule
        for address in addresses(rule, forged)
    ]
    assert [one for one in wrong if one] == []


def bodies() -> dict[str, dict[str, Any]]:
    """What no browser would send of itself."""
    form, parts = FORM, "multipart/form-data"
    every = fields()
    return {
        "nothing": {},
        "nothing, by htmx": {"headers": HTMX},
        "JSON": {"json": ["a"]},
        "half a JSON": {"data": b"{", "content_type": "application/json"},
        "bytes": {"data": bytes(range(256)), "content_type": "application/octet-stream"},
        "bytes as a form": {"data": bytes(range(256)) * 9, "content_type": form},
        "parts without a boundary": {"data": b"x", "content_type": parts},
        "parts cut short": {
            "data": b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nabc',
            "content_type": f"{parts}; boundary=x",
        },
        "halves of characters": {
            "data": "&".join(f"{one}=%ED%A0%80%FF" for one in every),
            "content_type": form,
        },
        "every field twice": {
            "data": "&".join(f"{one}={word}" for one in every for word in "ab"),
            "content_type": form,
        },
        "more than is taken": {"data": b"summary=" + b"x" * 4_200_000, "content_type": form},
        "files": {
            "data": b"".join(_file(one) for one in (b"list", b"picture", b"title")) + b"--x--",
            "content_type": f"{parts}; boundary=x",
        },
    }


def _file(name: bytes) -> bytes:
    head = b'Content-Disposition: form-data; name="' + name + b'"; filename="x.bin"'
    return b"--x\r\n" + head + b"\r\n\r\n" + b"\0\xff" * 99 + b"\r\n"


def test_a_body_that_is_no_form_is_told_in_every_route(
    app: Flask, rubbish: Rubbish, lived: dict[str, list[str]]
) -> None:
    wrong = [
        rubbish.send(method, address, what, **body)
        for what, body in bodies().items()
        for endpoint, method, rule in unsafe(app)
        for address in addresses(rule, lived.get(endpoint.partition(".")[0], [])[-1:])
    ]
    assert [one for one in wrong if one] == []


@pytest.mark.parametrize("word", WORDS, ids=range(len(WORDS)))
def test_a_word_that_means_nothing_is_told_in_every_form(
    app: Flask, rubbish: Rubbish, lived: dict[str, list[str]], word: str
) -> None:
    wrong, turn = [], WORDS.index(word)
    every = urlencode(dict.fromkeys(fields(), word))
    for endpoint, method, rule in unsafe(app):
        for address in addresses(rule, lived.get(endpoint.partition(".")[0], [])):
            turn += 1
            pressed = {"action": ACTIONS[turn % len(ACTIONS)], "title": word or "Un titre"}
            # Of two fields with one name the first counts.
            sent = every if turn % 2 else f"{urlencode(pressed)}&{every}"
            wrong.append(
                rubbish.send(
                    method,
                    address,
                    repr(word[:20]),
                    data=sent,
                    content_type=FORM,
                    headers={} if turn % 2 else HTMX,
                )
            )
    assert [one for one in wrong if one] == []
