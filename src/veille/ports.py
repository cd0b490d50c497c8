"""What the verbs ask of the world: a clock, a fetcher, names for new things. Written by those who ask."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from veille.model.item import Fetched, Validators
from veille.model.printed import Printed, Sheet


class Clock(Protocol):
    """Tells the instant, in UTC, always aware."""

    def now(self) -> datetime: ...


class Fetcher(Protocol):
    """Gets one address. Raises FetchError in French; never returns a status of 400 or more."""

    def get(self, url: str, validators: Validators | None = None) -> Fetched: ...

    def probe(self, url: str) -> Fetched:
        """The same without its body: whether an address answers."""
        ...

    def close(self) -> None: ...


class Ids(Protocol):
    """Gives the names that addresses are made of, once and for all.

    `natural` is the natural key (« item:… », « edition:revue:2026:48 »): a fake may derive from it.
    """

    def public_id(self, natural: str) -> str: ...


class Printer(Protocol):
    """Puts a page on paper. Raises PrinterError in French."""

    @property
    def missing(self) -> str:
        """Why it cannot print here, in French; empty when it can."""

    def print(self, sheet: Sheet) -> Printed: ...
