"""What the host holds of ours: a text file at its root, one line a file. Read and written, pure."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from veille.errors import PublishError
from veille.model.places import inside
from veille.text.sums import DamagedError, read_sums, write_sums

LEDGER = ".veille-published"
"""Its name at the root of the target. Everything it lists is public anyway."""

_HEAD = "# veille 1 "


def read(data: bytes | None, workspace: str) -> dict[str, str]:
    """Path under the target's root → hash of the bytes that we put there, or CLAIMED; empty without a ledger.

    Raises PublishError when it is damaged, tells of paths outside the target, or is another
    workspace's: overwriting somebody else's site is not an accident that anyone can undo.
    """
    if data is None:
        return {}
    try:
        owner, files = read_sums(data.decode("utf-8", "replace"), _HEAD)
    except DamagedError as error:
        raise PublishError(_unreadable(error.line)) from error
    if owner.strip() != workspace:
        raise PublishError(
            _(
                "ce dossier du serveur contient l’archive d’un autre espace de travail :"
                " rien n’y a été changé ; corrigez publish.folder"
            )
        )
    # A line a path: the host's list may have been edited by anyone.
    for line, path in enumerate(files, 2):
        if not inside(path):
            raise PublishError(_unreadable(line))
    return files


def write(files: Mapping[str, str], workspace: str) -> bytes:
    """The ledger of these files, sorted by path."""
    return write_sums(f"{_HEAD}{workspace}", files)


def beside(path: str) -> str:
    """Where a file is written before it takes its name: hidden, in the same folder."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name.lstrip('.')}.part"


def _unreadable(line: int) -> str:
    return _(
        "« {0} », sur le serveur, est illisible (ligne {1}) : supprimez-le, puis lancez"
        " « veille archive publish --adopt », qui enverra tout à nouveau"
    ).format(LEDGER, line)
