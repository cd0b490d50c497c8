"""Addresses: what is kept, what is dropped, and which two are the same."""

from __future__ import annotations

import pytest

from veille.collect.address import orphan_key, tidy, url_key

BASE = "https://site.example/actu/liste"


@pytest.mark.parametrize(
    "written, address",
    [
        ("https://site.example/a", "https://site.example/a"),
        ("HTTPS://Site.Example:443/A", "https://site.example/A"),
        ("http://site.example:8080", "http://site.example:8080/"),
        ("/a", "https://site.example/a"),
        ("a?b=1", "https://site.example/actu/a?b=1"),
        ("../a", "https://site.example/a"),
        ("//autre.example/a", "https://autre.example/a"),
        (" https://site.example/a\n", "https://site.example/a"),
        ("https://site.example/a\tb", "https://site.example/ab"),
        ("https://site.example/été à venir", "https://site.example/%C3%A9t%C3%A9%20%C3%A0%20venir"),
        ("https://site.example/%C3%A9t%C3%A9", "https://site.example/%C3%A9t%C3%A9"),
        ("https://école.example/", "https://xn--cole-9oa.example/"),
        ("https://[2a01:e0a::1]/a", "https://[2a01:e0a::1]/a"),
        ("https://site.example/a?utm_source=rss&id=3&UTM_Medium=x#haut", "https://site.example/a?id=3"),
        ("https://site.example/a?x=1&amp;utm_campaign=y&amp;z=2", "https://site.example/a?x=1&z=2"),
        ("https://site.example/a?fbclid=1&gclid=2&xtor=RSS-1&mc_cid=3&at_medium=4", "https://site.example/a"),
        ("https://site.example/a?utm=1&attente=2&b=%26", "https://site.example/a?utm=1&attente=2&b=%26"),
        ("https://site.example/spip.php?id=2&a=b", "https://site.example/spip.php?id=2&a=b"),
    ],
)  # fmt: skip
def test_an_address_is_made_absolute_and_freed_of_trackers(written: str, address: str) -> None:
    assert tidy(written, BASE) == address
    assert tidy(address) == address


@pytest.mark.parametrize(
    "written",
    [
        "", "  ", "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example", "ftp://site.example/a", "file:///etc/passwd", "tel:0102030405",
        "https://", "https:///a", "https://a:b@site.example/", "https://site.example@autre.example/",
        "https://site.example\\@autre.example/", "https://site.example:port/", "https://[::1/",
        "https://si te.example/", "https://a..example/", "https://<site>/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_none(written: str) -> None:
    assert tidy(written, BASE) is None


@pytest.mark.parametrize(
    "other",
    [
        "http://site.example/a/b",
        "https://www.site.example/a/b",
        "https://SITE.example:443/a/b/",
        "https://site.example/a/b?utm_source=x#c",
    ],
)
def test_addresses_that_lead_to_the_same_page_have_one_key(other: str) -> None:
    assert url_key(other) == url_key("https://site.example/a/b")


@pytest.mark.parametrize(
    "other",
    [
        "https://site.example/a",
        "https://site.example/A/b",
        "https://site.example/a/b?page=2",
        "https://autre.site.example/a/b",
        "https://site.example:8443/a/b",
        "javascript:alert(1)",
    ],
)
def test_addresses_that_differ_have_two_keys(other: str) -> None:
    assert url_key(other) != url_key("https://site.example/a/b")


def test_escapes_are_the_same_in_either_case() -> None:
    assert url_key("https://site.example/%c3%a9") == url_key("https://site.example/é")


def test_a_key_is_short_and_never_changes() -> None:
    # Keys are in the store and in public addresses: this value may not move.
    assert url_key("https://site.example/a") == "981ea7979baa84b49fbe8bfceee83df6"
    assert len(orphan_key("essai", "12")) == 32


def test_an_entry_without_an_address_is_its_own_in_its_source_only() -> None:
    assert orphan_key("essai", "12") == orphan_key("essai", "12")
    assert (
        len({orphan_key("essai", "12"), orphan_key("autre", "12"), orphan_key("essai", "13")}) == 3
    )
