"""Addresses: what is kept, what is dropped, and which two are the same."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from veille.collect.entries.address import orphan_key, tidy, url_key
from veille.text.relay import hidden_by

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


NEWS = "https://news.google.com/rss/articles/CBMiSGh0dHBzOi8?oc=5"
CHAIN = "https://" + "cdn.ampproject.org/c/s/" * 4 + "site.example/a"
ALERT = "https://www.google.com/url?rct=j&sa=t&ct=ga&cd=CAEYACoU&usg=AOvVaw&url="


@pytest.mark.parametrize(
    "written, address",
    [
        (ALERT + "https://site.example/a%3Fid%3D3%26utm_source%3Dx", "https://site.example/a?id=3"),
        ("https://www.google.fr/url?q=https://site.example/a&sa=D", "https://site.example/a"),
        (ALERT + "https%3A%2F%2Fwww.google.fr%2Furl%3Fq%3Dhttps%3A%2F%2Fsite.example%2Fa", "https://site.example/a"),
        ("https://www.google.com/amp/s/site.example/a", "https://site.example/a"),
        ("https://site-example.cdn.ampproject.org/c/s/site.example/a?usqp=mq331&amp_js_v=0.1", "https://site.example/a"),
        ("https://cdn.ampproject.org/v/site.example/a", "http://site.example/a"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsite.example%2Fa&data=05", "https://site.example/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fsite.example%2Fa%3Ffbclid%3Dx&h=AT0", "https://site.example/a"),
        ("https://www.google.com/url?url=javascript:alert(1)", "https://www.google.com/url?url=javascript:alert(1)"),
        ("https://www.google.com/search?q=https://site.example/a", "https://www.google.com/search?q=https://site.example/a"),
        ("https://google.example/url?url=https://site.example/a", "https://google.example/url?url=https://site.example/a"),
        (NEWS, NEWS),
        ("https://site.example/a;jsessionid=0A1B2C?id=3", "https://site.example/a?id=3"),
        ("https://site.example/a?PHPSESSID=0a1b2c&id=3", "https://site.example/a?id=3"),
        ("https://site.example/(S(abcdefghijklmnopqrstuvwx))/a", "https://site.example/a"),
        ("https://site.example/a?sid=0123456789abcdef0123456789abcdef&s=velo", "https://site.example/a?s=velo"),
        ("https://site.example/a?amp=1", "https://site.example/a"),
        ("https://site.example/a?mtm_campaign=x&mkt_tok=y&_hsenc=z&gbraid=t", "https://site.example/a"),
        ("https://site.example/#!/page/3", "https://site.example/#!/page/3"),
    ],
)  # fmt: skip
def test_a_relay_gives_way_to_what_it_carries_and_a_visit_is_forgotten(
    written: str, address: str
) -> None:
    assert tidy(written) == address
    assert tidy(address) == address


@pytest.mark.parametrize(
    "carried", ["https://a:b@site.example/", "https:///a", "https://<site>/", CHAIN]
)
def test_what_a_relay_carries_is_judged_like_any_address(carried: str) -> None:
    assert tidy(ALERT + quote(carried, safe="")) is None


def test_who_hides_an_address_is_named() -> None:
    assert hidden_by(NEWS) == "Google Actualités"
    others = ("https://news.google.com/", "https://site.example/rss/articles/1", None)
    assert [hidden_by(one) for one in others] == ["", "", ""]


PAGE = "https://site.example/a/b"
SAME = [
    (PAGE, "http://site.example/a/b"),
    (PAGE, "https://www.site.example/a/b"),
    (PAGE, "https://SITE.example:443/a/b/"),
    (PAGE, "http://site.example:80/a/b"),
    (PAGE, "https://site.example/a/b?utm_source=x#c"),
    (PAGE, "https://site.example/a/b#commentaires"),
    (PAGE, "https://site.example/a/b?"),
    (PAGE, "https://site.example/a/b?xtor=RSS-1"),
    (PAGE, "https://site.example/a/b?at_medium=rss&at_campaign=y"),
    (PAGE, "https://site.example/a/b/amp/"),
    (PAGE, "https://site.example/a/b/amp"),
    (PAGE, "https://site.example/amp/a/b"),
    (PAGE, "https://site.example/a/b.amp"),
    (PAGE, "https://site.example/a/b?amp"),
    (PAGE, "https://site.example/a/b?amp=1"),
    (PAGE, "https://site.example/a/b?outputType=amp"),
    (PAGE, "https://amp.site.example/a/b"),
    (PAGE, "https://m.site.example/a/b"),
    (PAGE, "https://mobile.site.example/a/b/"),
    (PAGE, "https://www.m.site.example/a/b"),
    (PAGE, "https://site-example.cdn.ampproject.org/c/s/www.site.example/a/b/amp/"),
    (PAGE, "https://www.google.com/amp/s/amp.site.example/a/b"),
    (PAGE, ALERT + "http://www.site.example/a/b/%3Futm_medium%3Drss"),
    (PAGE, "https://site.example/a/b;jsessionid=0A1B2C"),
    (PAGE, "https://site.example/a/b?PHPSESSID=0a1b2c"),
    (PAGE, "https://site.example//a//b"),
    (PAGE, "https://site.example/a/b/index.html"),
    ("https://site.example/", "https://site.example/index.php"),
    ("https://site.example/a.html", "https://site.example/a.amp.html"),
    ("https://site.example/é", "https://site.example/%c3%a9"),
    ("https://site.example/~a", "https://site.example/%7Ea"),
    ("https://école.example/a", "https://xn--cole-9oa.example/a"),
    (NEWS, NEWS),
]
DIFFERENT = [
    (PAGE, "https://site.example/a"),
    (PAGE, "https://site.example/A/b"),
    (PAGE, "https://site.example/a/b?page=2"),
    (PAGE, "https://autre.site.example/a/b"),
    (PAGE, "https://site.example:8443/a/b"),
    (PAGE, "javascript:alert(1)"),
    (PAGE, "https://site.example/a/b?id=3"),
    (PAGE, "https://site.example/a/bamp"),
    (PAGE, "https://site.example/amp"),
    (PAGE, "https://site.example/a/b#!/c"),
    ("https://site.example/#/a", "https://site.example/#/b"),
    ("https://site.example/index.php?id=1", "https://site.example/index.php?id=2"),
    ("https://site.example/index.php?id=1", "https://site.example/?id=1"),
    ("https://site.example/amp", "https://site.example/ampere"),
    ("https://m.example/a", "https://www.example/a"),
    ("https://site.example/a?s=velo", "https://site.example/a?s=tram"),
    ("https://site.example/a%2Fb", "https://site.example/a/b"),
    (NEWS, NEWS.replace("CBMi", "CBMj")),
    (ALERT + PAGE, ALERT + "https://site.example/c"),
    ("https://www.google.com/search?q=a", "https://www.google.com/search?q=b"),
]


@pytest.mark.parametrize("one, other", SAME)
def test_addresses_that_lead_to_the_same_page_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_addresses_that_differ_have_two_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


def test_forty_pairs_at_least_are_compared() -> None:
    assert len({*SAME, *DIFFERENT}) >= 40


def test_a_key_is_short_and_never_changes() -> None:
    # Keys are in the store and in public addresses: this value may not move.
    assert url_key("https://site.example/a") == "981ea7979baa84b49fbe8bfceee83df6"
    assert len(orphan_key("essai", "12")) == 32


def test_an_entry_without_an_address_is_its_own_in_its_source_only() -> None:
    assert orphan_key("essai", "12") == orphan_key("essai", "12")
    assert (
        len({orphan_key("essai", "12"), orphan_key("autre", "12"), orphan_key("essai", "13")}) == 3
    )
