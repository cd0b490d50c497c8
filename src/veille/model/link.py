"""Whether an address answered when it was last asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LinkOutcome = Literal["ok", "moved", "dead", "unknown"]


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


@dataclass(frozen=True, slots=True)
class LinkProgress:
    """How far a check of an edition's links is."""

    done: int
    total: int
