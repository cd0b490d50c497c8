"""Pages without a feed, cut by selectors."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.collect.samples import NOW, answer, plain, sample, source
from veille.collect.pages.page import page_facts, page_title, read_page
from veille.errors import ReadError
from veille.model.declared import Source

URL = "https://ville.example/fr/actualites"
RULES = {"item": "li.actu", "title": "h3", "link": "h3 a", "date": ".date"}


def _page(**rules: str) -> Source:
    return source("page", URL, page=RULES | rules)


def test_a_page_is_cut_into_items_with_french_dates() -> None:
    first, second, third, fourth = read_page(sample("page.html", url=URL), _page(), NOW)

    assert first.title == "Conseil citoyen : appel à candidatures".replace("\u00a0", " ")
    assert first.url == first.guid == "https://ville.example/fr/actu/conseil"
    assert first.published_at == datetime(2026, 3, 1, 11, 0, tzinfo=UTC)
    assert second.url == "https://autre.example/etude"
    assert second.published_at == datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    assert (third.title, third.url, third.published_at) == ("Sans lien", None, None)
    assert (fourth.title, fourth.url) == ("Ouvrir la carte", None)


def test_the_item_itself_may_be_the_link() -> None:
    page = answer('<a class="carte" href="/a"><b>Titre</b></a>', url=URL)

    (only,) = read_page(page, _page(item="a.carte", title="b", link="", date=""), NOW)

    assert (only.title, only.url) == ("Titre", "https://ville.example/a")


@pytest.mark.parametrize(
    "written_in, header",
    [
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("windows-1252", "text/html; charset=utf-8"),
        ("windows-1252", "text/html; charset=ISO-8859-1"),
        ("windows-1252", ""),
        ("utf-16", "text/html"),
        ("utf-8-sig", "text/html; charset=inconnu"),
        ("windows-1252", "text/html; charset=punycode"),
    ],
)
def test_a_charset_that_lies_is_seen_through(written_in: str, header: str) -> None:
    page = (
        "<li class=actu><h3><a href=/a>L’été à Évry</a></h3><p class=date>3 mai 2026</li>".encode(
            written_in
        )
    )

    (only,) = read_page(answer(page, header), _page(), NOW)

    assert only.title == "L’été à Évry"


def test_a_base_that_is_no_address_is_none() -> None:
    page = '<base href="http://["><li class=actu><h3><a href=a>Titre</a></h3></li>'

    (only,) = read_page(answer(page, url=URL), _page(date=""), NOW)

    assert only.url == "https://ville.example/fr/a"


def test_a_declared_charset_that_is_no_name_is_passed_over() -> None:
    head = (
        b'<meta charset="iso-8859-1\0"><li class=actu><h3><a href=/a>L\x92\xe9t\xe9</a></h3></li>'
    )

    (only,) = read_page(answer(head), _page(date=""), NOW)

    assert only.title == "L’été"


def test_a_page_announced_as_xml_is_read() -> None:
    page = '<?xml version="1.0"?><html><li class="actu"><h3><a href="/a">Titre</a></h3></li></html>'

    assert [one.title for one in read_page(answer(page), _page(date=""), NOW)] == ["Titre"]


@pytest.mark.parametrize(
    "rules, reason",
    [
        (
            {"item": "li.news"},
            "aucun élément pour le sélecteur « li.news » "
            "sur la page « Actualités - Ville fictive » ; "
            "avez-vous voulu dire « li.actu » (5 éléments) ?",
        ),
        ({"item": "li["}, "sélecteur mal écrit : « li[ »"),
        ({"title": "h3 >> a"}, "sélecteur mal écrit : « h3 >> a »"),
        ({"title": "h4"}, "aucun titre pour le sélecteur « h4 » ; "
            "avez-vous voulu dire « h3 » (4 éléments) ?"),
        ({"date": ".jour"}, "aucune date pour le sélecteur « .jour »"),
        ({"link": "h4 a"}, "aucun lien pour le sélecteur « h4 a »"),
    ],
)  # fmt: skip
def test_a_selector_that_finds_nothing_is_named(rules: dict[str, str], reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_page(sample("page.html", url=URL), _page(**rules), NOW)

    assert caught.value.reason == reason


@pytest.mark.parametrize("body", ["", "bonjour", "http://site.example/a.html"])
def test_an_answer_that_is_no_page_has_no_items(body: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_page(answer(body), _page(), NOW)

    assert caught.value.reason == "aucun élément pour le sélecteur « li.actu »"


def test_a_page_without_rules_says_so() -> None:
    with pytest.raises(ReadError, match="aucun sélecteur déclaré"):
        read_page(sample("page.html"), source("page", URL), NOW)


@pytest.mark.parametrize(
    "html, title",
    [
        ("<title> Request\n Rejected </title>", "Request Rejected"),
        ("<svg><title>Logo</title></svg><p>x", "Logo"),
        ("<p>x", ""),
        (f"<title>{'mot ' * 90}</title>", ("mot " * 20).strip() + "…"),
    ],
)
def test_a_page_says_its_title(html: str, title: str) -> None:
    assert page_title(answer(html)) == title


@pytest.mark.parametrize(
    "body, reason",
    [
        ("<div>" * 50_000, "page refusée : ses balises s’emboîtent sur plus de 500 niveaux"),
        ("<p>a</p>" * 80_000, "page refusée : elle compte plus de 150 000 balises"),
    ],
)
def test_a_page_that_is_short_to_send_and_long_to_read_is_refused_by_name(
    body: str, reason: str
) -> None:
    """Fifty thousand boxes one inside the other took twenty seconds, in which nobody else was read."""
    page = answer(f"<html><title>Actus</title><body>{body}")
    with pytest.raises(ReadError) as caught:
        read_page(page, source("page", page={"item": "article", "title": "h2", "link": "a"}), NOW)

    assert plain(caught.value.reason) == reason
    assert page_facts(page).title in ("", "Actus")
