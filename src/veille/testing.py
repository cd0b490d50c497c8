"""The fakes that ship with the program, for its tests and its demo. Stores are always real files."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock

from veille.errors import FetchError, PrinterError
from veille.model.item import Fetched, Validators
from veille.model.printed import Printed, Sheet


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def advance(self, **span: float) -> None:
        """Moves on by `hours=2`, `days=7`…"""
        self._at += timedelta(**span)

    def set(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)


class SeededIds:
    """Names that follow from the natural key, so that a rebuilt archive is the same to the byte."""

    def public_id(self, natural: str) -> str:
        digest = hashlib.sha256(natural.encode()).digest()
        return base64.b32encode(digest).decode().lower()[:10]


class FakePrinter:
    """Prints a PDF that says nothing, at once; with `trouble` it fails, with `missing` it is not there."""

    def __init__(self, *, missing: str = "", trouble: str = "") -> None:
        self.missing, self.trouble = missing, trouble
        self.sheets: list[Sheet] = []

    def print(self, sheet: Sheet) -> Printed:
        self.sheets.append(sheet)
        if self.missing or self.trouble:
            raise PrinterError(self.missing or self.trouble)
        return Printed(b"%PDF-1.7\n" + hashlib.sha256(sheet.html.encode()).digest(), 4)


class FakeFetcher:
    """Answers from a table: an address to its answer, or to the error that asking for it raises.

    What is not in the table refuses the connection, but for a robots.txt, which is not there and not
    noted: few tests are about manners. `answers` may be changed between two runs;
    `asked` tells what was asked for, with which validators, in the order of asking.
    """

    def __init__(self, answers: Mapping[str, Fetched | Exception] | None = None) -> None:
        self.answers: dict[str, Fetched | Exception] = dict(answers or {})
        self.asked: list[tuple[str, Validators]] = []
        self._lock = Lock()

    def get(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        if url.endswith("/robots.txt") and url not in self.answers:
            raise FetchError("page introuvable (404)", status=404)
        with self._lock:
            self.asked.append((url, validators or Validators()))
        answer = self.answers.get(url)
        if answer is None:
            raise FetchError("connexion refusée par le serveur")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def probe(self, url: str, unless: Callable[[str], bool] | None = None) -> Fetched:
        return self.get(url)

    def close(self) -> None:
        """Nothing to let go of."""
