"""The only door to protego: what a site's robots.txt lets us read, and at what pace (RFC 9309). Pure."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

NAME = "veille"
"""Our product token: what a site writes after « User-agent: » to speak to us."""
MOST_BYTES = 512_000
"""Read of one file: RFC 9309 §2.5 wants 500 kibibytes at least."""
LONGEST_DELAY = 60.0
"""Seconds: a site that asks for more between two pages would hold a whole run up."""


def robots_address(url: str) -> str:
    """Where the rules of an address are written (RFC 9309 §2.3)."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def robots_text(body: bytes) -> str:
    """The file as text; UTF-8 by the standard, and a byte that is none spoils one line at most."""
    return body[:MOST_BYTES].decode("utf-8-sig", "replace").replace("\0", "")


def may_read(robots: str, url: str) -> bool:
    """Whether these rules let us read an address; a file that says nothing lets everything be read."""
    return bool(_rules(robots).can_fetch(url, NAME))


def asked_delay(robots: str) -> float | None:
    """Seconds between two pages, as `Crawl-delay` asks, LONGEST_DELAY at most; None when it does not.

    Outside of RFC 9309, and many French sites still write it.
    """
    delay = _rules(robots).crawl_delay(NAME)
    return None if delay is None or not delay > 0 else min(float(delay), LONGEST_DELAY)


def named_sitemaps(robots: str) -> list[str]:
    """The maps of the site that the file names (sitemaps.org), in its order."""
    return [str(address) for address in _rules(robots).sitemaps]


@lru_cache(maxsize=64)
def _rules(robots: str) -> Protego:
    return Protego.parse(robots)
