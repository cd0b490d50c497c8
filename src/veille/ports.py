"""What the verbs ask of the world: a clock, a fetcher, names for new things. Written by those who ask."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from veille.model.item import Fetched, Validators


class Clock(Protocol):
    """Tells the instant, in UTC, always aware."""

    def now(self) -> datetime: ...


class Fetcher(Protocol):
    """Gets one address. Raises FetchError in French; never returns a status of 400 or more."""

    def get(self, url: str, validators: Validators | None = None) -> Fetched: ...

    def close(self) -> None: ...


class Ids(Protocol):
    """Gives the names that addresses are made of, once and for all.

    `natural` is the natural key (« item:… », « edition:revue:2026:48 »): a fake may derive from it.
    """

    def public_id(self, natural: str) -> str: ...
