"""The address by which one person leaves one list."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode

from veille.send.links import unsubscribe_url

SITE, SECRET = "https://breal.example/", "un secret"


def link(address: str, *, secret: str = SECRET, key: str = "lettre", site: str = SITE) -> str:
    return unsubscribe_url(site, secret, key, address)


def test_the_link_is_ours_and_one_plain_segment() -> None:
    assert re.fullmatch(r"https://breal\.example/desabonnement/[\w.~-]+", link("bob@a.example"))
    assert link("bob@a.example", site="https://breal.example") == link("bob@a.example")


def test_each_person_each_list_and_each_secret_has_its_own() -> None:
    links = {
        link("bob@a.example"),
        link("chloe@a.example"),
        link("bob@a.example", key="revue"),
        link("bob@a.example", secret="un autre"),
    }
    assert len(links) == 4


def test_the_same_person_always_has_the_same_however_the_address_is_typed() -> None:
    assert link("bob@a.example") == link("BOB@a.example")


def test_the_link_tells_nobody_who_it_is_for() -> None:
    shown = link("bob@a.example")
    payload = shown.rpartition("/")[2].partition(".")[0]
    said = urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode("latin-1")
    for word in ("bob", "a.example", "@"):
        assert word not in shown + said
