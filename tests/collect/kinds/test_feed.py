"""Feeds as they are in France: dialects, dates, charsets, and pages that only pretend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.collect.samples import NOW, answer, sample, source
from veille.collect.entries.entry import EXCERPT_LENGTH
from veille.collect.kinds.feed import feed_itself, read_feed
from veille.errors import ReadError
from veille.model.item import Candidate, Fetched


def _read(fetched: Fetched, kind: str = "rss") -> list[Candidate]:
    return read_feed(fetched, source(kind), NOW)


def _item(inside: str, around: str = "") -> Fetched:
    return answer(f'<rss version="2.0"><channel>{around}<item>{inside}</item></channel></rss>')


def test_a_wordpress_feed_is_read() -> None:
    first, second = _read(sample("rss20-wordpress.xml"))

    assert first == Candidate(
        guid="https://deux-rives.example/?p=412",
        url="https://deux-rives.example/atelier/",
        title="L’atelier d’écriture s’installe à la Maison du lac",
        excerpt="Chaque mercredi, les habitant·es écrivent. Gratuit Sans inscription",
        author="Alice Martin",
        published_at=datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
    )
    assert second.url == "https://deux-rives.example/appel-jeunesse/"
    assert second.excerpt == "Dossier à déposer avant le 15 janvier."
    assert second.published_at == datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


def test_a_daily_s_feed_is_read() -> None:
    (only,) = _read(sample("rss20-daily.xml"))

    assert only.title == "Logement : « On attend depuis dix ans » & autres récits".replace(
        "\u00a0", " "
    )
    assert only.url == "https://quotidien.example/societe/article/2026/11/21/logement_1.html"
    assert only.guid == only.url
    assert only.published_at == datetime(2026, 11, 21, 5, 0, 10, tzinfo=UTC)
    assert only.medium == "read"


def test_a_drupal_feed_is_read_with_its_french_dates() -> None:
    first, second, far, day_first, nonsense = _read(sample("rss20-drupal.xml"))

    assert first.title == "Conseil citoyen : les nouveaux membres".replace("\u00a0", " ")
    assert first.excerpt == "Publié mercredi"
    assert first.published_at == datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
    assert (second.guid, second.url) == ("https://prefecture.example/actu/2",) * 2
    assert second.published_at is None
    assert far.published_at is None
    assert day_first.published_at == datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
    assert nonsense.published_at is None


def test_rss_1_0_is_read() -> None:
    (only,) = _read(sample("rss10-spip.xml"))

    assert only.guid == only.url == "https://revue.example/La-ville-a-venir.html"
    assert (only.author, only.title) == ("Chloé Petit", "La ville à venir")
    assert only.published_at == datetime(2026, 11, 17, 4, 0, tzinfo=UTC)


def test_rss_0_91_is_read_in_its_own_charset() -> None:
    (only,) = _read(sample("rss091.xml"))

    assert (only.title, only.excerpt) == ("Réunion publique", "À la mairie")


def test_atom_is_read() -> None:
    first, second = _read(sample("atom.xml"), "atom")

    assert first == Candidate(
        guid="tag:labo.example,2026:note-7",
        url="https://labo.example/notes/note-7?page=2",
        title="Mesurer le non-recours & agir",
        excerpt="Une note.",
        author="Alice Martin, Bob Durand",
        published_at=datetime(2026, 11, 19, 8, 0, tzinfo=UTC),
    )
    assert second.title == "Quand 2 < 3 : lire un tableau".replace("\u00a0", " ")
    assert second.excerpt == "Premier. Second."
    assert second.published_at == datetime(2026, 11, 12, 10, 0, tzinfo=UTC)


def test_a_podcast_is_listened_to_and_says_how_long() -> None:
    first, second, filmed = _read(sample("podcast.xml"), "podcast")

    assert (first.medium, first.duration) == ("listen", 3723)
    assert (second.medium, second.duration, second.url) == (
        "listen",
        754,
        "https://son.example/11.mp3",
    )
    assert (filmed.medium, filmed.duration) == ("watch", None)


def test_what_a_podcast_publishes_is_listened_to_even_without_a_sound() -> None:
    fetched = _item("<title>Un épisode</title>")

    assert [one.medium for one in _read(fetched, "podcast")] == ["listen"]
    assert [one.medium for one in _read(fetched)] == ["read"]


def test_a_film_of_youtube_is_watched_and_says_how_long() -> None:
    assert _read(sample("youtube.xml"), "atom") == [
        Candidate(
            guid="yt:video:abcdefghijk",
            url="https://films.example/watch?v=abcdefghijk",
            title="Une place pour tous",
            excerpt="Douze minutes sur une place refaite avec ses habitants.",
            author="Chaîne fictive",
            published_at=datetime(2026, 11, 18, 10, 0, tzinfo=UTC),
            medium="watch",
            duration=754,
        )
    ]


def test_atom_0_3_is_read() -> None:
    feed = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Carnet</title><entry>'
        '<title mode="escaped" type="text/html">Le &lt;b&gt;quartier&lt;/b&gt;</title><id>7</id>'
        '<link rel="alternate" type="text/html" href="https://site.example/a"/>'
        "<created>2026-11-18T09:00:00+01:00</created></entry></feed>"
    )

    (only,) = _read(answer(feed), "atom")

    assert (only.title, only.url) == ("Le quartier", "https://site.example/a")
    assert only.published_at == datetime(2026, 11, 18, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "feed_author, author",
    [("Alice Martin", "Alice Martin"), ("Carnet", ""), ("alice@site.example", "")],
)
def test_an_entry_of_atom_without_author_has_that_of_its_feed(
    feed_author: str, author: str
) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Carnet</title>'
        f"<author><name>{feed_author}</name></author>"
        "<entry><id>1</id><title>un</title></entry>"
        "<entry><id>2</id><title>deux</title><author><name>Bob Durand</name></author></entry></feed>"
    )

    assert [one.author for one in _read(answer(feed), "atom")] == [author, "Bob Durand"]


def test_the_editor_of_an_rss_channel_did_not_write_its_items() -> None:
    fetched = _item("<title>t</title>", "<managingEditor>Alice Martin</managingEditor>")

    assert [one.author for one in _read(fetched)] == [""]


def test_the_address_behind_a_relay_of_feeds_is_the_item_s() -> None:
    inside = (
        "<title>t</title><link>https://relais.example/~r/1</link>"
        '<o:origLink xmlns:o="http://rssnamespace.org/feedburner/ext/1.0">https://site.example/a'
        "</o:origLink>"
    )

    assert [one.url for one in _read(_item(inside))] == ["https://site.example/a"]


def test_an_enclosure_without_address_does_not_hide_the_page_s() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title>'
        '<link rel="alternate" href="https://site.example/a"/>'
        '<link rel="enclosure">https://site.example/son.mp3</link></entry></feed>'
    )

    assert [one.url for one in _read(answer(feed), "atom")] == ["https://site.example/a"]


def test_an_identifier_that_is_an_address_stands_for_a_missing_link() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        "<entry><title>un</title><id>https://site.example/a</id></entry>"
        "<entry><title>deux</title><id>tag:site.example,2026:2</id></entry></feed>"
    )

    assert [one.url for one in _read(answer(feed), "atom")] == ["https://site.example/a", None]


# --- what is missing or wrong in an entry ---------------------------------------------------


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "file:///etc/passwd", ""],
)
def test_a_link_that_is_no_web_address_is_dropped(link: str) -> None:
    (only,) = _read(_item(f"<title>Piège</title><guid>7</guid><link>{link}</link>"))

    assert (only.url, only.guid) == (None, "7")


def test_a_relative_link_follows_the_site_s_address_else_the_feed_s() -> None:
    inside = "<title>t</title><link>a.html</link>"

    (by_site,) = _read(_item(inside, "<link>https://vrai.example/actu/</link>"))
    (by_feed,) = _read(_item(inside))

    assert by_site.url == "https://vrai.example/actu/a.html"
    assert by_feed.url == "https://site.example/a.html"


def test_without_a_title_the_first_words_stand_for_it() -> None:
    (only,) = _read(_item(f"<description>{'mot ' * 200}</description><guid>7</guid>"))

    assert only.title.startswith("mot mot")
    assert only.title.endswith("mot…")
    assert len(only.title) <= 300


def test_an_excerpt_is_cut() -> None:
    (only,) = _read(_item(f"<title>t</title><description>{'mot ' * 2000}</description>"))

    assert len(only.excerpt) <= EXCERPT_LENGTH
    assert only.excerpt.endswith("mot…")


def test_without_identifier_or_link_title_and_date_make_the_identifier() -> None:
    dated = "<title>t</title><pubDate>Fri, 20 Nov 2026 07:30:00 GMT</pubDate>"

    (one,), (again,), (other,) = (_read(_item(x)) for x in (dated, dated, "<title>t</title>"))

    assert one.guid == again.guid
    assert one.guid != other.guid


def test_an_entry_that_holds_nothing_is_left_out() -> None:
    assert _read(_item("<category>x</category>")) == []


def test_a_date_to_come_is_kept_for_two_days_only() -> None:
    soon, far = NOW + timedelta(hours=47), NOW + timedelta(hours=49)
    dates = (
        f"<title>t</title><pubDate>{day:%a, %d %b %Y %H:%M:%S} GMT</pubDate>" for day in (soon, far)
    )

    assert [_read(_item(dated))[0].published_at for dated in dates] == [soon, None]


@pytest.mark.parametrize("written", ["2026-xx-20", "2026", "nov. 2026", "hier", "12"])
def test_a_date_that_tells_no_day_is_none_and_never_the_present_month(written: str) -> None:
    (only,) = _read(_item(f"<title>t</title><pubDate>{written}</pubDate>"))

    assert only.published_at is None


def test_a_mail_address_is_not_an_author() -> None:
    (named,) = _read(_item("<title>t</title><author>alice@site.example (Alice Martin)</author>"))
    (bare,) = _read(_item("<title>t</title><author>alice@site.example</author>"))

    assert (named.author, bare.author) == ("Alice Martin", "")


def test_texts_carry_no_markup_and_no_control() -> None:
    inside = (
        "<title>&lt;img src=x onerror=alert(1)&gt;Titre&#x9d;s</title>"
        "<description>&lt;script&gt;x&lt;/script&gt;ok</description>"
    )
    (only,) = _read(_item(inside))

    assert (only.title, only.excerpt) == ("Titres", "ok")


@pytest.mark.parametrize("inside", ["", "<item><title>L&eacute;gende&nbsp;: ici</title></item>"])
def test_the_names_that_html_gives_to_characters_are_read(inside: str) -> None:
    feed = (
        f'<rss version="2.0"><channel><title>L&rsquo;&eacute;cole</title>{inside}</channel></rss>'
    )

    assert [one.title for one in _read(answer(feed))] == ["Légende : ici"] * bool(inside)
    assert feed_itself(answer(feed))[0] == "L’école"


# --- charsets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written_in, declared, header",
    [
        ("utf-8", "utf-8", "application/rss+xml; charset=iso-8859-1"),
        ("utf-8", "iso-8859-1", "application/rss+xml; charset=utf-8"),
        ("windows-1252", "utf-8", "text/xml; charset=utf-8"),
        ("windows-1252", "iso-8859-1", "text/xml"),
        ("utf-8", "utf-8", "text/html"),
        ("utf-16", "utf-16", "application/rss+xml"),
    ],
)
def test_a_charset_that_lies_is_seen_through(written_in: str, declared: str, header: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>'
        "<item><title>L’été à Évry</title></item></channel></rss>"
    )

    (only,) = _read(answer(text.encode(written_in), header))

    assert only.title == "L’été à Évry"


# --- what is no feed ------------------------------------------------------------------------


def test_a_feed_without_entries_is_a_feed() -> None:
    empty = "<rss version='2.0'><channel><title>Rien</title></channel></rss>"

    assert _read(answer(empty)) == []
    assert _read(answer(empty, "text/plain; charset=us-ascii")) == []


@pytest.mark.parametrize(
    "body, reason",
    [
        ("", "ce n’est pas un flux : la réponse est vide"),
        (" \n", "ce n’est pas un flux : la réponse est vide"),
        (
            "<html><head><title>Request Rejected</title></head><body>ID: 245</body></html>",
            "ce n’est pas un flux : une page « Request Rejected »",
        ),
        ("<!DOCTYPE html><p>Bonjour", "ce n’est pas un flux : une page sans titre"),
        ('{"version": 1}', "ce n’est pas un flux : du JSON"),
        ("<opml version='1.0'/>", "ce n’est pas un flux : du XML d’une autre sorte"),
        ("Service momentanément indisponible", "ce n’est pas un flux : ni RSS ni Atom"),
        ("\x00\x01\x02", "ce n’est pas un flux : ni RSS ni Atom"),
        ("<rss version='2.0'><channel>\n<title>x", "flux illisible : XML mal formé"),
    ],
)
def test_what_is_no_feed_is_named(body: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        _read(answer(body))

    assert caught.value.reason == reason


def test_a_feed_that_breaks_off_gives_what_was_whole() -> None:
    whole = _item("<title>Premier</title>").body.removesuffix(b"</channel></rss>")

    assert _read(answer(whole + b"<item><title>Sec"))[0].title == "Premier"


def test_a_bomb_of_entities_is_refused() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>'
        '<rss version="2.0"><channel><item><title>&l9;</title></item></channel></rss>'
    )

    with pytest.raises(ReadError, match="il emboîte des entités"):
        _read(answer(bomb))


def test_an_entity_that_names_a_file_brings_nothing_of_it() -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY espace "_"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<rss version="2.0"><channel><item><title>un&espace;titre&f;</title></item></channel></rss>'
    )

    (only,) = _read(answer(feed))

    assert only.title.startswith("un")
    assert "root" not in only.title


def test_a_site_that_is_no_address_stops_nothing() -> None:
    feed = (
        '<rss version="2.0"><channel><title>t</title><link>http://[</link>'
        "<item><title>a</title><link>/b</link></item></channel></rss>"
    )

    (only,) = read_feed(answer(feed), source(), NOW)

    assert only.url == "https://site.example/b"
    assert feed_itself(answer(feed))[1] == "https://site.example/rss"


def test_what_the_parser_stumbles_on_is_the_fault_of_the_feed() -> None:
    body = "<rss version='2.0'><channel><image></width>"
    with pytest.raises(ReadError, match="mal formé"):
        read_feed(answer(body), source(), NOW)
