"""Politeness: who may be asked, when, and how many at once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from urllib.parse import urlsplit

from veille.model.declared import Source

_FIRST_WAIT = timedelta(minutes=15)
# Half a day: a source that failed this morning is due again tomorrow morning, whatever the minute.
_LONGEST_WAIT = timedelta(hours=12)
_LONGEST_ASKED = timedelta(days=7)
_PORTS = {"http": 80, "https": 443}
_PAGES = frozenset({"page", "watch", "sitemap", "archive"})
_POST = ("mail:", 0)
"""One mailbox for all newsletters, whatever their sites: read by one, waited for by nobody else."""
_JITTER = 0.1
"""Share of a wait by which two sources that failed together come back apart."""


def by_host(sources: Iterable[Source]) -> list[list[Source]]:
    """Sources of one host and port together, in their order: each list is asked one by one."""
    hosts: dict[tuple[str, int], list[Source]] = {}
    for source in sources:
        hosts.setdefault(_place(source), []).append(source)
    return list(hosts.values())


def _place(source: Source) -> tuple[str, int]:
    return _POST if source.kind == "mail" else host_and_port(source.url)


def host_and_port(url: str) -> tuple[str, int]:
    """What one machine's door is: the port is that of the scheme unless the address names one."""
    parts = urlsplit(url)
    return parts.hostname or url, parts.port or _PORTS.get(parts.scheme, 0)


def asks_robots(source: Source) -> bool:
    """Whether it is read as a robot reads pages. A feed is there to be fetched by programs."""
    return source.kind in _PAGES


def next_due(
    now: datetime, failures: int, retry_after: int | None = None, share: float = 0.0
) -> datetime:
    """When a source may be asked again after so many failures in a row.

    At once after a success; then a quarter of an hour, doubled at each failure, half a day at most,
    less up to a tenth by `share` (0 to 1), so that what failed together does not come back together.
    `retry_after`, in seconds, is what the server asked for: obeyed for a week at most, never cut.
    """
    wait = timedelta()
    if failures > 0:
        wait = min(_FIRST_WAIT * 2 ** min(failures - 1, 10), _LONGEST_WAIT)
        wait *= 1 - _JITTER * share
    asked = min(timedelta(seconds=retry_after or 0), _LONGEST_ASKED)
    return now + max(wait, asked)


def is_due(due: datetime | None, now: datetime) -> bool:
    """Whether it may be asked again. A moment that no wait reaches was written by a clock that went wrong."""
    return due is None or not now < due <= now + _LONGEST_ASKED


def share_of(key: str, failures: int) -> float:
    """A source's own share after so many failures, from 0 to 1: chance that a test can foresee."""
    return int.from_bytes(blake2b(f"{key} {failures}".encode(), digest_size=2).digest()) / 65_536
