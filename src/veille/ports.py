"""What the verbs ask of the world: a clock, a fetcher, names for new things. Written by those who ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from veille.model.item import Fetched, Validators
from veille.model.mail import Listing
from veille.model.printed import Printed, Sheet


class Clock(Protocol):
    """Tells the instant, in UTC, always aware."""

    def now(self) -> datetime: ...


class Fetcher(Protocol):
    """Gets one address. Raises FetchError in French; never returns a status of 400 or more."""

    def get(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        """`most`: bytes of the body once decompressed, where a kind of source allows more than usual."""
        ...

    def probe(self, url: str, unless: Callable[[str], bool] | None = None) -> Fetched:
        """The same without its body: whether an address answers. A redirect is not followed `unless` it may be."""
        ...

    def close(self) -> None: ...


class Mailbox(Protocol):
    """Messages that somebody else keeps: nothing is deleted, moved or marked as read. Raises MailError."""

    def listed(self, mark: str, since: datetime) -> Listing:
        """What came after `mark`, the oldest first; with another box's mark or none, since that day."""
        ...

    def heads(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The headers of messages, without those that are gone."""
        ...

    def read(self, id: str) -> bytes:
        """The message, cut where it is too heavy; empty when it is gone."""
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


class Target(Protocol):
    """A folder of a host where the archive is published. Paths are relative to it, with slashes.

    Every method raises PublishError in French, or LostError when the connection is gone and a new
    one may do. A file appears under its name whole or not at all, where the host allows it.
    """

    @property
    def batch(self) -> int:
        """How many files it takes at once without waste, at least."""

    def read(self, path: str) -> bytes | None:
        """None when there is no such file."""

    def names(self, folder: str) -> frozenset[str] | None:
        """What is in a folder, hidden files too; None when there is no such folder."""

    def put(self, files: Iterable[tuple[str, bytes]], arrived: Callable[[str], None]) -> None:
        """Writes (path, bytes) in order, making folders; `arrived` is told of each once it is there."""

    def remove(self, paths: Iterable[str], gone: Callable[[str], None]) -> None:
        """Removes files, and the folders that become empty; one that is not there is gone too."""

    def close(self) -> None: ...
