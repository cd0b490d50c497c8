"""A watched page or document before and after a change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Revision:
    """Two texts of one address, line by line; `guid` is that of the candidate that tells the change."""

    guid: str
    before: str
    after: str
