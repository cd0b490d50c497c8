"""A feed taken apart reads as feedparser alone reads it, to the word; in doubt it is left whole."""

from __future__ import annotations

from random import Random

import pytest

from tests.collect.samples import answer, source
from veille.collect.bodies.quick import taken_apart
from veille.collect.entries.entry import Raw
from veille.collect.kinds import feed as reader
from veille.collect.kinds.feed import feed_itself, raw_entries
from veille.errors import SourceError

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
ITEM = (
    "<title>Un titre &amp;amp; &#233;</title>",
    "<link>https://a.example/?p=1&amp;q=2</link>",
    '<guid isPermaLink="false">https://a.example/?p=1</guid>',
    "<description><![CDATA[<p>Un résumé [&hellip;]</p>]]></description>",
    "<pubDate>Mon, 05 Jan 2026 10:00:00 +0100</pubDate>",
    "<dc:creator><![CDATA[Une autrice]]></dc:creator>",
    '<category domain="x">Ville</category>',
)
ENTRY = (
    '<title type="html">&lt;b&gt;Un&lt;/b&gt; titre</title>',
    '<link href="https://a.example/1"/>',
    "<id>https://a.example/?p=1</id>",
    '<summary type="html">&lt;p&gt;Un résumé&lt;/p&gt;</summary>',
    "<published>2026-01-05T10:00:00+01:00</published>",
    "<updated>2026-01-06T10:00:00Z</updated>",
    "<author><name>Une autrice</name></author>",
)
MORE = (
    "<title/>", "<title>CrÃ©ation</title>", "<title>\u0092a</title>", "<title>&nbsp;</title>", "<link/>",
    "<link>http:///a.example/&amp;amp;b;</link>", "<guid>http:///a.example/ b</guid>", "<guid/>", "<id/>",
    "<description> </description>", "<description>a ]]> b</description>", "<!-- note -->", "<p>texte</p>",
    "<content:encoded><![CDATA[<p>a]]b]]></content:encoded>", '<content type="html">c</content>', "texte",
    '<enclosure url="https://a.example/a.mp3" length="1" type="audio/MPEG"/>', "<title><![CDATA[a]]>b</title>",
    '<link rel="enclosure" href="https://a.example/a.mp4" type="video/mp4"/>', "<dc:date>2026-03-04</dc:date>",
    '<link rel="self" href="https://a.example/s"/>', '<title type="text">&lt;b&gt;</title>', "<wfw:x>1</wfw:x>",
    "<author>a@b.example (Une autrice)</author>", "<slash:comments>3</slash:comments>", "<image>", "\r\n", "\0",
)  # fmt: skip


def _rss(*items: str) -> bytes:
    inside = "".join(f"<item>{one}</item>\n" for one in items)
    return f'<rss version="2.0" {SPACES}><channel><title>Un site</title>{inside}</channel></rss>'.encode()


def _atom(*entries: str) -> bytes:
    inside = "".join(f"<entry>{one}</entry>\n" for one in entries)
    named = "<title>Un site</title><author><name>La rédaction</name></author>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES}>{named}{inside}</feed>'.encode()


def _rdf(*items: str) -> bytes:
    inside = "".join(f'<item rdf:about="https://a.example/{one}">{ITEM[0]}</item>' for one in items)
    root = (
        'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    )
    return f"<rdf:RDF {root}><channel><title>Un site</title></channel>{inside}</rdf:RDF>".encode()


def _read(body: bytes) -> tuple[list[Raw], str, tuple[str, ...]] | str:
    fetched = answer(body, "application/xml")
    try:
        raws, base = raw_entries(fetched, source())
        return list(raws), base, feed_itself(fetched)
    except SourceError as error:
        return str(error)


def _alone(monkeypatch: pytest.MonkeyPatch, body: bytes) -> object:
    with monkeypatch.context() as patch:
        patch.setattr(reader, "taken_apart", lambda _body: None)
        return _read(body)


@pytest.mark.parametrize(
    "body", [_rss("".join(ITEM), ITEM[0]), _atom("".join(ENTRY), ENTRY[1]), _rdf("1", "2")]
)
def test_plain_feeds_are_taken_apart_and_read_the_same(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert taken_apart(body) is not None
    assert _read(body) == _alone(monkeypatch, body)


@pytest.mark.parametrize("make, plain", [(_rss, ITEM), (_atom, ENTRY)])
def test_whatever_else_they_hold_they_are_read_the_same(
    make: object, plain: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(make)
    rng = Random(1)
    whole = 0
    for one in MORE:
        for _again in range(3):
            told = [*rng.sample(plain, rng.randint(2, len(plain))), one]
            rng.shuffle(told)
            body = make("".join(told), "".join(plain))
            assert _read(body) == _alone(monkeypatch, body), body
            whole += taken_apart(body) is None
    assert 10 < whole < 3 * len(MORE) - 10


@pytest.mark.parametrize(
    "body",
    [
        _rss(ITEM[0]).replace(b"<channel>", b"<channel><!-- <item> -->"),
        _rss(ITEM[0]).replace(b"<channel>", b"<channel><description><![CDATA[<item></item>]]></description>"),
        _rss(ITEM[0]).replace(b"<channel>", b"<channel><image>"),
        _rss(ITEM[0]).replace(b"<channel>", b'<channel xml:base="https://b.example/">'),
        _rss(ITEM[5]).replace(b"xmlns:dc=", b"xmlns:other="),
        _rss(ITEM[0]).replace(b"</channel>", b"<link>https://b.example/</link><item/></channel>"),
        b"<!DOCTYPE rss>" + _rss(ITEM[0]),
        _rss(ITEM[0]).decode().encode("utf-16"),
        _rss(ITEM[0].replace("&#233;", "é")).decode().encode("iso-8859-1"),
    ],
)  # fmt: skip
def test_in_doubt_a_feed_is_left_whole(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert taken_apart(body) is None
    assert _read(body) == _alone(monkeypatch, body)
