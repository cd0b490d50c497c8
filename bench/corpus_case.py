"""What a corpus says: a document, and what its authors expect a reader to find in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from xml.sax.saxutils import escape

Field = Literal["title", "link", "id", "date", "author", "summary", "hash"]


@dataclass(frozen=True)
class Expected:
    """One expectation. `index` is the entry's; None for the feed itself. A date may be text."""

    index: int | None
    field: Field
    value: str | datetime | None
    literal: bool = False
    """Whether « < » may stand for itself: Atom says so of titles of type text (RFC 4287 §3.1.1.1)."""


@dataclass(frozen=True)
class Skipped:
    """One that cannot be evaluated, and why."""

    reason: str


@dataclass(frozen=True)
class Case:
    """A document as it would be fetched, and what is expected of it."""

    place: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    checks: tuple[Expected | Skipped, ...]


ANY_DATE = "any date"
"""What is expected of a date that must be read, whatever it is read as."""


def dated(place: str, written: str, expected: str | datetime | None) -> Case:
    """A feed of one item, for a corpus that lists dates alone."""
    text = escape(written).encode("utf-8", "xmlcharrefreplace")
    body = b"<rss version='2.0'><channel><item><title>x</title><pubDate>%b</pubDate></item></channel></rss>"
    check = Expected(0, "date", expected)
    return Case(f"{place}: {written!r}", "https://corpus.example/", {}, body % text, (check,))


NOT_KEPT = "of the feed, or of a part that veille does not keep"
NOT_TOLD = "no value stated: a complaint, a charset, a version, a count"
