"""Who may hold a workspace: many at once to work, one alone to write its archive, nobody to restore it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import IO

from veille.config.workspace import Workspace
from veille.errors import WorkspaceError


@contextmanager
def alone(workspace: Workspace, name: str) -> Iterator[None]:
    """Waits for its turn at the work of that name, among threads and processes alike."""
    with _opened(workspace.data / f"{name}.lock") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def nobody_else(workspace: Workspace) -> Iterator[None]:
    """Refuses, in French, while any other veille has the workspace open. Raises WorkspaceError."""
    with _opened(workspace.data / "open.lock") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WorkspaceError(
                _("veille est en marche sur cet espace de travail : arrêtez-la, puis recommencez")
            ) from error
        yield


def hold_open(workspace: Workspace) -> IO[bytes]:
    """Says that the workspace is in use, until the file given back is closed. Raises WorkspaceError."""
    file = _opened(workspace.data / "open.lock")
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise WorkspaceError(_("une restauration est en cours : attendez sa fin")) from error
    return file


def only_one(workspace: Workspace, name: str) -> IO[bytes] | None:
    """The right to be the only one of that name, until closed; None when another has it."""
    file = _opened(workspace.data / f"{name}.lock")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _opened(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("ab")
