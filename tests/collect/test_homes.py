"""One address is enough: the home pages of the kinds of sites that centres watch, and where each leads first."""

from __future__ import annotations

import pytest

from tests.collect.samples import sample
from veille.collect.discover import feed_addresses, letter_of, looks_like_feed
from veille.collect.pages.page import page_facts

SITE = "https://quartier.example/"
CHANNEL = "UCaaaaaaaaaaaaaaaaaaaaaa"


@pytest.mark.parametrize(
    "home, url, first",
    [
        ("wordpress", SITE, "https://quartier.example/feed/"),
        ("wordpress-bare", SITE, "https://quartier.example/feed/"),
        ("spip", SITE, "https://quartier.example/spip.php?page=backend"),
        ("spip-bare", f"{SITE}?rubrique3", "https://quartier.example/spip.php?page=backend"),
        ("drupal", SITE, "https://quartier.example/rss.xml"),
        ("drupal-view", f"{SITE}actualites", "https://quartier.example/actualites/rss.xml"),
        ("typo3", SITE, "https://quartier.example/?type=9818"),
        ("typo3-bare", SITE, "https://quartier.example/?type=9818"),
        ("joomla", SITE, "https://quartier.example/index.php?format=feed&type=rss"),
        ("joomla-bare", SITE, "https://quartier.example/?format=feed&type=rss"),
        ("kentika", SITE, "https://quartier.example/flux/rss.aspx?flux=12"),
        ("kentika-bare", SITE, "https://quartier.example/rss.aspx"),
        ("pmb", f"{SITE}opac_css/", "https://quartier.example/opac_css/rss.php?id=3"),
        ("pmb-bare", SITE, "https://quartier.example/opac_css/rss.php?id=1"),
        ("hypotheses", "https://carnet.hypotheses.org/", "https://carnet.hypotheses.org/feed"),
        (
            "hypotheses-bare",
            "https://carnet.hypotheses.org/12",
            "https://carnet.hypotheses.org/feed/",
        ),
        (
            "openedition",
            "https://journals.openedition.org/quartiers/345",
            "https://journals.openedition.org/quartiers/backend?format=rssdocuments",
        ),
        (
            "youtube",
            "https://www.youtube.com/@quartier",
            f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}",
        ),
        (
            "peertube",
            "https://video.example/c/quartier/videos",
            "https://video.example/feeds/videos.xml?videoChannelName=quartier",
        ),
        (
            "peertube",
            "https://video.example/a/quartier@video.example",
            "https://video.example/feeds/videos.xml?accountName=quartier@video.example",
        ),
        ("ausha", "https://podcast.ausha.co/voix", "https://feed.ausha.co/abcDEF12"),
        ("podcast", SITE, "https://podcasts.example/voix/rss.xml"),
        ("mastodon", "https://social.example/@quartier", "https://social.example/@quartier.rss"),
        (
            "mastodon-bare",
            "https://social.example/@quartier",
            "https://social.example/@quartier.rss",
        ),
        (
            "bluesky",
            "https://bsky.app/profile/quartier.example",
            "https://bsky.app/profile/quartier.example/rss",
        ),
        ("substack", "https://quartier.substack.com/p/un", "https://quartier.substack.com/feed/"),
        ("ghost", SITE, "https://quartier.example/rss/"),
        ("hugo", SITE, "https://quartier.example/index.xml"),
        ("squarespace", SITE, "https://quartier.example/?format=rss"),
        ("json", SITE, "https://quartier.example/feed.json"),
        ("by-hand", SITE, "https://quartier.example/flux/actus.xml"),
    ],
)
def test_the_feed_of_a_home_page(home: str, url: str, first: str) -> None:
    facts = page_facts(sample(f"homes/{home}.html", "text/html", url))

    assert feed_addresses(facts, url)[0] == first


@pytest.mark.parametrize(
    "url, feed",
    [
        ("https://a.example/feed/", True),
        ("https://a.example/actus/rss.xml", True),
        ("https://a.example/spip.php?page=backend", True),
        ("https://a.example/?format=feed&type=rss", True),
        ("https://a.example/actualites", False),
        ("https://a.example/feedback", False),
    ],
)
def test_an_address_written_like_a_feed(url: str, feed: bool) -> None:
    assert looks_like_feed(url) == feed


def test_where_a_site_offers_its_letter() -> None:
    page = sample("homes/wordpress.html", "text/html", SITE)
    assert letter_of(page_facts(page), SITE) == ""
    offered = page.body.replace(b'href="/actualites"', b'href="/inscription-newsletter"')
    found = sample("homes/wordpress.html", "text/html", SITE)
    facts = page_facts(type(found)(SITE, 200, {}, offered, found.validators))
    assert letter_of(facts, SITE) == "https://quartier.example/inscription-newsletter"
