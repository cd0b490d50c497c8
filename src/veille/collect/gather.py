"""One source, from its address to its candidates: fetch, read, say in French what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from gettext import gettext as _

from veille.collect.address import url_key
from veille.collect.feed import read_feed
from veille.collect.jsonfeed import read_json_feed
from veille.collect.page import read_page
from veille.errors import ReadError, SourceError
from veille.model.declared import Kind, Source
from veille.model.item import Candidate, Fetched, Outcome, Validators
from veille.ports import Fetcher

Reader = Callable[[Fetched, Source, datetime], list[Candidate]]

READERS: Mapping[Kind, Reader] = {
    "rss": read_feed,
    "atom": read_feed,
    "podcast": read_feed,
    "json": read_json_feed,
    "page": read_page,
}
"""Every kind that this version reads; a new one is one file and one line here."""


MOST_ENTRIES = 500
"""Entries kept of one answer, the first ones: a feed of more is a whole archive, or an attack."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one visit to one source brought.

    `outcome` NEW means « read, and it holds entries »: only the store can tell that none is news.
    `validators` are those to ask with next time; `bytes` is the size of the body, decompressed.
    """

    source: str
    outcome: Outcome
    validators: Validators
    status: int | None = None
    bytes: int = 0
    moved_to: str | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    left_out: int = 0
    """Entries above MOST_ENTRIES."""
    permanent: bool = False
    retry_after: int | None = None
    """Seconds."""


def gather(source: Source, validators: Validators, fetcher: Fetcher, now: datetime) -> Gathered:
    """Visit one source. A failure of the source is an outcome; a bug of ours is still raised."""
    fetched: Fetched | None = None
    try:
        reader = _reader(source)
        fetched = fetcher.get(source.url, validators)
        return _read(source, reader, fetched, now)
    except SourceError as error:
        # The old validators: with the new ones the next answer is 304, and the failure hidden.
        return Gathered(
            source=source.key,
            outcome=Outcome.FAILED,
            validators=validators,
            status=error.status or (fetched.status if fetched else None),
            bytes=len(fetched.body) if fetched else 0,
            moved_to=fetched.moved_to if fetched else None,
            reason=error.reason,
            permanent=error.permanent,
            retry_after=error.retry_after,
        )


def _read(source: Source, reader: Reader, fetched: Fetched, now: datetime) -> Gathered:
    gathered = Gathered(
        source=source.key,
        outcome=Outcome.NOT_MODIFIED,
        validators=fetched.validators,
        status=fetched.status,
        bytes=len(fetched.body),
        moved_to=fetched.moved_to,
    )
    if fetched.not_modified:
        return gathered
    candidates = _folded(reader(fetched, source, now))
    if not candidates:
        reason = _("la source répond, mais sa liste est vide")
        # A failure keeps the validators of the last good answer: those of an empty list would
        # bring 304 next time, and hide weeks of it.
        return replace(gathered, outcome=Outcome.EMPTY, validators=Validators(), reason=reason)
    return replace(
        gathered,
        outcome=Outcome.NEW,
        candidates=candidates[:MOST_ENTRIES],
        left_out=len(candidates[MOST_ENTRIES:]),
    )


def _reader(source: Source) -> Reader:
    if source.kind not in READERS:
        raise ReadError(
            _("cette version ne lit pas les sources « {0} »").format(source.kind), permanent=True
        )
    return READERS[source.kind]


def _folded(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each identifier once, the first one. Entries that share one but not the address keep both.

    Some feeds give the site's home page as the identifier of every entry: the address tells them
    apart.
    """
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        first = kept.setdefault(candidate.guid, candidate)
        if candidate.url and first.url and url_key(candidate.url) != url_key(first.url):
            kept.setdefault(candidate.url, replace(candidate, guid=candidate.url))
    return tuple(kept.values())
