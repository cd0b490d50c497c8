"""« Ajouter »: two clicks and nothing typed; the bookmarklet; the telephone's share sheet."""

from __future__ import annotations

import re
import struct
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.cast import RENTS, SCHOOL, Stage, sealed
from tests.core.test_adding import PAGE, html
from tests.desk.conftest import Desk, id_of
from veille.core import Veille
from veille.errors import FetchError
from veille.model.item import State

FORM = "/bureau/ajouter/"


@pytest.fixture(autouse=True)
def web(stage: Stage) -> None:
    stage.web.answers[PAGE] = html()


def fields(page: str) -> dict[str, str]:
    """The form as the browser would send it, ticked boxes left out."""
    form = page[page.index('<form class="fields"') :]
    form = form[: form.index("</form>")]
    found = dict(re.findall(r'name="(\w+)"(?: type="\w+")? value="([^"]*)"', form))
    found |= dict(
        re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    )
    for name, options in re.findall(
        r'<select[^>]* name="(\w+)".*?>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    for ticked in ("publications", "themes"):
        found.pop(ticked, None)
    return {name: unescape(value) for name, value in found.items()}


def test_the_form_opens_filled_in_and_a_second_click_adds(desk: Desk, veille: Veille) -> None:
    opened = desk.get(f"{FORM}?url={PAGE}&title=Partag%C3%A9")
    assert opened.status_code == 200
    sent = fields(opened.text)
    assert sent["title"] == "Les parents de l’école"
    assert (sent["source_name"], sent["published_on"]) == ("Le Quartier", "2026-11-12")
    assert (sent["access"], sent["medium"]) == ("subscribers", "read")
    assert sum(veille.items.counts().values()) == 4  # looking added nothing

    answer = desk.post(FORM, sent)

    assert answer.status_code == 303
    item = veille.items.get(PAGE)
    assert (item.state, item.proposed_by, item.excerpt) == (
        State.NEW,
        "Alice",
        "Une charte pour l’école.",
    )
    assert f"item={item.public_id}" in answer.headers["Location"]
    page = desk.get(answer.headers["Location"]).text
    assert "Ajouté\u00a0: «\u00a0Les parents de l’école\u00a0»" in page


def test_a_publication_may_be_ticked_at_once(desk: Desk, veille: Veille) -> None:
    opened = desk.get(f"{FORM}?url={PAGE}").text
    assert re.search(r'name="themes" value="education" checked', opened)
    desk.post(FORM, {**fields(opened), "publications": ["revue"], "themes": ["education"]})
    item = veille.items.get(PAGE)
    assert (item.state, item.selected_for, item.themes) == (
        State.KEPT,
        ("revue",),
        ("education",),
    )


def test_what_is_known_is_shown_with_where_it_came_out(desk: Desk, veille: Veille) -> None:
    sealed(veille, "lettre", SCHOOL, RENTS)
    page = desk.get(f"{FORM}?url={SCHOOL.url}?utm_source=x").text
    assert "Déjà dans la base" in page
    assert id_of(veille, "L’école") in page
    assert re.search(
        r"Déjà paru le 16\xa0novembre\xa02026 dans <a [^>]*>La lettre de Bréal n°\xa012</a>", page
    )
    assert '<form class="fields"' not in page


def test_a_page_that_cannot_be_read_leaves_the_form_to_be_filled(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    stage.web.answers[PAGE] = FetchError("adresse non publique : intranet")
    opened = desk.get(f"{FORM}?text=Un%20titre%20{PAGE}").text
    assert "adresse non publique\u00a0: intranet" in opened
    assert fields(opened)["url"] == PAGE
    assert desk.post(FORM, fields(opened) | {"title": "À la main"}).status_code == 303
    assert veille.items.get(PAGE).title == "À la main"


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "javascript:alert(1)", "bonjour", "http://a@b.example/"]
)
def test_what_is_no_address_is_told_beside_its_field(desk: Desk, address: str) -> None:
    answer = desk.get(f"{FORM}?url={address}")
    assert answer.status_code == 400
    assert 'id="faute-url"' in answer.text
    assert f'value="{address}"' in answer.text


def test_every_typed_word_comes_back_with_what_is_wrong(desk: Desk, veille: Veille) -> None:
    sent = fields(desk.get(f"{FORM}?url={PAGE}").text)
    typed = sent | {"title": " ", "published_on": "hier", "description": "Mes <b>mots</b>"}
    answer = desk.post(FORM, {**typed, "publications": ["lettre"]})
    assert answer.status_code == 400
    assert 'id="faute-title"' in answer.text
    assert 'id="faute-published_on"' in answer.text
    assert fields(answer.text)["description"] == "Mes <b>mots</b>"
    assert "<b>mots" not in answer.text
    assert re.search(r'value="lettre" checked', answer.text)
    assert sum(veille.items.counts().values()) == 4


def test_a_forged_form_breaks_nothing(desk: Desk, veille: Veille) -> None:
    forged = {
        "url": PAGE,
        "title": "T",
        "medium": "smell",
        "access": "all",
        "language": '"><script>',
        "duration": "1e9",
        "published_at": "2026-11-12",
        "published_on": "2026-11-12",
    }
    assert desk.post(FORM, forged).status_code == 303
    item = veille.items.get(PAGE)
    assert (item.medium, item.access, item.language, item.duration) == ("read", "free", "fr", None)
    assert (
        desk.post(FORM, {"url": f"{PAGE}/2", "title": "T", "publications": "x"}).status_code == 404
    )
    assert desk.post(FORM, {"url": "ftp://x", "title": "T"}).status_code == 409
    assert desk.post(FORM, {"url": PAGE, "title": "a" * 6_000}).status_code == 400
    assert desk.post(FORM, {"url": PAGE, "title": "T"}).status_code == 409  # sent twice


def test_the_bookmarklet_leads_to_this_very_desk(desk: Desk) -> None:
    page = desk.get(FORM).text
    found = re.search(r'<a href="(javascript:[^"]+)">', page)
    assert found
    code = unescape(found[1])
    assert (
        "window.open('http://localhost/bureau/ajouter/?url='+encodeURIComponent(location.href)"
        in code
    )
    assert code.count("'") == 4
    assert "Écrire une brève" in page
    assert "Annoncer un événement" in page


def test_the_manifest_lets_a_telephone_share_to_the_desk(stranger: Desk, app: Flask) -> None:
    answer = stranger.get("/bureau/manifest.webmanifest")
    assert answer.status_code == 200
    assert answer.mimetype == "application/manifest+json"
    told = answer.get_json()
    assert (told["lang"], told["start_url"], told["scope"]) == ("fr", "/bureau/", "/bureau/")
    assert told["share_target"] == {
        "action": FORM,
        "method": "GET",
        "params": {"title": "title", "text": "text", "url": "url"},
    }
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        assert urlsplit(icon["src"]).netloc == ""
        with stranger.get(icon["src"]) as png:
            assert png.mimetype == "image/png"
            width, height = struct.unpack(">II", png.data[16:24])
        assert icon["sizes"] == f"{width}x{height}"
    assert "192x192" in {icon["sizes"] for icon in told["icons"]}


def test_pages_name_the_manifest_and_their_policy_lets_it_in(desk: Desk) -> None:
    answer = desk.get(FORM)
    assert '<link rel="manifest" href="/bureau/manifest.webmanifest">' in answer.text
    assert "manifest-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", answer.text)
