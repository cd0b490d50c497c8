"""What a sitemap's visit keeps for the next: addresses and files it knows, as short digests. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

MOST_KNOWN = 100_000
"""Addresses remembered: 800 kB."""

_DIGITS = 8
"""32 bits: among 50,000 addresses one new page in 80,000 is taken for a known one."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Addresses already seen; files of an index that were read, or were there and were not."""

    at: datetime | None = None
    index: bool = False
    addresses: frozenset[str] = frozenset()
    read_files: frozenset[str] = frozenset()
    unread_files: frozenset[str] = frozenset()

    @property
    def first(self) -> bool:
        """Whether nothing is known: the first visit, or a memory that nobody understands any more."""
        return self.at is None

    @property
    def full(self) -> bool:
        """Whether addresses of other files may have been forgotten."""
        return self.index and len(self.addresses) >= MOST_KNOWN

    @classmethod
    def read(cls, memory: str) -> Recall:
        """From the words of `written`; what is none of them is as good as a first visit."""
        try:
            kept: Any = json.loads(memory or "{}")
            return cls(
                at=datetime.fromisoformat(kept["at"]).astimezone(UTC),
                index=bool(kept["index"]),
                addresses=frozenset(_cut(str(kept["addresses"]))),
                read_files=frozenset(_cut(str(kept["read"]))),
                unread_files=frozenset(_cut(str(kept["unread"]))),
            )
        except (ValueError, KeyError, TypeError):
            return cls()

    def written(self, now: datetime) -> str:
        """In a fixed order: the same knowledge is the same text."""
        return json.dumps(
            {
                "at": now.isoformat(),
                "index": self.index,
                "addresses": "".join(sorted(self.addresses)[:MOST_KNOWN]),
                "read": "".join(sorted(self.read_files)),
                "unread": "".join(sorted(self.unread_files)),
            }
        )

    def knows(self, url: str) -> bool:
        """Whether an address was on the map before."""
        return _digest(url) in self.addresses

    def has_read(self, url: str) -> bool:
        """Whether a file of the index was read once."""
        return _digest(url) in self.read_files

    def never_saw(self, url: str) -> bool:
        """Whether a file is new in the index."""
        return not (self.has_read(url) or self.waits_for(url))

    def waits_for(self, url: str) -> bool:
        """Whether a file was there last time, and nobody read it."""
        return _digest(url) in self.unread_files

    def with_addresses(self, urls: Iterable[str]) -> Recall:
        """Those of today; when they grow too many, what left the map is forgotten first."""
        today = frozenset(map(_digest, urls))
        before = self.addresses - today
        room = MOST_KNOWN - len(today)
        if len(before) > room:
            before = frozenset(sorted(before)[: max(0, room)] if self.index else ())
        return replace(self, addresses=today | before)

    def with_files(self, read: Iterable[str], unread: Iterable[str]) -> Recall:
        done = self.read_files | {_digest(url) for url in read}
        return replace(
            self,
            index=True,
            read_files=done,
            unread_files=frozenset(_digest(url) for url in unread) - done,
        )


def _digest(url: str) -> str:
    """Of a tidy address: without scheme, www. and last slash, like `url_key`, for the fifth of its cost."""
    bare = url.partition("//")[2].removeprefix("www.").rstrip("/")
    return blake2b(bare.encode(), digest_size=_DIGITS // 2).hexdigest()


def _cut(digests: str) -> list[str]:
    return [digests[at : at + _DIGITS] for at in range(0, len(digests), _DIGITS)]
