"""One source, from its address to its candidates: visit it, and say in French what went wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from gettext import gettext as _

from veille.collect.entries.address import url_key
from veille.collect.health import doubt_of, trouble_of
from veille.collect.kinds.table import KINDS
from veille.collect.kinds.visit import Ask, Told
from veille.errors import SourceError
from veille.model.declared import Source
from veille.model.health import Trouble
from veille.model.item import Candidate, Outcome, Validators
from veille.model.revision import Revision

MOST_ENTRIES = 500
"""Entries kept of one answer, the newest: a feed of more is a whole archive, or an attack."""


_REASON_LENGTH = 500


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
    """Why it failed, or what calls for a look in what was read."""
    trouble: str = ""
    """The name of that, of model.health.Trouble."""
    left_out: int = 0
    """Entries above MOST_ENTRIES."""
    retry_after: int | None = None
    """Seconds."""
    memory: str = ""
    """What the kind keeps for its next visit."""
    revisions: tuple[Revision, ...] = ()


def gather(ask: Ask) -> Gathered:
    """Visit one source. A failure of the source is an outcome; a bug of ours is still raised."""
    try:
        told = KINDS[ask.source.kind](ask)
    except SourceError as error:
        told = Told(status=error.status, failure=error)
    gathered = Gathered(
        source=ask.source.key,
        outcome=Outcome.NOT_MODIFIED,
        validators=told.validators,
        status=told.status,
        bytes=told.bytes,
        moved_to=told.moved_to,
        memory=told.memory,
        revisions=told.revisions,
    )
    if told.failure:
        return _failed(gathered, told.failure, ask)
    return gathered if told.unchanged else _read(gathered, told, ask.source)


def _failed(gathered: Gathered, error: SourceError, ask: Ask) -> Gathered:
    # The old validators: with the new ones the next answer is 304, and the failure hidden.
    return replace(
        gathered,
        outcome=Outcome.FAILED,
        validators=ask.validators,
        memory=ask.memory,
        status=error.status or gathered.status,
        reason=_shortened(error.reason),
        trouble=trouble_of(error),
        retry_after=error.retry_after,
    )


def _shortened(reason: str) -> str:
    """Words that quote an address of sixty thousand characters are for nobody."""
    return reason if len(reason) <= _REASON_LENGTH else reason[: _REASON_LENGTH - 1] + "…"


def _read(gathered: Gathered, told: Told, source: Source) -> Gathered:
    candidates = _folded(told.candidates)
    if not candidates:
        reason = _("la source répond, mais sa liste est vide")
        # A failure keeps the validators of the last good answer: those of an empty list would
        # bring 304 next time, and hide weeks of it.
        return replace(
            gathered,
            outcome=Outcome.EMPTY,
            validators=Validators(),
            reason=reason,
            trouble=Trouble.EMPTY,
        )
    kept = _newest(candidates)
    left_out = len(candidates) - len(kept)
    trouble, reason = doubt_of(kept, left_out, source)
    return replace(
        gathered,
        outcome=Outcome.NEW,
        candidates=kept,
        left_out=left_out,
        trouble=trouble,
        reason=reason,
    )


def _folded(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each identifier once, the first one. Entries that share one but not the address keep both.

    Some feeds give the site's home page as the identifier of every entry: the address tells them
    apart.
    """
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        first = kept.setdefault(candidate.guid, candidate)
        if first is candidate or not (candidate.url and first.url):
            continue
        if url_key(candidate.url) != url_key(first.url):
            kept.setdefault(candidate.url, replace(candidate, guid=candidate.url))
    return tuple(kept.values())


def _newest(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """MOST_ENTRIES of them, in their order: some feeds begin with the oldest. Undated, the first ones."""
    if len(candidates) <= MOST_ENTRIES:
        return candidates
    ranks = sorted(range(len(candidates)), key=lambda rank: _age(candidates[rank]))
    return tuple(candidates[rank] for rank in sorted(ranks[:MOST_ENTRIES]))


def _age(candidate: Candidate) -> float:
    moment = candidate.published_at
    return -moment.timestamp() if moment else 0.0
