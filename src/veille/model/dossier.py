"""A search that is kept: followed as a feed, or grown into a dossier with a page of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from veille.model.edition import EntryView
from veille.model.item import Filter

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_KEY = 60


class DossierState(StrEnum):
    """search → draft → public; a dossier that is withdrawn is a draft again, and keeps its address."""

    SEARCH = "search"
    DRAFT = "draft"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A kept search, and what became of it."""

    id: int
    public_id: str
    title: str
    wanted: Filter
    state: DossierState
    token: str
    """Who knows it reads the feed of what fits, without an account."""
    at: datetime
    key: str = ""
    """Its address in the archive; settled once it was public."""
    introduction: str = ""
    updated_on: date | None = None
    size: int = 0

    @property
    def path(self) -> str:
        """Its address under the archive's root, with the slash at the end."""
        return f"dossiers/{self.key}/"


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """An item of a public dossier as a reader sees it, and since when it is there."""

    view: EntryView
    at: datetime


@dataclass(frozen=True, slots=True)
class DossierView:
    """A public dossier as a reader sees it."""

    key: str
    title: str
    introduction: str
    updated_on: date
    size: int
    entries: tuple[DossierEntry, ...] = field(default=())
    """Left out where only its name and size are shown."""

    @property
    def path(self) -> str:
        return f"dossiers/{self.key}/"


def is_key(key: str) -> bool:
    """Whether it may stand in an address: small letters, digits and hyphens."""
    return len(key) <= LONGEST_KEY and _KEY.fullmatch(key) is not None
