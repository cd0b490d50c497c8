"""Messages as the mailbox hands them over: listed, then by their headers, then whole and readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Authenticity = Literal["pass", "fail", "unknown"]
"""Whether the server that received a message found that its author's domain sent it (RFC 8601)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Messages that came in, the oldest first, and the mark from which to go on next time."""

    ids: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers of one message say. Addresses are in lower case."""

    id: str
    """The mailbox's own name for it."""
    sender: str
    name: str
    list_id: str
    subject: str
    message_id: str
    """Without its angle brackets; when there is none, a digest of the headers."""
    sent_at: datetime | None
    recipients: tuple[str, ...] = ()
    automatic: bool = False
    """An answer that nobody wrote: « je suis absente »."""
    authenticity: Authenticity = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a message, as written; `alt` is what its pictures say."""

    href: str
    text: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands together on the page: a paragraph, a heading, a cell. Lines end with a line feed."""

    text: str
    links: tuple[Link, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to read: its blocks, in order; what came attached; what is wrong with it, in French."""

    blocks: tuple[Block, ...]
    attached: bytes = b""
    """A whole message that was attached to this one, as some programs forward."""
    trouble: str = ""
