"""A server and a fetcher for each test of the collecting side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.collect.server import TLS, Loopback, loopback
from veille.collect.reach.fetch import HttpFetcher


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
def fetcher(server: Loopback) -> Iterator[HttpFetcher]:
    fetcher = HttpFetcher(server.settings(), "veille/0.1 (+veille@centre.example)", tls=TLS)
    yield fetcher
    fetcher.close()
