"""What a page says of itself, and what a feed does: read to spare somebody the typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from veille.model.item import Candidate, Medium
from veille.model.source_rules import Kind

PageAccess = Literal["free", "subscribers", ""]


@dataclass(frozen=True, slots=True)
class About:
    """A page, in its own words. Empty means that it does not say."""

    url: str
    """Its own address for itself, tidy."""
    title: str = ""
    site_name: str = ""
    author: str = ""
    description: str = ""
    published_at: datetime | None = None
    medium: Medium = "read"
    duration: int | None = None
    """Seconds."""
    access: PageAccess = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class FeedAbout:
    """A feed that answered, before anybody decides to watch it."""

    url: str
    kind: Kind
    title: str
    site: str
    language: str
    candidates: tuple[Candidate, ...]
    terms: str = ""
    """Terms of use, as the feed declares them."""
    rules: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """What its kind asks for beside the address: selectors of a page, columns of a list."""
    others: tuple[str, ...] = ()
    """Addresses of the other feeds that the page declares."""
    offered: tuple[str, ...] = ()
    """What those columns are called, to choose from."""
