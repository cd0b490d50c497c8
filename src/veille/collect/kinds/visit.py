"""What a kind of source is asked, and what it answers: the one shape that every kind shares. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from threading import BoundedSemaphore

from veille.collect.mail.post import Post
from veille.collect.reach.lies import unmasked
from veille.errors import SourceError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched, Validators
from veille.model.revision import Revision
from veille.ports import Fetcher

# Of a source, what its answer is read by.
_RULES = {"kind", "page", "reader", "watch", "sitemap", "csv", "archive"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One visit to one source: where, with what, when, and what its last good visit left."""

    source: Source
    fetcher: Fetcher
    now: datetime
    validators: Validators = field(default_factory=Validators)
    memory: str = ""
    """What the kind kept for itself last time, in its own words; empty at the first visit."""
    post: Post | None = None
    """The run's mailbox, for those who read it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a visit brought. A failure that came after the answer keeps what is known of the answer."""

    candidates: tuple[Candidate, ...] = ()
    validators: Validators = field(default_factory=Validators)
    """Those to ask with next time."""
    memory: str = ""
    revisions: tuple[Revision, ...] = ()
    """What some of the candidates tell a change of: both texts, kept in private."""
    unchanged: bool = False
    """The server, the body's digest, or the kind that remembers says that nothing moved."""
    status: int | None = None
    bytes: int = 0
    """Of the body, decompressed."""
    moved_to: str | None = None
    failure: SourceError | None = None


# What a body is read into weighs twenty times as much; threads that compute gain nothing by being many.
_READING = BoundedSemaphore(4)

Visit = Callable[[Ask], Told]
"""Asks one source. Raises SourceError when it does not answer."""

Reader = Callable[[Fetched, Source, datetime], list[Candidate]]
"""The entries of one answer, in its order. Raises ReadError."""


def reading(reader: Reader, most: int | None = None) -> Visit:
    """A kind of which one answer holds everything: fetch, and read what is not the same as last time.

    `most`: bytes of a body that may be heavier than usual.
    """

    def visit(ask: Ask) -> Told:
        fetched = ask.fetcher.get(ask.source.url, asked(ask), most)
        told = answered(ask, fetched)
        if told.unchanged:
            return told
        try:
            with _READING:
                return replace(told, candidates=tuple(reader(fetched, ask.source, ask.now)))
        except SourceError as error:
            # A reader only says what it missed; a page that lies has a name of its own.
            return replace(told, failure=unmasked(fetched, ask.source) or error)

    return visit


def asked(ask: Ask) -> Validators:
    """Those to ask with. None when the source is read by other rules than last time: a 304 would hide it."""
    known = ask.validators.digest
    if known and not known.startswith(_rules(ask.source)):
        return Validators()
    return replace(ask.validators, digest=None)


def answered(ask: Ask, fetched: Fetched) -> Told:
    """What is known of an answer before it is read: a body that did not move is « unchanged » too.

    Many servers send no validators, or new ones for the same bytes.
    """
    digest = ask.validators.digest if fetched.not_modified else _digest(fetched.body, ask.source)
    return Told(
        validators=replace(fetched.validators, digest=digest),
        memory=ask.memory,
        unchanged=fetched.not_modified or digest == ask.validators.digest,
        status=fetched.status,
        bytes=len(fetched.body),
        moved_to=fetched.moved_to,
    )


def _digest(body: bytes, source: Source) -> str:
    """Of the rules that a body is read by, and of the body."""
    return _rules(source) + blake2b(body, digest_size=16).hexdigest()


def _rules(source: Source) -> str:
    rules = source.model_dump_json(include=_RULES)
    return blake2b(rules.encode(), digest_size=4).hexdigest()
