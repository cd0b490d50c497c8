"""A copy of the store each night, and the way back."""

from __future__ import annotations

import os
from gettext import gettext as _
from pathlib import Path

from veille.config.workspace import Workspace
from veille.core.context import Context
from veille.core.locking import nobody_else
from veille.errors import WorkspaceError
from veille.store.engine import DatabaseError, check_integrity, settle
from veille.store.migrate import open_store
from veille.store.people import forget_everyone
from veille.text.dates import paris_wall

KEPT = 14
"""Copies; one a night makes two weeks."""


class Backups:
    """Copies of the one file that holds everything. Sessions are left out, the secret is kept apart."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def make(self) -> Path:
        """One compact copy, whole or absent; the oldest beyond KEPT go. Raises WorkspaceError."""
        try:
            return self._make(self._ctx.workspace.backups)
        except (OSError, DatabaseError) as error:
            raise WorkspaceError(_("la sauvegarde ne s’écrit pas : {0}").format(error)) from error

    def _make(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        moment = paris_wall(self._ctx.clock.now())
        final = folder / f"veille-{moment:%Y-%m-%d-%H%M%S}.db"
        draft = final.with_suffix(".part")
        draft.unlink(missing_ok=True)
        try:
            self._ctx.store.copy_to(draft)
            forget_everyone(draft)
            os.replace(draft, final)
        finally:
            draft.unlink(missing_ok=True)
        for old in self.listed()[KEPT:]:
            old.unlink()
        return final

    def listed(self) -> list[Path]:
        """The copies, the newest first."""
        return sorted(self._ctx.workspace.backups.glob("veille-*.db"), reverse=True)


def restore(workspace: Workspace, copy: Path) -> Path | None:
    """Puts a copy in the store's place; the store of before is kept beside it and its path returned.

    Raises WorkspaceError while any veille has the workspace open, or when the copy is absent,
    damaged or not ours: the store is not touched then.
    """
    if not copy.is_file():
        raise WorkspaceError(_("sauvegarde introuvable : {0}").format(copy))
    with nobody_else(workspace):
        return _restore(workspace, copy)


def _restore(workspace: Workspace, copy: Path) -> Path | None:
    draft = workspace.database.with_suffix(".restoring")
    draft.write_bytes(copy.read_bytes())
    try:
        check_integrity(draft)
        open_store(draft).close()
        before = _set_aside(workspace.database)
        os.replace(draft, workspace.database)
    finally:
        for rest in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            rest.unlink(missing_ok=True)
    return before


def _set_aside(database: Path) -> Path | None:
    """Moves the store away with its journal, so that nothing of it is lost nor applied to the copy."""
    if not database.exists():
        return None
    rank = 1
    while (aside := database.with_name(f"veille-avant-restauration-{rank}.db")).exists():
        rank += 1
    settle(database)
    for suffix in ("-wal", "-shm"):
        beside = Path(f"{database}{suffix}")
        if beside.exists():
            os.replace(beside, f"{aside}{suffix}")
    os.replace(database, aside)
    return aside
