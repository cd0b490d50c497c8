"""Whether an address answered when it was last asked, and when a published one is called dead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

LinkOutcome = Literal["ok", "moved", "dead", "unknown"]

MONTH = timedelta(days=30)
"""A published address is asked no oftener by itself."""
WEEK = timedelta(days=7)
"""Two failures that far apart make a dead link: one alone may be a site under repair."""
YEAR = timedelta(days=365)
"""How long a person's word holds against what a robot is told."""
RECENT = timedelta(days=3 * 365)
"""What was published since comes first when a night is too short for all."""

NIGHT = 800
"""Addresses of one round. Thirty nights of it are 24,000 links: about ten years of a busy centre, each
asked once a month. Beyond, the last three years still are, and the rest waits its turn (`to_ask`)."""


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """One address. unknown: a robot was refused, or nobody answered; a person may well read it."""

    url: str
    at: datetime
    outcome: LinkOutcome
    note: str = ""
    """Why, in French; empty when it answered."""
    moved_to: str = ""
    """The new address, when every redirect on the way was permanent."""
    gone: bool = False
    """No such page, no such site, or nobody who listens: what two of, a week apart, make a dead link."""


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """What is known of an address: its last answer, and the past that matters."""

    last: LinkCheck
    failed_at: datetime | None = None
    """Since when it has failed without answering once."""
    dead_at: datetime | None = None
    """When it was found dead; None for one that is not."""
    good_at: datetime | None = None
    """When a person found it good, whatever it told a robot."""

    def after(self, check: LinkCheck) -> LinkRecord:
        """What is known once it was asked again. What says nothing changes nothing of its life."""
        if check.outcome in ("ok", "moved"):
            return LinkRecord(check)
        # Where it led for ever, before it was gone, is the best address to propose.
        last = replace(check, moved_to=self.last.moved_to)
        if not check.gone or self.is_vouched(check.at):
            return replace(self, last=last)
        since = self.failed_at or check.at
        found = self.dead_at or (check.at if check.at - since >= WEEK else None)
        return LinkRecord(last, since, found)

    def is_vouched(self, now: datetime) -> bool:
        """Whether a person's word still holds. It ends: in ten years nobody remembers having given it."""
        return self.good_at is not None and now - self.good_at < YEAR

    def is_due(self, now: datetime) -> bool:
        """Whether it may be asked again: after a month, or a week when one failure waits for a second."""
        if self.is_vouched(now):
            return False
        waits = self.failed_at is not None and self.dead_at is None
        return now - self.last.at >= (WEEK if waits else MONTH)


@dataclass(frozen=True, slots=True)
class DeadPlace:
    """An edition in which a dead link was published."""

    public_id: str
    publication: str
    slug: str
    date: date

    @property
    def name(self) -> str:
        """« lettre/2026/132 », as commands name it."""
        return f"{self.publication}/{self.date.year}/{self.slug}"


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A published address that leads nowhere, as a person is shown it."""

    url: str
    title: str
    item: str
    """public id."""
    since: datetime
    note: str
    moved_to: str
    """Where it led for ever before it was gone; empty when that is not known."""
    places: tuple[DeadPlace, ...] = ()
    """The newest first; none for what only a piece or a dossier tells."""


@dataclass(frozen=True, slots=True)
class LinkRound:
    """What one round came to. `changed`: public ids of the items whose words in the archive change."""

    asked: int = 0
    answered: int = 0
    died: tuple[str, ...] = ()
    """Addresses, like `revived`."""
    revived: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkProgress:
    """How far a check of an edition's links is."""

    done: int
    total: int


def to_ask(
    published: Mapping[str, date], known: Mapping[str, LinkRecord], now: datetime, most: int
) -> list[str]:
    """Which published addresses to ask, `most` at most; `published` gives the last day of each.

    First those whose one failure waits for a second, then what is recent, then the rest; among equals
    the one that has waited longest. So a large archive still has its last three years asked each
    month, and what is older in turn.
    """

    def rank(url: str) -> tuple[bool, bool, float, str]:
        record = known.get(url)
        waits = record is not None and record.failed_at is not None and record.dead_at is None
        old = now.date() - published[url] > RECENT
        return (not waits, old, record.last.at.timestamp() if record else 0.0, url)

    due = [url for url in published if url not in known or known[url].is_due(now)]
    return sorted(due, key=rank)[:most]


def turned(
    before: Mapping[str, LinkRecord], after: Iterable[LinkRecord]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(addresses that died, addresses that came back to life) between two states."""
    died, revived = [], []
    for record in after:
        old = before.get(record.last.url)
        was, is_ = bool(old and old.dead_at), record.dead_at is not None
        if is_ and not was:
            died.append(record.last.url)
        if was and not is_:
            revived.append(record.last.url)
    return tuple(died), tuple(revived)
