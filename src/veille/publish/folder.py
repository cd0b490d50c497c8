"""A target that is a folder of this machine: the web server's own, a network drive, a key."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from gettext import gettext as _
from pathlib import Path

from veille.errors import PublishError
from veille.publish.ledger import beside
from veille.publish.words import reason


class FolderTarget:
    """Raises PublishError at once when the folder is not there: a drive may not be mounted."""

    batch = 300

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise PublishError(
                _("le dossier « {0} » n’existe pas : créez-le, ou corrigez publish.folder").format(
                    root
                )
            )
        self._root = root

    def read(self, path: str) -> bytes | None:
        with _told():
            file = self._root / path
            return file.read_bytes() if file.is_file() else None

    def names(self, folder: str) -> frozenset[str] | None:
        with _told():
            here = self._root / folder
            return frozenset(os.listdir(here)) if here.is_dir() else None

    def put(self, files: Iterable[tuple[str, bytes]], arrived: Callable[[str], None]) -> None:
        for path, data in files:
            with _told():
                self._write(path, data)
            arrived(path)

    def _write(self, path: str, data: bytes) -> None:
        file, draft = self._within(path), self._root / beside(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(data)
            os.replace(draft, file)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise

    def remove(self, paths: Iterable[str], gone: Callable[[str], None]) -> None:
        for path in paths:
            with _told():
                file = self._within(path)
                file.unlink(missing_ok=True)
                _prune(file.parent, self._root)
            gone(path)

    def _within(self, path: str) -> Path:
        """A file of the target. Raises PublishError when a link on the way leads out of it."""
        file = self._root / path
        if not file.parent.resolve().is_relative_to(self._root.resolve()):
            raise PublishError(
                _("« {0} » passe par un lien qui sort du dossier publié : supprimez-le").format(
                    file
                ),
                path,
            )
        return file

    def close(self) -> None:
        """Nothing is held."""


def _prune(folder: Path, root: Path) -> None:
    """Removes folders that are empty, upwards; the first that is not stops it."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(reason(error)) from error
