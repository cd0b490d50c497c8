"""Find the feeds of a site: what its page declares, then where its kind of site keeps them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from veille.collect.address import tidy, url_key
from veille.collect.entry import charset
from veille.collect.page import PageFacts
from veille.collect.youtube import feed_address
from veille.model.declared import Kind
from veille.model.item import Candidate, Fetched

MOST_TRIED = 6
"""Addresses asked for one pasted address: more would be knocking at every door."""

_FEED_TYPES = re.compile(r"application/(?:rss|atom|feed)\+(?:xml|json)|application/json|text/xml")
_FEED_LINK = re.compile(
    r"/(?:feed|rss|atom|backend|flux)(?:[/.?]|$)|page=backend|\.(?:rss|atom)$|rss\.xml|feed\.xml",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"/comments?/|commentaires?", re.IGNORECASE)
_CHANNEL = re.compile(r"youtube\.com/channel/(UC[\w-]{22})")


def kind_of(fetched: Fetched) -> Kind | None:
    """« rss », « atom », « json » for a feed, « page » for HTML, by what it holds; None for the rest."""
    start = fetched.body[:4_000].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if charset(fetched).startswith("utf-16") or start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")
    if start.startswith(b"{"):
        return "json" if b"jsonfeed.org" in start else None
    if re.search(rb"<(?:rss|rdf:rdf)[\s>]", start):
        return "rss"
    if re.search(rb"<feed[\s>]", start):
        return "atom"
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
    if "openedition.org" in parts.netloc:
        yield urljoin(
            root, parts.path.strip("/").partition("/")[0] + "/backend?format=rssdocuments"
        )
    if parts.netloc.endswith("bsky.app") and parts.path.startswith("/profile/"):
        yield url.rstrip("/") + "/rss"
    if code := parse_qs(parts.query).get("code"):
        yield urljoin(root, f"rss/revue/{code[0]}?lang=fr")
    usual = {
        "wordpress": ("feed/",),
        "spip": ("spip.php?page=backend",),
        "drupal": ("rss.xml",),
        "squarespace": ("?format=rss",),
    }
    known = next((paths for name, paths in usual.items() if name in maker), None)
    for path in known or ("feed/", "rss.xml", "spip.php?page=backend", "feed.xml", "rss"):
        yield urljoin(root, path)


def _channel_of(facts: PageFacts) -> re.Match[str] | None:
    return next(
        filter(None, (_CHANNEL.search(link.href) for link in facts.links)),
        None,
    )
