"""The archive's own list of its files: one « hash  path » a line, as `b2sum --check` reads it in any year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path

from veille.errors import ArchiveError
from veille.model.places import inside
from veille.text.sums import read_sums, write_sums

MANIFEST = ".veille-archive"
FORMER = ".veille-archive.json"
"""What the list was called before; read once, then replaced."""
_OWNER = "# veille "


def hash_of(data: bytes) -> str:
    """BLAKE2b, 128 bits, in hexadecimal (RFC 7693)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def begun(folder: Path) -> bool:
    """Whether an archive of ours was ever written here."""
    return (folder / MANIFEST).is_file() or (folder / FORMER).is_file()


def mark(folder: Path) -> str:
    """What the list is today, as one hash; empty without a list."""
    file = folder / MANIFEST
    return hash_of(file.read_bytes()) if file.is_file() else ""


def manifest(folder: Path, workspace: str) -> dict[str, str]:
    """Path under the root → hash of every file that is ours; empty before the first build.

    Raises ArchiveError when the list cannot be read, is another workspace's, or is a folder.
    """
    for name in (MANIFEST, FORMER):
        if (folder / name).is_dir():
            words = _(
                "« {0} » est un dossier, là où veille tient sa liste : déplacez-le, puis recommencez"
            )
            raise ArchiveError(words.format(folder / name))
    file = folder / MANIFEST
    if not file.is_file():
        file = folder / FORMER
        if not file.is_file():
            return {}
    try:
        read = _former if file.name == FORMER else _read
        text = file.read_text("utf-8")
        owner, files = read(text)
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(
            _("{0} est illisible : restaurez-le ou choisissez un dossier vide").format(file)
        ) from error
    if owner != workspace:
        raise ArchiveError(
            _(
                "le dossier « {0} » contient l’archive d’un autre espace de travail : rien n’y est écrit"
            ).format(folder)
        )
    # Told in one look at the whole list: there are tens of thousands of paths.
    signs = ("\0", "..", "  /", "  .", "/.", "//", "/\n", '"')
    doubtful = files if any(sign in text for sign in signs) else ()
    if outside := next((path for path in doubtful if not inside(path)), None):
        raise ArchiveError(_("{0} nomme un fichier hors de l’archive : {1}").format(file, outside))
    return files


def manifest_bytes(workspace: str, files: Mapping[str, str]) -> bytes:
    """The list as it is written, in the order of the paths."""
    return write_sums(f"{_OWNER}{workspace}", files)


def _read(text: str) -> tuple[str, dict[str, str]]:
    return read_sums(text, _OWNER)


def _former(text: str) -> tuple[str, dict[str, str]]:
    recorded = json.loads(text)
    return recorded["workspace"], dict(recorded["files"])
