"""What a page says of itself, so that nobody types it again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.collect.samples import NOW, answer, sample
from veille.collect.pages.about import read_about
from veille.model.about import About
from veille.model.item import Fetched

URL = "https://www.gazette.example/societe/champ-girault-12345.html?utm_source=lettre"


def page(head: str, body: str = "", url: str = "https://site.example/a/1") -> About:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_about(answer(html, url=url), NOW)


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def test_a_press_article_fills_the_whole_form() -> None:
    about = read_about(sample("press.html", url=URL), NOW)

    assert about == About(
        url="https://www.gazette.example/societe/champ-girault-12345.html",
        title="À l’école du Champ-Girault, les parents prennent la parole",
        site_name="La Gazette de l’Estuaire",
        author="Inès Morvan",
        description="Réussite éducative : trente familles ont écrit leur charte.",
        published_at=datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
        medium="read",
        access="subscribers",
        language="fr",
    )


def test_an_old_page_that_declares_nothing_is_read_by_what_is_seen_on_it() -> None:
    about = read_about(sample("walled.html", url="https://lecourrier.example/loyers"), NOW)

    assert about.title == "Loyers : le bailleur recule"
    assert about.site_name == "Le Courrier"
    assert about.published_at == datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
    assert about.access == "subscribers"


def test_a_broadcast_is_listened_to_for_its_length_and_its_own_word_on_access_wins() -> None:
    about = read_about(sample("radio.html", url="https://radio.example/nuit"), NOW)

    assert (about.medium, about.duration) == ("listen", 52 * 60 + 30)
    assert (about.title, about.site_name) == ("Une nuit avec les médiatrices", "Radio des Tours")
    assert (about.access, about.language) == ("free", "fr")


@pytest.mark.parametrize(
    "head, medium",
    [
        ('<meta property="og:type" content="video.other">', "watch"),
        ('<meta property="og:type" content="music.song">', "listen"),
        (ld('{"@type": "VideoObject"}'), "watch"),
        (ld('{"@type": "PodcastEpisode"}'), "listen"),
        (ld('[{"@type": "NewsArticle"}, {"@type": "VideoObject"}]'), "read"),
        ("", "read"),
    ],
)
def test_a_medium_is_told_by_the_page(head: str, medium: str) -> None:
    assert page(head).medium == medium


@pytest.mark.parametrize(
    "title, told",
    [
        ("Le Monde – La ville", "La ville"),
        ("La ville - Le Monde", "La ville"),
        ("La ville | lemonde.example", "La ville"),
        ("Brest : un quartier change", "Brest : un quartier change"),
        ("Tours – Le Mans : 2 h", "Tours – Le Mans : 2 h"),
        ("Le Monde", "Le Monde"),
        ("", "Un titre au-dessus du texte"),
    ],
)
def test_the_site_s_name_leaves_the_title(title: str, told: str) -> None:
    head = f"<title>{title}</title>"
    found = page(head, "<h1>Un titre au-dessus du texte</h1>", "https://www.lemonde.example/a")
    assert found.title == told


@pytest.mark.parametrize(
    "canonical, url",
    [
        ("/b", "https://site.example/b"),
        ("https://autre.example/b?utm_medium=x", "https://autre.example/b"),
        ("/", "https://site.example/a/1"),
        ("javascript:alert(1)", "https://site.example/a/1"),
        ("https://[", "https://site.example/a/1"),
    ],
)
def test_a_page_names_its_own_address_unless_it_is_everybody_s(canonical: str, url: str) -> None:
    assert page(f'<link rel="canonical" href="{canonical}">').url == url


@pytest.mark.parametrize(
    "body, access",
    [
        ("<article>Réservé aux abonnés</article>", "subscribers"),
        ("<article>Article réservé aux abonnés</article>", "subscribers"),
        ("<article>Il vous reste 73% de cet article à lire</article>", "subscribers"),
        ("<article>Un texte libre.</article><aside>Réservé aux abonnés</aside>", ""),
        ("<nav>Articles réservés aux abonnés</nav><p>Un texte.</p>", ""),
    ],
)
def test_a_paywall_is_known_by_its_notice_inside_the_article(body: str, access: str) -> None:
    assert page("", body).access == access


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        '{"@type": 12, "headline": {"x": []}, "datePublished": ["hier"], "duration": {}}',
        '{"@graph": {"@graph": {"@graph": "x"}}}',
        '{"author": [[["x"]]], "publisher": "p", "isAccessibleForFree": null}',
        "[" + '{"a":1},' * 5_000 + "{}]",
    ],
)
def test_json_ld_that_means_nothing_says_nothing(script: str) -> None:
    about = page("<title>Un titre</title>" + ld(script))
    assert (about.title, about.published_at, about.duration) == ("Un titre", None, None)


@pytest.mark.parametrize(
    "written_in, header",
    [("windows-1252", "text/html; charset=utf-8"), ("utf-8", "text/html; charset=iso-8859-1")],
)
def test_a_charset_that_lies_is_seen_through(written_in: str, header: str) -> None:
    html = '<html><meta charset="ascii"><title>L’été à Évry</title></html>'.encode(written_in)
    assert read_about(answer(html, header), NOW).title == "L’été à Évry"


def test_a_page_of_five_megabytes_is_read_by_its_beginning() -> None:
    html = "<html><title>Longue</title><body>" + "<p>mot</p>" * 500_000
    assert len(html) > 5_000_000
    assert read_about(answer(html), NOW).title == "Longue"


def test_a_date_of_another_age_is_nobody_s() -> None:
    for written in ("1850-01-01", "2031-01-01", "hier"):
        assert page(f'<meta name="date" content="{written}">').published_at is None


def test_what_is_no_page_says_nothing() -> None:
    for body in (b"", b"%PDF-1.7 \xff\xfe", b"<"):
        fetched: Fetched = answer(body, url="https://site.example/x.pdf")
        assert read_about(fetched, NOW).title == ""
