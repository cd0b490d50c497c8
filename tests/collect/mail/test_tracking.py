"""Addresses that count who follows them, by the shapes that mailers give them; and what names a reader."""

from __future__ import annotations

import pytest

from veille.collect.mail.tracking import (
    is_mailers,
    is_tracker,
    tells_on_reader,
    without_reader,
)

MAILERS = [
    "https://x.us7.list-manage.com/track/click?u=1&id=2&e=3",
    "https://abc123.r.bh.d.sendibt3.com/tr/cl/Xy",
    "https://r.lettre.ville.example/mk/cl/f/sh/1t6Af4/xyz",
    "https://0p8x.mjt.lu/lnk/AUoAAE/1/abc/aHR0cHM",
    "http://lettre.ville.example/lnk/AUoAAE/1/abc/aHR0cHM",
    "https://u12.ct.sendgrid.net/ls/click?upn=u001.abc",
    "https://links.ville.example/uni/ls/click?upn=abc",
    "https://r20.rs6.net/tn.jsp?f=001",
    "https://click.mlsend.com/link/c/YT0y",
    "https://ville.createsend1.com/t/r-l-abc/",
    "https://site.example/?mailpoet_router&endpoint=track&action=click&data=WyI",
    "https://abc.eu-west-1.awstrack.me/L0/https:%2F%2Fa.example/1/abc",
]
LIKE_THEM = [
    "https://clic.mairie.example/v2/aB3dE5fG7hI9jK1lM3nO5",
    "http://r.newsletter.reseau.example/Xk29_aZZplQ81mmB3nO5pQ7",
]
PAGES = [
    "https://www.ville.example/actualites/2026/le-bilan-des-regies-de-quartier",
    "https://news.ville.example/2026/11/20/appel-a-projets",
    "https://links.example/",
    "https://ville.example/track/field",
    "https://email.ville.example/inscription?ref=2026",
]


@pytest.mark.parametrize("url", MAILERS)
def test_the_addresses_of_mailers_are_known(url: str) -> None:
    assert is_mailers(url)
    assert is_tracker(url)


@pytest.mark.parametrize("url", LIKE_THEM)
def test_an_address_that_looks_like_them_is_worth_asking(url: str) -> None:
    assert is_tracker(url)
    assert not is_mailers(url)


@pytest.mark.parametrize("url", PAGES)
def test_pages_are_not_taken_for_counting_links(url: str) -> None:
    assert not is_tracker(url)


def test_only_mailchimps_token_can_be_taken_off_its_address() -> None:
    assert not tells_on_reader(MAILERS[0])
    assert all(map(tells_on_reader, MAILERS[1:]))


@pytest.mark.parametrize(
    "url, bare",
    [
        ("https://a.example/x?page=2&mc_eid=1&utm_source=l", "https://a.example/x?page=2"),
        ("https://a.example/x?email=claire@c.example", "https://a.example/x"),
        ("https://a.example/x?who=claire%40c.example&p=1", "https://a.example/x?p=1"),
        ("https://a.example/x?id=CLAIRE@C.EXAMPLE", "https://a.example/x"),
        ("https://a.example/x?id=12&subscriber_id=9", "https://a.example/x?id=12"),
        ("https://a.example/x?z=claire%2540c.example&p=1", "https://a.example/x?p=1"),
        ("https://a.example/x?k=Y2xhaXJlQGMuZXhhbXBsZQ==&p=1", "https://a.example/x?p=1"),
        ("https://a.example/x?h=89545072e2b80164badca1cbb6601a83&p=1", "https://a.example/x?p=1"),
        ("https://a.example/u/Y2xhaXJlQGMuZXhhbXBsZQ/lettre-12", None),
        ("https://a.example/claire@c.example/lettre-12", None),
        ("https://a.example/@claire/12", "https://a.example/@claire/12"),
        ("mailto:claire@c.example", None),
    ],
)
def test_what_names_the_reader_is_taken_away(url: str, bare: str | None) -> None:
    assert without_reader(url, ["claire@c.example"]) == bare
