"""robots.txt as sites write it: who may read what (RFC 9309), and how fast."""

from __future__ import annotations

import pytest

from veille.collect.reach.robots import (
    LONGEST_DELAY,
    MOST_BYTES,
    asked_delay,
    may_read,
    named_sitemaps,
    robots_address,
    robots_text,
)

PAGE = "https://ville.example/actus/rentree.html"


@pytest.mark.parametrize(
    "robots, allowed",
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /actus/", False),
        ("User-agent: *\nDisallow: /autre/", True),
        # The longest rule wins, and « Allow » when both are as long (§2.2.2).
        ("User-agent: *\nDisallow: /\nAllow: /actus/", True),
        ("User-agent: *\nAllow: /\nDisallow: /actus/", False),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: *\nDisallow: /*.pdf$", True),
        # A group of our own is the only one that holds (§2.2.1), whatever its case.
        ("User-agent: *\nDisallow: /\n\nUser-agent: Veille\nDisallow:", True),
        ("User-agent: *\nDisallow:\n\nUser-agent: veille\nDisallow: /actus", False),
        ("User-agent: autre\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /actus # rien\r\n", False),
        # A page of the site in its place says nothing.
        ("<html><body>Page introuvable</body></html>", True),
    ],
)
def test_who_may_read_a_page(robots: str, allowed: bool) -> None:
    assert may_read(robots_text(robots.encode()), PAGE) == allowed


@pytest.mark.parametrize(
    "robots, seconds",
    [
        ("", None),
        ("User-agent: *\nCrawl-delay: 10", 10),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: 3600", LONGEST_DELAY),
        ("User-agent: *\nCrawl-delay: bientôt", None),
        ("User-agent: *\nCrawl-delay: -3", None),
        ("User-agent: *\nCrawl-delay: 20\n\nUser-agent: veille\nCrawl-delay: 4", 4),
    ],
)
def test_the_pace_that_a_site_asks_for(robots: str, seconds: float | None) -> None:
    assert asked_delay(robots) == seconds


def test_the_rules_of_an_address_are_at_the_root_of_its_host() -> None:
    assert robots_address("https://ville.example:8443/a/b?c=d") == (
        "https://ville.example:8443/robots.txt"
    )


def test_a_file_of_megabytes_is_read_in_part() -> None:
    assert len(robots_text(b"#" * 2_000_000)) == MOST_BYTES


def test_the_maps_that_a_site_names() -> None:
    robots = "Sitemap: https://ville.example/plan.xml\nUser-agent: *\nDisallow: /prive\n"
    assert named_sitemaps(robots) == ["https://ville.example/plan.xml"]
