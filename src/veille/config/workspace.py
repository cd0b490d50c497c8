"""A workspace is a folder: where it is, what it holds, how it begins."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from veille.errors import WorkspaceError
from veille.shipped import shipped

_FILES = ("veille.yml", "sources.yml", "themes.yml")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The paths of a workspace; nothing says that they exist."""

    folder: Path

    @property
    def templates(self) -> Path:
        return self.folder / "templates"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def database(self) -> Path:
        return self.data / "veille.db"

    @property
    def outbox(self) -> Path:
        return self.data / "outbox"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def secret(self) -> Path:
        return self.data / "secret"


def find(folder: Path | None = None) -> Workspace:
    """The folder, else $VEILLE_HOME, else here. Raises WorkspaceError without a veille.yml."""
    chosen = folder or Path(os.environ.get("VEILLE_HOME") or ".")
    workspace = Workspace(chosen.expanduser().absolute())
    if not (workspace.folder / "veille.yml").is_file():
        raise WorkspaceError(
            _("pas d’espace de travail ici : lancez « veille init » ({0})").format(workspace.folder)
        )
    return workspace


def secret(workspace: Workspace) -> str:
    """What signs links: $VEILLE_SECRET_KEY, else data/secret. Raises WorkspaceError."""
    if given := os.environ.get("VEILLE_SECRET_KEY", "").strip():
        return given
    try:
        kept = workspace.secret.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        kept = ""
    if not kept:
        raise WorkspaceError(
            _(
                "data/secret manque ou ne peut pas être lu :"
                " lancez « veille init », ou remettez sa copie"
            )
        )
    return kept


def init(folder: Path) -> list[str]:
    """Makes what a workspace lacks and says what it did; never touches a file that exists.

    Raises WorkspaceError when nothing is lacking, or when the folder cannot be written.
    """
    workspace = Workspace(folder.expanduser().absolute())
    try:
        if _is_complete(workspace):
            raise WorkspaceError(_("il y a déjà un espace de travail ici : rien n’a été changé"))
        _make_folders(workspace)
        return list(_make_files(workspace))
    except OSError as error:
        words = _("impossible d’écrire dans {0} : {1}")
        raise WorkspaceError(words.format(workspace.folder, _reason(error))) from error


def _reason(error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return _("un fichier porte déjà ce nom")
    if isinstance(error, PermissionError):
        return _("les droits manquent")
    return error.strerror or str(error)


def _folders(workspace: Workspace) -> tuple[Path, ...]:
    return (
        workspace.templates,
        workspace.archive,
        workspace.data,
        workspace.outbox,
        workspace.backups,
    )


def _is_complete(workspace: Workspace) -> bool:
    files = [*(workspace.folder / name for name in _FILES), workspace.secret]
    return all(file.is_file() for file in files) and all(
        folder.is_dir() for folder in _folders(workspace)
    )


def _make_folders(workspace: Workspace) -> None:
    for folder in _folders(workspace):
        # Subscribers live under data/: nobody else on the machine has to look in.
        mode = 0o700 if folder == workspace.data else 0o777
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=mode, exist_ok=True)


def _make_files(workspace: Workspace) -> Iterator[str]:
    for name in _FILES:
        yield _lay(workspace.folder / name, name, shipped(name).read_bytes(), mode=0o644)
    key = secrets.token_urlsafe(32).encode() + b"\n"
    yield _lay(workspace.secret, "data/secret", key, mode=0o600)


def _lay(path: Path, name: str, content: bytes, *, mode: int) -> str:
    """Whole or not at all: written beside, then moved. What exists is left, and said."""
    if path.exists():
        return _("{0} : existait, laissé tel quel").format(name)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return _("{0} : créé").format(name)
