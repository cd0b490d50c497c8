"""Films: from the address of a channel to its feed, and what each host of films says of one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.collect.samples import NOW, answer, sample, source
from veille.collect.gather import gather
from veille.collect.kinds.feed import read_feed
from veille.collect.kinds.visit import Ask
from veille.collect.kinds.youtube import feed_address
from veille.model.item import Outcome
from veille.testing import FakeFetcher

CHANNEL = "UC" + "a1_-" * 5 + "bc"
FEED = f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"
PAGE = "https://www.youtube.com/@chaine-fictive"
HEAD = f'<html><head><link rel="canonical" href="https://www.youtube.com/channel/{CHANNEL}"></head>'


@pytest.mark.parametrize(
    "address, feed",
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", FEED),
        (f"https://m.youtube.com/channel/{CHANNEL}/videos", FEED),
        (
            "https://www.youtube.com/playlist?list=PL12-x",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL12-x",
        ),
        (
            "https://www.youtube.com/user/fictive",
            "https://www.youtube.com/feeds/videos.xml?user=fictive",
        ),
        (FEED, FEED),
        ("https://films.example/feed", "https://films.example/feed"),
        (PAGE, None),
        ("https://www.youtube.com/c/fictive", None),
        ("https://www.youtube.com/playlist", None),
    ],
)  # fmt: skip
def test_the_address_of_a_channel_leads_to_its_feed(address: str, feed: str | None) -> None:
    assert feed_address(address) == feed


def test_a_page_that_alone_knows_its_channel_is_asked_once() -> None:
    web = FakeFetcher({PAGE: answer(HEAD), FEED: sample("youtube.xml")})
    ask = Ask(source("youtube", PAGE), web, NOW)

    first = gather(ask)
    again = gather(replace(ask, memory=first.memory, validators=first.validators))

    assert [one.medium for one in first.candidates] == ["watch"]
    assert again.outcome is Outcome.NOT_MODIFIED
    assert [address for address, _validators in web.asked] == [PAGE, FEED, FEED]


def test_a_page_that_names_no_channel_says_what_to_write() -> None:
    told = gather(Ask(source("youtube", PAGE), FakeFetcher({PAGE: answer("<html>Consent")}), NOW))

    assert told.outcome is Outcome.FAILED
    assert told.reason.startswith("cette page de YouTube ne dit pas de quelle chaîne elle est")


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'


@pytest.mark.parametrize(
    "told, medium, duration",
    [
        (
            '<enclosure type="application/x-bittorrent" url="https://t.example/1.torrent" length="9"/>'
            '<media:group><media:content url="https://t.example/1.mp4" type="video/mp4"'
            ' duration="754"/></media:group>',
            "watch",
            754,
        ),
        (
            '<media:content><media:player url="https://films.example/lecteur"/></media:content>'
            '<enclosure url="https://films.example/p.swf" type="application/x-shockwave-flash" length="1"/>',
            "watch",
            None,
        ),
        (
            '<media:group><media:content url="https://f.example/x.m3u8" type="application/x-mpegURL"/>'
            "</media:group>"
            "<itunes:duration>1:02</itunes:duration>",
            "watch",
            62,
        ),
        ('<enclosure url="https://sons.example/e.mp3?v=2" length="1"/>', "listen", None),
        (
            '<enclosure url="https://sons.example/e.mp3" type="application/octet-stream" length="1"/>'
            "<itunes:duration>01:02:03</itunes:duration>",
            "listen",
            3723,
        ),
        ('<enclosure url="https://doc.example/r.pdf" type="application/pdf" length="1"/>', "read", None),
        ('<media:content url="https://img.example/a.jpg" medium="image"/>', "read", None),
    ],
    ids="peertube vimeo dailymotion untyped octets pdf picture".split(),
)  # fmt: skip
def test_what_is_heard_or_watched_is_known_by_its_file(
    told: str, medium: str, duration: int | None
) -> None:
    item = f"<item><title>Titre</title><link>https://a.example/1</link>{told}</item>"
    feed = f'<rss version="2.0" {MEDIA}><channel><title>x</title>{item}</channel></rss>'

    (one,) = read_feed(answer(feed), source(), NOW)

    assert (one.medium, one.duration) == (medium, duration)
