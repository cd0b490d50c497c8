"""What commands print: rows for people, JSON for programs, a progress line while they wait."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from veille.errors import RefusedError
from veille.model.progress import time_left
from veille.text.french import lasting

if TYPE_CHECKING:
    from veille.core import Veille

COMMANDS = "COMMANDE [ARGUMENTS]…"
"""How the help of a group writes what may follow it."""


@contextmanager
def opened() -> Iterator[Veille]:
    """The workspace of VEILLE_HOME or of this folder."""
    from veille.core import open_veille  # half a second of libraries, which --help does without

    veille = open_veille()
    try:
        yield veille
    finally:
        veille.close()


as_json = click.option(
    "--json", "json_", is_flag=True, help=_("Écrire du JSON plutôt que du texte.")
)
limited = click.option(
    "--limit",
    default=50,
    show_default=True,
    type=click.IntRange(1, 10_000),
    metavar="NOMBRE",
    help=_("Combien au plus."),
)
signed = click.option(
    "--by",
    default="console",
    show_default=True,
    metavar="NOM",
    help=_("Qui agit, pour le journal."),
)


def plain(value: Any) -> Any:
    """JSON's own types: instants as ISO 8601 with Z, absent as null, names as the model's."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.isoformat()
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | StrEnum | Path):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def print_json(rows: Sequence[object]) -> None:
    """One array of objects on stdout."""
    click.echo(json.dumps([plain(row) for row in rows], ensure_ascii=False, indent=2))


def say(text: str = "") -> None:
    """A message to the person, on stderr: stdout is for results."""
    click.echo(text, err=True)


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises RefusedError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(_("impossible de lire {0}").format(path)) from error


def ask(question: str) -> bool:
    """Yes or no, in French (Click's own question wants y or n), on stderr; no when unsure."""
    try:
        answer = click.prompt(
            question, default="", show_default=False, prompt_suffix=" [o/N] ", err=True
        )
    except click.Abort:
        say()  # what comes next starts its own line
        raise
    return str(answer).strip().lower() in {"o", "oui"}


class Bar:
    """Counts and the time left, on a terminal only; a pipe is left in peace."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()
        self._shown = sys.stderr.isatty()

    def step(self, done: int, total: int, label: str) -> None:
        """Redraws the line."""
        if not self._shown:
            return
        left = time_left(done, total, timedelta(seconds=self._clock() - self._start))
        parts = [
            f"{done}/{total}",
            *([_("encore {0}").format(lasting(left))] if left else []),
            label,
        ]
        line = " — ".join(part for part in parts if part)
        click.echo(f"\r\033[K{line[:100]}", err=True, nl=False)
        if done == total:
            click.echo("\r\033[K", err=True, nl=False)
