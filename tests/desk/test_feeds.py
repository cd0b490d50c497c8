"""An address pasted to watch a site; lists of feeds, looked at before they are taken."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest

from tests.cast import GAZETTE, SOURCES, Stage, Told, feed, rewrite
from tests.collect.test_opml import LAUGHS, feeds, opml
from tests.desk.conftest import SAME_ORIGIN, Desk
from veille.core import Veille
from veille.errors import FetchError
from veille.model.item import Fetched, Validators

FORM = "/bureau/sources/ajouter"
LIST = "/bureau/sources/opml"
SITE = "https://lequartier.example/"
FEED = "https://lequartier.example/feed/"


@pytest.fixture(autouse=True)
def web(stage: Stage) -> None:
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/feed/"></html>'
    stage.web.answers[SITE] = Fetched(SITE, 200, {}, page, Validators())
    told = Told("Les <b>parents</b>", "https://lequartier.example/parents")
    stage.web.answers[FEED] = feed(told, url=FEED)


def opened(desk: Desk) -> dict[str, str]:
    page = desk.get(f"{FORM}?url={SITE}").text
    form = page[page.index('<form class="fields" method="post"') :]
    found = re.findall(r'name="(\w+)"(?: type="url")? value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found if name != "themes"} | {
        "access": "free",
        "rights": "link",
    }


def upload(desk: Desk, content: bytes, name: str = "liste.opml") -> tuple[int, str]:
    data = {"csrf": desk.csrf, "list": (io.BytesIO(content), name)}
    answer = desk.client.post(LIST, data=data, headers=SAME_ORIGIN)
    return answer.status_code, answer.text


def test_a_site_is_shown_tried_and_watched(desk: Desk, veille: Veille, stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    page = desk.get(f"{FORM}?url={SITE}").text
    assert "1\u00a0élément" in page
    assert "Les parents" in page
    assert file.read_text("utf-8") == SOURCES

    sent = opened(desk) | {"name": "Le Quartier", "key": "quartier", "territory": "r53"}
    answer = desk.post(FORM, {**sent, "themes": ["logement"]})

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/bureau/source/quartier"
    line = (
        '  - {key: quartier, name: "Le Quartier", url: "https://lequartier.example/feed/",'
        ' kind: rss, site: "https://lequartier.example/feed/", territory: [R53], themes: [logement]}'
    )
    assert file.read_text("utf-8") == f"{SOURCES}{line}\n"
    assert "Collecter maintenant" in desk.get("/bureau/source/quartier").text
    desk.post("/bureau/source/quartier/collecter")
    assert "1\u00a0élément nouveau" in desk.get("/bureau/source/quartier").text


def test_a_feed_watched_already_leads_to_its_page(desk: Desk) -> None:
    page = desk.get(f"{FORM}?url={GAZETTE}").text
    assert "déjà surveillé" in page
    assert "/bureau/source/gazette" in page


@pytest.mark.parametrize(
    "address, told",
    [
        ("fax:12", "n’est pas une adresse"),
        ("http://intranet/", "Adresse non publique"),
        ("https://mort.example/", "Connexion refusée"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_beside_it(
    desk: Desk, stage: Stage, address: str, told: str
) -> None:
    stage.web.answers["http://intranet/"] = FetchError("adresse non publique : intranet")
    answer = desk.get(f"{FORM}?url={address}")
    assert answer.status_code == 400
    assert told in answer.text
    assert f'value="{address}"' in answer.text


def test_what_is_refused_keeps_what_was_typed(desk: Desk, stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    typed = opened(desk) | {"key": "gazette", "territory": "ZZ", "kind": "fax", "name": "Mon nom"}
    answer = desk.post(FORM, typed)
    assert answer.status_code == 400
    for field in ("key", "territory", "kind"):
        assert f'id="faute-{field}"' in answer.text, field
    assert 'value="Mon nom"' in answer.text
    for seen in ("f" * 64, "' OR 1=1"):
        forged = desk.post(FORM, opened(desk) | {"seen": seen, "name": "Mon nom"})
        assert forged.status_code == 409
        assert "le fichier a changé" in forged.text
        assert 'value="Mon nom"' in forged.text
    assert file.read_text("utf-8") == SOURCES


def test_a_file_changed_while_the_form_was_open_is_left(desk: Desk, stage: Stage) -> None:
    file = stage.folder / "sources.yml"
    sent = opened(desk)
    rewrite(file, "# la presse", "# la presse locale")
    before = file.read_bytes()
    answer = desk.post(FORM, sent)
    assert answer.status_code == 409
    assert file.read_bytes() == before
    file.write_text("sources: [", "utf-8")
    broken = desk.post(FORM, sent)
    assert broken.status_code == 409
    assert "sources.yml, ligne 1" in broken.text
    assert 'value="https://lequartier.example/feed/"' in broken.text


def test_a_list_is_shown_then_taken_once(desk: Desk, veille: Veille, stage: Stage) -> None:
    content = opml(
        f'<outline text="La Gazette" xmlUrl="{GAZETTE}"/><outline text="&lt;i&gt;Q" xmlUrl="{FEED}"/>'
        '<outline text="X" xmlUrl="javascript:alert(1)"/>'
    )
    status, page = upload(desk, content)
    assert status == 200
    assert "1\u00a0flux nouveau, 1\u00a0déjà surveillé, 1\u00a0illisible" in page
    assert "<i>Q" not in page
    assert (stage.folder / "sources.yml").read_text("utf-8") == SOURCES

    assert desk.post(f"{LIST}/prendre").status_code == 303
    assert veille.config.source("i-q").url == FEED
    again = desk.post(f"{LIST}/prendre")
    assert again.status_code == 409
    assert "choisissez de nouveau" in again.text


@pytest.mark.parametrize(
    "content, told",
    [
        (opml('<outline xmlUrl="x"/>' * 20_000), "20\u202f000 flux\u00a0: pas plus de 500"),
        (LAUGHS, "elle déclare des entités"),
        (b"<opml><body>", "La fin de cette liste manque"),
        (b"\x89PNG", "OPML"),
        (b"", "OPML"),
    ],
)
def test_a_list_that_is_none_is_refused_in_french(
    desk: Desk, stage: Stage, content: bytes, told: str
) -> None:
    status, page = upload(desk, content)
    assert status == 400
    assert told in page
    assert (stage.folder / "sources.yml").read_text("utf-8") == SOURCES


def test_a_file_over_the_limit_is_not_even_read(desk: Desk) -> None:
    data = {"csrf": desk.csrf, "list": (io.BytesIO(b"x"), "liste.opml")}
    announced = {"CONTENT_LENGTH": "6000000"}
    answer = desk.client.post(LIST, data=data, headers=SAME_ORIGIN, environ_overrides=announced)
    assert answer.status_code == 413
    assert "5\u00a0Mo" in answer.text
    assert upload(desk, b"", name="")[0] == 400


def test_a_page_of_five_hundred_feeds_stays_light(desk: Desk) -> None:
    status, page = upload(desk, feeds(500))
    assert status == 200
    assert len(page.encode()) < 100_000
    assert "et 400\u00a0autres" in page


def test_the_sources_leave_as_a_list(desk: Desk) -> None:
    answer = desk.get(LIST)
    assert answer.mimetype == "text/x-opml"
    assert "sources.opml" in answer.headers["Content-Disposition"]
    assert answer.text.count("xmlUrl=") == 4


NEWS = "https://lamairie.example/actus"


def page_of_news(stage: Stage) -> None:
    rows = "".join(
        f'<article class="carte"><h2><a href="/actus/{one}">Compte rendu n° {one}</a></h2></article>'
        for one in "123"
    )
    page = f"<html><title>Les actus</title>{rows}</html>".encode()
    stage.web.answers[NEWS] = Fetched(NEWS, 200, {}, page, Validators())


def test_a_page_without_a_feed_offers_what_else_may_be_followed_there(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    page_of_news(stage)
    refused = desk.get(f"{FORM}?url={NEWS}")
    assert refused.status_code == 400
    assert "3\u00a0éléments, le premier" in refused.text
    way = re.search(r'href="([^"]*comme=page)"', refused.text)
    assert way is not None

    page = desk.get(unescape(way[1])).text
    assert "Compte rendu n°\u00a01" in page
    assert 'name="page.item" value="article.carte"' in page
    sent = {"key": "mairie", "name": "La mairie", "url": NEWS, "kind": "page", "language": "fr"}
    rules = {"page.item": "article.carte", "page.title": "h2", "page.link": "h2 a", "page.date": ""}
    answer = desk.post(FORM, {**sent, **rules, "access": "free", "rights": "link"})
    assert answer.status_code == 303
    line = 'kind: page, page: {item: "article.carte", title: h2, link: "h2 a"}}'
    assert line in (stage.folder / "sources.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "url, content, kind, told",
    [
        (
            "https://aides.example/liste.csv",
            "Titre long;Lien;Date de dépôt\nUn rapport;https://aides.example/1;18/11/2026\n".encode(),
            "",
            'name="csv.title" value="Titre long"',
        ),
        ("https://aides.example/", b"<html><p>100 euros</p></html>", "watch", 'name="watch.keep"'),
        ("https://aides.example/lettre", b"", "mail", ">aides.example</textarea>"),
        (
            "https://aides.example/sitemap.xml",
            b"<urlset><url><loc>https://aides.example/a</loc></url></urlset>",
            "",
            'name="sitemap.include"',
        ),
    ],
)
def test_lists_changes_letters_and_maps_are_added_from_their_address(
    desk: Desk, stage: Stage, url: str, content: bytes, kind: str, told: str
) -> None:
    stage.web.answers[url] = Fetched(url, 200, {}, content, Validators())
    page = desk.get(f"{FORM}?url={url}&comme={kind}")
    assert page.status_code == 200
    assert told in page.text


def test_the_rules_of_a_source_are_edited_and_refused_beside_their_field(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    file = stage.folder / "sources.yml"
    row = f'  - {{key: actus, name: "Actus", url: "{NEWS}", kind: sitemap, enabled: false}}  # à nous\n'
    file.write_text(SOURCES + row, "utf-8")
    page = desk.get("/bureau/source/actus").text
    assert 'name="sitemap.include"' in page
    form = {"name": "Actus", "url": NEWS, "access": "free", "rights": "link"}
    sent = form | {"sitemap.include": "/actus/\r\n\r\n/agenda/"}
    assert desk.post("/bureau/source/actus", sent).status_code == 303
    assert 'sitemap: {include: ["/actus/", "/agenda/"]}}  # à nous' in file.read_text("utf-8")

    refused = desk.post("/bureau/source/actus", form | {"sitemap.include": "actus"})
    assert refused.status_code == 400
    assert 'id="faute-sitemap.include"' in refused.text
    assert ">actus</textarea>" in refused.text


def test_a_page_declared_without_rules_has_them_proposed(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    page_of_news(stage)
    row = f'  - {{key: actus, name: "Actus", url: "{NEWS}", kind: page, enabled: false}}\n'
    (stage.folder / "sources.yml").write_text(SOURCES + row, "utf-8")
    page = desk.get("/bureau/source/actus").text
    way = re.search(r'href="([^"]*proposer=1)"', page)
    assert way is not None
    proposed = desk.get(unescape(way[1])).text
    assert 'name="page.item" value="article.carte"' in proposed
    assert "3\u00a0éléments, le premier" in proposed

    form = {"name": "Actus bis", "url": NEWS, "access": "free", "rights": "link"}
    assert desk.post("/bureau/source/actus", form).status_code == 303
    assert "kind: page, enabled: false}" in (stage.folder / "sources.yml").read_text("utf-8")
    sent = form | {"reader": "embedded-json"}
    assert desk.post("/bureau/source/actus", sent).status_code == 303
    assert veille.config.source("actus").reader == "embedded-json"

    stage.web.answers[NEWS] = FetchError("connexion refusée")
    refused = desk.get("/bureau/source/actus?proposer=1")
    assert "onnexion refusée" in refused.text
    assert refused.status_code >= 400


def test_a_list_without_a_column_for_its_addresses_is_refused_beside_the_field(
    desk: Desk, stage: Stage
) -> None:
    sent = {"key": "liste", "name": "Liste", "url": NEWS, "kind": "csv", "csv.title": "Titre"}
    answer = desk.post(FORM, {**sent, "language": "fr", "access": "free", "rights": "link"})
    assert answer.status_code == 400
    assert 'id="faute-csv.link"' in answer.text
    assert (stage.folder / "sources.yml").read_text("utf-8") == SOURCES


def test_the_other_feeds_of_a_site_are_a_click_away(desk: Desk, stage: Stage) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/{}">'
    page = f"<html>{link.format('feed/')}{link.format('agenda.xml')}</html>".encode()
    stage.web.answers[SITE] = Fetched(SITE, 200, {}, page, Validators())
    found = desk.get(f"{FORM}?url={SITE}").text
    assert "/bureau/sources/ajouter?url=https://lequartier.example/agenda.xml" in found
