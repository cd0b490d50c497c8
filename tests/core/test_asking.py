"""Addresses asked over a real connection: what each kind of answer says of a link, and how politely."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.collect.server import TLS, Answer, Loopback, loopback
from veille.collect.reach.fetch import HttpFetcher
from veille.compose.checks.links import judged
from veille.core.asking import Asker, by_host
from veille.errors import NoServerError
from veille.model.link import LinkCheck

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        running.answers.update(
            {
                "/vivant": Answer(b"<p>Bonjour</p>" * 100_000),
                "/demenage": Answer(status=301, headers={"location": running.url("/vivant")}),
                "/interdit": Answer(status=403),
                "/lent": Answer(raw=b"HTTP/1.1 200 OK\r\n", hangs=True),
                "/parti": Answer(status=410),
            }
        )
        yield running


@pytest.fixture
def fetcher(server: Loopback) -> Iterator[HttpFetcher]:
    made = HttpFetcher(
        server.settings(), "veille/0.1 (+veille@centre.example)", deadline=0.3, tls=TLS
    )
    yield made
    made.close()


def asked(fetcher: HttpFetcher, *urls: str) -> dict[str, LinkCheck]:
    answers = Asker(fetcher, 0).round(urls, (), lambda done, total: None)
    return {url: judged(url, answer, NOW) for url, answer in answers.items()}


def test_only_a_page_that_is_gone_counts_against_its_link(
    server: Loopback, fetcher: HttpFetcher
) -> None:
    urls = [server.url(path) for path in server.answers]

    found = asked(fetcher, *urls)

    assert [(found[url].outcome, found[url].gone) for url in urls] == [
        ("ok", False),
        ("moved", False),
        ("unknown", False),
        ("unknown", False),
        ("dead", True),
    ]
    assert found[server.url("/demenage")].moved_to == server.url("/vivant")
    assert {one.headers["user-agent"] for one in server.asked} == {
        "veille/0.1 (+veille@centre.example)"
    }


def test_a_server_that_nobody_keeps_any_more_is_told_from_a_silence(server: Loopback) -> None:
    settings = server.settings()
    server.stop()
    closed = HttpFetcher(settings, "veille/0.1", tls=TLS)
    with pytest.raises(NoServerError, match="connexion refusée"):
        closed.probe(server.url("/vivant"))
    closed.close()


def test_one_host_is_asked_one_page_after_the_other() -> None:
    urls = ["https://a.example/1", "https://b.example/1", "https://a.example/2"]
    assert by_host(urls) == [[urls[0], urls[2]], [urls[1]]]
