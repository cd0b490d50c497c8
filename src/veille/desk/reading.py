"""Follows the three files: a change on the disk is taken up at the next page, a broken one is told."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from flask import Flask, request

from veille.core import Veille
from veille.desk.words import Words
from veille.errors import ConfigError, Problem

FILES = ("veille.yml", "sources.yml", "themes.yml")


class Reading:
    """What the files say, as words for the pages; `problems` when what is on the disk cannot be used."""

    def __init__(self, veille: Veille) -> None:
        self._veille = veille
        self._lock = Lock()
        self._stamps = _stamps(veille.workspace.folder)
        self._config = veille.config
        self._words = Words(self._config)
        self.problems: tuple[Problem, ...] = ()

    @property
    def words(self) -> Words:
        """Made again when somebody, here or by hand, changed a file."""
        if self._veille.config is not self._config:
            self._config = self._veille.config
            self._words = Words(self._config)
        return self._words

    def follow(self) -> None:
        """Reads the files again if they moved. The last good reading serves as long as they are wrong."""
        stamps = _stamps(self._veille.workspace.folder)
        if stamps == self._stamps:
            return
        with self._lock:
            self._stamps = stamps
            try:
                self._veille.reload()
            except ConfigError as error:
                self.problems = error.problems
            else:
                self.problems = ()


def follow(app: Flask, reading: Reading) -> None:
    """Looks at the files before each page; three stats, no reading unless one moved."""

    @app.before_request
    def look() -> None:
        if request.endpoint != "static":
            reading.follow()


def _stamps(folder: Path) -> tuple[tuple[int, int], ...]:
    """(instant, size) of each file; a missing one is told when it is read."""
    found = []
    for name in FILES:
        try:
            stat = (folder / name).stat()
        except OSError:
            found.append((0, 0))
        else:
            found.append((stat.st_mtime_ns, stat.st_size))
    return tuple(found)
