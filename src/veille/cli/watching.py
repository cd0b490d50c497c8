"""`veille edition preview --watch`: the letter written at each change; a broken template leaves the last good."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from time import sleep as pause
from typing import TYPE_CHECKING

import click

from veille.cli.output import say
from veille.errors import VeilleError
from veille.model.edition import Rendered
from veille.text.dates import paris_wall
from veille.text.french import typo

if TYPE_CHECKING:
    from veille.core import Veille

EVERY = 0.5
"""Seconds between two looks at the files."""

Stamps = dict[str, tuple[int, int]]


def machine_time() -> datetime:
    """The true time, even where the workspace keeps a now of its own."""
    return datetime.now(UTC)


def follow(
    veille: Veille,
    name: str,
    output: Path | None,
    *,
    now: Callable[[], datetime] | None = None,
    sleep: Callable[[float], None] | None = None,
) -> None:
    """Writes both parts now and at each change, until Ctrl-C.

    Raises NotFoundError, and Click's errors for a file that cannot be written or would be both parts.
    """
    if output and output.suffix == ".txt":
        raise click.UsageError(_("le texte sera à côté : donnez à FICHIER un nom en .html"))
    veille.editions.get(name)
    watch = Watch(veille, name, output or _place(veille, name), now or machine_time)
    say(_("Ctrl-C pour finir."))
    try:
        while True:
            if told := watch.look():
                click.echo(told)
            (sleep or pause)(EVERY)
    except KeyboardInterrupt:
        say()


def _place(veille: Veille, name: str) -> Path:
    return veille.workspace.data / "preview" / f"{name.strip('/').replace('/', '-')}.html"


@dataclass
class Watch:
    """One edition under the eye: what the files were, what was written last."""

    veille: Veille
    name: str
    output: Path
    now: Callable[[], datetime]
    _stamps: Stamps = field(default_factory=dict)
    _written: Rendered | None = None

    def look(self) -> str:
        """What there is to say, nothing most of the time; writes the files when there is a new letter."""
        stamps = _stamps(self.veille)
        before, self._stamps = self._stamps, stamps
        if stamps == before:
            return ""
        try:
            if before and _moved(before, stamps, "yml"):
                self.veille.reload()
            made = self.veille.editions.preview(self.name)
        except VeilleError as error:
            return self._broken(error)
        # The base moves for many reasons; a file of the centre's is somebody who wants an answer.
        if made == self._written and not _moved(before, stamps, "yml", "template"):
            return ""
        self._write(made)
        return _("rendu à {0}").format(self._time())

    def _broken(self, error: VeilleError) -> str:
        kept = _(" Le dernier rendu reste.") if self._written else ""
        return typo(f"{self._time()} — {error}.{kept}")

    def _time(self) -> str:
        return f"{paris_wall(self.now()):%H:%M:%S}"

    def _write(self, made: Rendered) -> None:
        for path, content in (
            (self.output, made.html),
            (self.output.with_suffix(".txt"), made.text),
        ):
            _replace(path, content)
        self._written = made


def _replace(path: Path, content: str) -> None:
    """In one step: a browser that reloads meanwhile never sees half a letter."""
    beside = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content.encode())
        os.replace(beside, path)
    except OSError as error:
        raise click.FileError(str(path), _("écriture impossible, voyez les droits")) from error


def _stamps(veille: Veille) -> Stamps:
    """« kind:path » → (instant, size) of all that a letter is made of."""
    place = veille.workspace
    watched = [
        *(("yml", place.folder / f"{name}.yml") for name in ("veille", "sources", "themes")),
        *(("template", path) for path in sorted(place.templates.rglob("*"))),
        ("base", place.database),
        ("base", place.database.with_name(f"{place.database.name}-wal")),
    ]
    return {f"{kind}:{path}": stamp for kind, path in watched if (stamp := _stamp(path))}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _moved(before: Stamps, after: Stamps, *kinds: str) -> bool:
    changed = dict(before.items() ^ after.items())
    return any(name.partition(":")[0] in kinds for name in changed)
