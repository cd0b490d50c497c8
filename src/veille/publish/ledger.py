"""What the host holds of ours: a text file at its root, one line a file. Read and written, pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import PurePosixPath

from veille.errors import PublishError

LEDGER = ".veille-published"
"""Its name at the root of the target. Everything it lists is public anyway."""

CLAIMED = "-"
"""In the place of a hash: ours, but nobody knows whether it was written before the line went dead."""

_HEAD = "# veille 1 "
_LINE = re.compile(r"([0-9a-f]{8,128}|-)  (\S.*)")


def read(data: bytes | None, workspace: str) -> dict[str, str]:
    """Path under the target's root → hash of the bytes that we put there, or CLAIMED; empty without a ledger.

    Raises PublishError when it is damaged, tells of paths outside the target, or is another
    workspace's: overwriting somebody else's site is not an accident that anyone can undo.
    """
    if data is None:
        return {}
    lines = data.decode("utf-8", "replace").splitlines()
    if not lines or not lines[0].startswith(_HEAD):
        raise PublishError(_unreadable(1))
    if lines[0].removeprefix(_HEAD).strip() != workspace:
        raise PublishError(
            _(
                "ce dossier du serveur contient l’archive d’un autre espace de travail :"
                " rien n’y a été changé ; corrigez publish.folder"
            )
        )
    files = {}
    for number, line in enumerate(lines[1:], 2):
        found = _LINE.fullmatch(line)
        if not found or not _inside(found[2]):
            raise PublishError(_unreadable(number))
        files[found[2]] = found[1]
    return files


def write(files: Mapping[str, str], workspace: str) -> bytes:
    """The ledger of these files, sorted by path."""
    lines = [f"{digest}  {path}" for path, digest in sorted(files.items())]
    return "\n".join([f"{_HEAD}{workspace}", *lines, ""]).encode()


def beside(path: str) -> str:
    """Where a file is written before it takes its name: hidden, in the same folder."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name.lstrip('.')}.part"


def _inside(path: str) -> bool:
    """Whether a path stays under the root: the file lies on a host where anyone may have edited it."""
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts and "\0" not in path


def _unreadable(line: int) -> str:
    return _(
        "« {0} », sur le serveur, est illisible (ligne {1}) : supprimez-le, puis lancez"
        " « veille archive publish --adopt », qui enverra tout à nouveau"
    ).format(LEDGER, line)
