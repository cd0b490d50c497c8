"""Politeness: one host at a time, pauses, and patience with what fails."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.collect.samples import NOW, source
from veille.collect.reach.schedule import asks_robots, by_host, is_due, next_due, share_of


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
    "kind, asked",
    [
        *[(kind, False) for kind in ("rss", "atom", "json", "podcast", "youtube")],
        *[(kind, True) for kind in ("page", "watch", "sitemap")],
    ],
)
def test_robots_txt_is_asked_for_pages_and_not_for_feeds(kind: str, asked: bool) -> None:
    assert asks_robots(source(kind)) == asked


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


def test_sources_that_failed_together_come_back_one_by_one() -> None:
    keys = [f"source-{rank}" for rank in range(50)]
    waits = {next_due(NOW, 3, None, share_of(key, 3)) - NOW for key in keys}

    assert len(waits) == 50
    assert timedelta(minutes=54) <= min(waits) < timedelta(minutes=55)
    assert timedelta(minutes=59) < max(waits) <= timedelta(hours=1)
    assert share_of("source-1", 3) == share_of("source-1", 3) != share_of("source-1", 4)


def test_what_the_server_asks_to_wait_is_never_cut() -> None:
    assert next_due(NOW, 1, 7200, share=1.0) == NOW + timedelta(hours=2)


def test_a_wait_that_nobody_asks_for_was_written_by_a_clock_that_went_wrong() -> None:
    assert not is_due(next_due(NOW, 1, 10**9), NOW)
    assert is_due(NOW, NOW)
    assert is_due(NOW + timedelta(days=3000), NOW)
