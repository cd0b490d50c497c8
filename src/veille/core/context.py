"""What every noun of the facade shares: configuration, store, clock, names, templates."""

from __future__ import annotations

import secrets
import time
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from gettext import gettext as _
from typing import IO

from veille.accounts.passwords import Passwords
from veille.compose.view import Vocabulary
from veille.config.load import Config
from veille.config.workspace import Workspace
from veille.errors import WorkspaceError
from veille.ports import Clock, Fetcher, Ids, Printer
from veille.store.engine import Store
from veille.templating import Templates
from veille.text.stems import fold
from veille.triage.suggest import Suggester


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StoppedClock:
    """A workspace may keep a now of its own, in data/now: a demo's day, a copy to look into."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at


def clock_of(workspace: Workspace) -> Clock:
    """The machine's clock, unless the workspace keeps its own now. Raises WorkspaceError."""
    kept = workspace.data / "now"
    if not kept.is_file():
        return SystemClock()
    try:
        return StoppedClock(datetime.fromisoformat(kept.read_text("utf-8").strip()))
    except ValueError as error:
        raise WorkspaceError(_("{0} ne contient pas un instant").format(kept)) from error


class RandomIds:
    """Ten random base32 characters: fifty bits, given once."""

    def public_id(self, natural: str) -> str:
        return b32encode(secrets.token_bytes(7)).decode().lower()[:10]


class Reading:
    """What the three files said when they were last read, and what is compiled from it. Never changes."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @cached_property
    def words(self) -> Vocabulary:
        return Vocabulary(self.config.themes, self.config.natures)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The sources' names, folded: what reprints sign with."""
        return frozenset(fold(source.name) for source in self.config.sources)

    @cached_property
    def suggester(self) -> Suggester:
        return Suggester(self.config.themes, self.config.natures)


@dataclass
class Context:
    """The wiring, handed to each noun. Only `reading` is ever replaced, in one step."""

    workspace: Workspace
    reading: Reading
    store: Store
    clock: Clock
    ids: Ids
    fetcher: Fetcher
    templates: Templates
    held: IO[bytes]
    """What says that the workspace is in use, until closed."""
    passwords: Passwords = field(default_factory=Passwords)
    printer: Printer | None = None
    """None where nothing is to be printed; one that cannot print says why in `missing`."""
    pause: Callable[[float], None] = time.sleep
    """Waits so many seconds, between two pages of one host."""

    @property
    def config(self) -> Config:
        return self.reading.config

    @property
    def words(self) -> Vocabulary:
        return self.reading.words

    @property
    def suggester(self) -> Suggester:
        return self.reading.suggester

    @property
    def outlets(self) -> frozenset[str]:
        return self.reading.outlets
