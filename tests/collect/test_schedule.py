"""Politeness: one host at a time, pauses, and patience with what fails."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.collect.samples import NOW, source
from veille.collect.schedule import by_host, next_due, pause_after


def test_sources_of_one_host_and_port_are_together_in_their_order() -> None:
    urls = [
        "https://b.example/1",
        "https://a.example/1",
        "https://B.example:443/2",
        "http://b.example/3",
        "https://a.example/2",
    ]

    hosts = by_host(source(url=url) for url in urls)

    assert [[one.url for one in host] for host in hosts] == [
        [urls[0], urls[2]],
        [urls[1], urls[4]],
        [urls[3]],
    ]


@pytest.mark.parametrize(
    "kind, seconds",
    [("rss", 0), ("atom", 0), ("json", 0), ("podcast", 0), ("page", 2), ("watch", 2)],
)
def test_pages_are_asked_for_with_a_pause_and_feeds_without(kind: str, seconds: float) -> None:
    assert pause_after(source(kind)) == seconds


@pytest.mark.parametrize(
    "failures, retry_after, wait",
    [
        (0, None, timedelta()),
        (1, None, timedelta(minutes=15)),
        (2, None, timedelta(minutes=30)),
        (5, None, timedelta(hours=4)),
        (7, None, timedelta(hours=12)),
        (1000, None, timedelta(hours=12)),
        (1, 60, timedelta(minutes=15)),
        (1, 7200, timedelta(hours=2)),
        (0, 60, timedelta(minutes=1)),
        (1, 999_999_999, timedelta(days=7)),
    ],
)
def test_a_source_that_fails_is_left_in_peace_longer_and_longer(
    failures: int, retry_after: int | None, wait: timedelta
) -> None:
    assert next_due(NOW, failures, retry_after) == NOW + wait
