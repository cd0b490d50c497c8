"""Writes the archive: only what changed, atomically, and never over a file that is not ours."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path, PurePosixPath

from veille.errors import ArchiveError

MANIFEST = ".veille-archive.json"


@dataclass(frozen=True, slots=True)
class Built:
    """What one build did, as counts and paths under the root."""

    pages: int
    written: tuple[str, ...]
    removed: tuple[str, ...]


def write(
    folder: Path, workspace: str, wanted: Iterable[tuple[str, bytes]], *, whole: bool = True
) -> Built:
    """Makes the folder hold exactly what is wanted, beside foreign files, which stay untouched.

    With `whole` false the pages that are not wanted stay as they are.

    Everything that could go wrong is looked at before the first byte is written. Raises
    ArchiveError when a foreign file stands where a page must go, when the folder belongs to
    another workspace, or when it cannot be written.
    """
    content = dict(wanted)
    known = _manifest(folder, workspace)
    hashes = {path: _hash(data) for path, data in content.items()}
    stale = [path for path in content if not _holds(folder / path, known.get(path), hashes[path])]
    _refuse_foreign(folder, stale, known, content)
    rest = {} if whole else {path: known[path] for path in known if path not in hashes}
    gone = sorted(
        path
        for path in known
        if path not in content and path not in rest and (folder / path).is_file()
    )
    try:
        if stale:
            # Said before it is done: a build that is cut short leaves files we still know as ours.
            claimed = {path: hashes[path] for path in stale}
            _replace(folder / MANIFEST, _manifest_bytes(workspace, {**known, **claimed}))
        for path in sorted(stale):
            _replace(folder / path, content[path])
        for path in gone:
            # Only what is still as we wrote it: the rest has become somebody's.
            if _hash((folder / path).read_bytes()) == known[path]:
                (folder / path).unlink()
        if stale or known != {**rest, **hashes}:
            _replace(folder / MANIFEST, _manifest_bytes(workspace, {**rest, **hashes}))
    except OSError as error:
        raise ArchiveError(
            _("l’archive ne s’écrit pas : {0} : {1}").format(error.filename, error.strerror)
        ) from error
    return Built(len(content), tuple(sorted(stale)), tuple(gone))


def _holds(target: Path, recorded: str | None, wanted: str) -> bool:
    """Whether the file is already right. A recorded hash is not believed: someone may have touched it."""
    return recorded == wanted and target.is_file() and _hash(target.read_bytes()) == wanted


def begun(folder: Path) -> bool:
    """Whether an archive of ours was ever written here."""
    return (folder / MANIFEST).is_file()


def verify(folder: Path, workspace: str) -> list[str]:
    """Paths whose file is missing or is no longer what was written."""
    return [
        path
        for path, recorded in sorted(_manifest(folder, workspace).items())
        if not (folder / path).is_file() or _hash((folder / path).read_bytes()) != recorded
    ]


def manifest(folder: Path, workspace: str) -> Mapping[str, str]:
    """Path under the root → hash of what was written there; empty before the first build. Raises ArchiveError."""
    return _manifest(folder, workspace)


def exact(folder: Path, path: str, recorded: str) -> bytes:
    """The bytes of a file as they were written. Raises ArchiveError when it is missing or was touched since."""
    try:
        data = (folder / path).read_bytes()
    except OSError:
        data = None
    if data is None or _hash(data) != recorded:
        raise ArchiveError(
            _(
                "« {0} » manque ou n’est plus ce qui a été construit : lancez « veille archive build »"
            ).format(path)
        )
    return data


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _manifest(folder: Path, workspace: str) -> Mapping[str, str]:
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    try:
        recorded = json.loads(file.read_text("utf-8"))
        owner, files = recorded["workspace"], dict(recorded["files"])
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
    for path in files:
        if not _inside(path):
            raise ArchiveError(_("{0} nomme un fichier hors de l’archive : {1}").format(file, path))
    return files


def _inside(path: str) -> bool:
    """Whether a recorded path stays under the root: the manifest is a file that anyone may have edited."""
    parts = PurePosixPath(path)
    return bool(path) and not parts.is_absolute() and ".." not in parts.parts and "\0" not in path


def _manifest_bytes(workspace: str, hashes: Mapping[str, str]) -> bytes:
    recorded = {"workspace": workspace, "files": dict(sorted(hashes.items()))}
    return (json.dumps(recorded, indent=0, ensure_ascii=False) + "\n").encode()


def _refuse_foreign(
    folder: Path, stale: list[str], known: Mapping[str, str], content: Mapping[str, bytes]
) -> None:
    for path in sorted(stale):
        target = folder / path
        if target.is_dir() or (
            target.exists() and path not in known and target.read_bytes() != content[path]
        ):
            raise ArchiveError(
                _(
                    "« {0} » n’est pas un fichier de l’archive : déplacez-le, puis recommencez"
                ).format(target)
            )
        for above in target.relative_to(folder).parents:
            step = folder / above
            if (step.exists() and not step.is_dir()) or (step != folder and step.is_symlink()):
                raise ArchiveError(
                    _(
                        "« {0} » n’est pas un dossier de l’archive : déplacez-le, puis recommencez"
                    ).format(folder / above)
                )


def _replace(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.write_bytes(data)
    os.replace(draft, target)
