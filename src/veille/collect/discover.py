"""Find the feeds of a site: what its page declares, then where its kind of site keeps them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, urljoin, urlsplit

from veille.collect.entries.address import tidy, url_key
from veille.collect.entries.charset import charset
from veille.collect.kinds.youtube import feed_address
from veille.collect.pages.page import PageFacts
from veille.model.item import Candidate, Fetched
from veille.model.source_rules import Kind

MOST_TRIED = 6
"""Addresses asked for one pasted address: more would be knocking at every door."""

_FEED_TYPES = re.compile(r"application/(?:rss|atom|feed)\+(?:xml|json)|application/json|text/xml")
_FEED_LINK = re.compile(
    r"/(?:feeds?|rss|atom|backend|flux)(?:[/.?]|$)|page=backend|\.(?:rss|atom)$|(?:rss|feed)\w*\.xml"
    r"|rss\w*\.(?:php|aspx)|format=(?:feed|rss)|feed=(?:rss2?|atom)|type=9818",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"/comments?/|commentaires?", re.IGNORECASE)
_CHANNEL = re.compile(r"youtube\.com/channel/(UC[\w-]{22})")
# « /@nom » is an account of Mastodon; PeerTube has « /a/nom » and « /c/nom ».
_ACCOUNT = re.compile(r"/@[\w.-]+")
_PEERTUBE = re.compile(r"/(a|c)/([\w.@-]+)(?:/|$)")
_HABITS = {
    "wordpress": ("feed/",),
    "spip": ("spip.php?page=backend",),
    "drupal": ("rss.xml",),
    "squarespace": ("?format=rss",),
    "joomla": ("?format=feed&type=rss",),
    "typo3": ("?type=9818", "rss.xml", "feed.xml"),
    "pmb": ("opac_css/rss.php?id=1", "rss.php?id=1"),
    "kentika": ("rss.aspx", "rss.xml"),
    "ghost": ("rss/",),
    "hugo": ("index.xml",),
    "jekyll": ("feed.xml",),
    "dotclear": ("feed/rss2",),
    "blogger": ("feeds/posts/default",),
    "wix": ("blog-feed.xml",),
}
"""What a page says that it was made with → where such sites keep their feed."""
_COMMON = ("feed/", "rss.xml", "spip.php?page=backend", "feed.xml", "rss")
_LETTER = re.compile(r"newsletter|infolettre|lettre-d-?info|lettre-electronique", re.IGNORECASE)


def looks_like_feed(url: str) -> bool:
    """Whether an address is written as those of feeds are."""
    return _FEED_LINK.search(url) is not None


def letter_of(facts: PageFacts, url: str) -> str:
    """Where the site offers its letter; empty when no link says so."""
    links = (tidy(link.href, url) for link in facts.anchors if _LETTER.search(link.href))
    return next(filter(None, links), "")


def kind_of(fetched: Fetched) -> Kind | None:
    """« rss », « atom », « json », « sitemap », or « page » for HTML, by what it holds; None for the rest."""
    start = fetched.body[:4_000].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if charset(fetched).startswith("utf-16") or start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")
    if start.startswith(b"{"):
        return "json" if b"jsonfeed.org" in start else None
    if re.search(rb"<(?:rss|rdf:rdf)[\s>]", start):
        return "rss"
    if re.search(rb"<feed[\s>]", start):
        return "atom"
    if re.search(rb"<(?:urlset|sitemapindex)[\s>]", start):
        return "sitemap"
    return "page" if re.search(rb"<(?:!doctype html|html|head|body|title|meta)", start) else None


def told_kind(kind: Kind, candidates: list[Candidate]) -> Kind:
    """A feed of which most entries are listened to is a podcast."""
    heard = sum(one.medium == "listen" for one in candidates)
    return "podcast" if heard * 2 > len(candidates) else kind


def feed_addresses(facts: PageFacts, url: str) -> list[str]:
    """Where to look, the surest first, each once, at most MOST_TRIED; comments' feeds are left out."""
    found: dict[str, str] = {}
    for href in (*_declared(facts), *_linked(facts), *_usual(facts, url)):
        address = tidy(href, url)
        if address and not _COMMENTS.search(address) and url_key(address) != url_key(url):
            found.setdefault(url_key(address), address)
    return list(found.values())[:MOST_TRIED]


def declared_feeds(facts: PageFacts, url: str) -> list[str]:
    """Only what the page itself declares, in its order; comments' feeds are left out."""
    found = (tidy(href, url) for href in _declared(facts))
    return [one for one in dict.fromkeys(found) if one and not _COMMENTS.search(one)]


def _declared(facts: PageFacts) -> Iterator[str]:
    for link in facts.links:
        rels = link.rel.split()
        if ("alternate" in rels or "feed" in rels) and _FEED_TYPES.fullmatch(link.type):
            yield link.href


def _linked(facts: PageFacts) -> list[str]:
    return [link.href for link in facts.anchors if _FEED_LINK.search(link.href)][:2]


def _usual(facts: PageFacts, url: str) -> Iterator[str]:
    """The address that each kind of site gives to its feed (WordPress, SPIP, Drupal, OpenEdition…)."""
    maker = facts.metas.get("generator", "").lower()
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    if (feed := feed_address(url)) and feed != url:
        yield feed
    if channel := _CHANNEL.search(url) or _channel_of(facts):
        yield f"https://www.youtube.com/feeds/videos.xml?channel_id={channel[1]}"
    yield from _of_host(parts, root)
    if code := parse_qs(parts.query).get("code"):
        yield urljoin(root, f"rss/revue/{code[0]}?lang=fr")
    known = next((paths for name, paths in _HABITS.items() if name in maker), None)
    for path in known or _COMMON:
        yield urljoin(root, path)


def _of_host(parts: SplitResult, root: str) -> Iterator[str]:
    """Where a shared house keeps the feed of one of its sites, channels or accounts."""
    host, path = parts.netloc.lower(), parts.path.rstrip("/")
    first = path.strip("/").partition("/")[0]
    if host.endswith("openedition.org"):
        yield urljoin(root, f"{first}/backend?format=rssdocuments")
    if host.endswith("bsky.app") and path.startswith("/profile/"):
        yield urljoin(root, f"{path}/rss")
    if host.endswith((".hypotheses.org", ".substack.com")):
        yield urljoin(root, "feed/")
    if _ACCOUNT.fullmatch(path):
        yield urljoin(root, f"{path}.rss")
    if channel := _PEERTUBE.match(path):
        name = "accountName" if channel[1] == "a" else "videoChannelName"
        yield urljoin(root, f"feeds/videos.xml?{name}={channel[2]}")


def _channel_of(facts: PageFacts) -> re.Match[str] | None:
    return next(
        filter(None, (_CHANNEL.search(link.href) for link in facts.links)),
        None,
    )
