"""Politeness: who may be asked, when, and how many at once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from veille.model.declared import Source

PAGE_PAUSE = 2.0
"""Seconds between two pages of one host."""

_FIRST_WAIT = timedelta(minutes=15)
# Half a day: a source that failed this morning is due again tomorrow morning, whatever the minute.
_LONGEST_WAIT = timedelta(hours=12)
_LONGEST_ASKED = timedelta(days=7)
_PORTS = {"http": 80, "https": 443}
_FEEDS = frozenset({"rss", "atom", "json", "podcast", "youtube"})
_POST = ("mail:", 0)
"""One mailbox for all newsletters, whatever their sites: read by one, waited for by nobody else."""


def by_host(sources: Iterable[Source]) -> list[list[Source]]:
    """Sources of one host and port together, in their order: each list is asked one by one."""
    hosts: dict[tuple[str, int], list[Source]] = {}
    for source in sources:
        hosts.setdefault(_place(source), []).append(source)
    return list(hosts.values())


def _place(source: Source) -> tuple[str, int]:
    return _POST if source.kind == "mail" else _host(source.url)


def _host(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or url, parts.port or _PORTS.get(parts.scheme, 0)


def pause_after(source: Source) -> float:
    """Seconds to wait before the same host is asked again."""
    return 0.0 if source.kind in _FEEDS or source.kind == "mail" else PAGE_PAUSE


def next_due(now: datetime, failures: int, retry_after: int | None = None) -> datetime:
    """When a source may be asked again after so many failures in a row.

    At once after a success; then a quarter of an hour, doubled at each failure, half a day at most.
    `retry_after`, in seconds, is what the server asked for: obeyed for a week at most.
    """
    wait = timedelta()
    if failures > 0:
        wait = min(_FIRST_WAIT * 2 ** min(failures - 1, 10), _LONGEST_WAIT)
    asked = min(timedelta(seconds=retry_after or 0), _LONGEST_ASKED)
    return now + max(wait, asked)
