"""What counts as a web address, and what may go out in a letter."""

from __future__ import annotations

import pytest

from veille.model.address import is_public_address, is_web_address, looks_secret


@pytest.mark.parametrize(
    "written",
    [
        "https://gazette.example/a?b=c#d",
        "http://gazette.example:8080/",
        "http://[2001:db8::1]/",
        "https://été.example/",
    ],
)
def test_a_web_address_may_go_out(written: str) -> None:
    assert is_web_address(written)
    assert is_public_address(written)


def test_an_intranet_address_is_one_but_does_not_go_out() -> None:
    assert is_web_address("http://intranet/page")
    assert not is_public_address("http://intranet/page")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "javascript:alert(1)",
        "ftp://gazette.example/",
        "http://",
        "http:/gazette.example",
        "http://[::1",
        "http://gazette.example:99999/",
        "http://gazette.example:0/",
        "http://a b.example/",
        "http://nom@gazette.example/",
        "http://gazette.example/\nSet-Cookie: a",
    ],
)
def test_anything_else_is_no_address(written: str) -> None:
    assert not is_web_address(written)
    assert not is_public_address(written)


@pytest.mark.parametrize(
    "written",
    [
        "https://nous:mot@gazette.example/fil",
        "https://gazette.example/rss/5f4dcc3b5aa765d61d8327deb882cf99",
        "https://gazette.example/feed/5F4DCC3B-5AA7-65D6-1D83-27DEB882CF99.xml",
        "https://gazette.example/abonnes/q7Rt2kLw9ZsXv4Bn.rss",
        "https://gazette.example/abonnes/aGkLpQzRtYuIoPdFe/rss",
        "https://gazette.example/rss?u=12&token=8hs72hd9",
        "https://gazette.example/rss?s=k3j9x0w8q2m5n7b1",
    ],
)
def test_an_address_may_hold_what_a_subscriber_pays_for(written: str) -> None:
    assert looks_secret(written)


@pytest.mark.parametrize(
    "written",
    [
        "https://gazette.example/",
        "https://gazette.example/rss-actualites-2026-logement-social.xml",
        "https://gazette.example/anticonstitutionnellement/feed/",
        "https://gazette.example/ActualitesLogementSocialHabitat.rss",
        "https://gazette.example/podcast/1234567890123456/episodes.xml",
        "https://gazette.example/saison3episode12partie4/feed",
        "https://gazette.example/rss?rubrique=ville&page=2&key=12",
        "https://gazette.example/spip.php?page=backend&id_rubrique=20261125",
    ],
)
def test_an_address_made_of_words_and_numbers_does_not(written: str) -> None:
    assert not looks_secret(written)
