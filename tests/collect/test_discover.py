"""Where the feed of a site is: what its page declares, then the habits of each kind of site."""

from __future__ import annotations

import pytest

from tests.collect.samples import answer, sample
from veille.collect.discover import MOST_TRIED, feed_addresses, kind_of, told_kind
from veille.collect.pages.page import page_facts
from veille.model.item import Candidate

SITE = "https://site.example/actualites"


def addresses(html: str, url: str = SITE) -> list[str]:
    return feed_addresses(page_facts(answer(html, url=url)), url)


def test_declared_feeds_come_first_and_those_of_comments_not_at_all() -> None:
    found = addresses(
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<link rel="alternate" type="application/atom+xml" href="https://flux.example/a">'
        '<link rel="alternate" hreflang="en" href="/en/">'
    )
    assert found[:2] == ["https://site.example/feed/", "https://flux.example/a"]
    assert "https://site.example/en/" not in found
    assert len(found) <= MOST_TRIED


def test_a_link_in_the_page_is_followed_when_nothing_is_declared() -> None:
    assert addresses('<a href="/flux/rss.xml">RSS</a>')[0] == "https://site.example/flux/rss.xml"


@pytest.mark.parametrize(
    "generator, first",
    [
        ("WordPress 6.5", "https://site.example/feed/"),
        ("SPIP 4.2", "https://site.example/spip.php?page=backend"),
        ("Drupal 10", "https://site.example/rss.xml"),
        ("Squarespace", "https://site.example/?format=rss"),
    ],
)
def test_each_kind_of_site_has_its_habit(generator: str, first: str) -> None:
    assert addresses(f'<meta name="generator" content="{generator}">') == [first]


@pytest.mark.parametrize(
    "url, first",
    [
        (
            "https://www.youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa",
        ),
        (
            "https://journals.openedition.org/revue/12",
            "https://journals.openedition.org/revue/backend?format=rssdocuments",
        ),
        ("https://bsky.app/profile/centre.example", "https://bsky.app/profile/centre.example/rss"),
    ],
)
def test_some_hosts_have_an_address_of_their_own(url: str, first: str) -> None:
    assert addresses("", url)[0] == first


def test_hostile_links_are_no_address() -> None:
    found = addresses(
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">'
        '<link rel="alternate" type="application/rss+xml" href="http://[">'
        '<link rel="alternate" type="application/rss+xml" href="http://a@b.example/feed">'
    )
    assert found
    assert all(one.startswith("https://site.example/") for one in found)


@pytest.mark.parametrize(
    "name, kind",
    [
        ("atom.xml", "atom"),
        ("rss20-wordpress.xml", "rss"),
        ("rss10-spip.xml", "rss"),
        ("feed.json", "json"),
        ("page.html", "page"),
    ],
)
def test_an_answer_is_known_by_what_it_holds(name: str, kind: str) -> None:
    assert kind_of(sample(name, "application/octet-stream")) == kind


@pytest.mark.parametrize("body", ["", "du texte", '{"a": 1}', "%PDF-1.7", "<svg></svg>"])
def test_the_rest_is_nothing_to_watch(body: str) -> None:
    assert kind_of(answer(body)) is None


def test_a_feed_that_is_mostly_listened_to_is_a_podcast() -> None:
    heard = Candidate("1", None, "a", medium="listen")
    assert told_kind("rss", [heard, heard, Candidate("2", None, "b")]) == "podcast"
    assert told_kind("rss", []) == "rss"
