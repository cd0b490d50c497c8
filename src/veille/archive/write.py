"""Writes the archive: only what changed, set aside first, then put in its place in one go.

A build that is cut short before everything is set aside leaves the old site. After that the new
one is owed: `complete`, which every later command calls first, puts the rest in its place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from veille.archive.manifest import FORMER, MANIFEST, hash_of, manifest, manifest_bytes
from veille.archive.owed import owed, owed_bytes
from veille.errors import ArchiveError
from veille.model.places import turn
from veille.text.disk import refused

ASIDE = ".veille-next"
"""Where the next files wait, on the same disk as the archive."""
_OWED = "owed.json"
"""Written last: with it the new site is decided."""


@dataclass(frozen=True, slots=True)
class Built:
    """What one build did, as counts and paths under the root."""

    pages: int
    written: tuple[str, ...]
    removed: tuple[str, ...]


EVERYTHING = ("",)


def write(
    folder: Path,
    workspace: str,
    wanted: Iterable[tuple[str, bytes]],
    lost: Collection[str] = EVERYTHING,
    known: Mapping[str, str] | None = None,
) -> Built:
    """Makes the folder hold what is wanted, beside foreign files, which stay untouched.

    Of what an earlier build wrote and is not wanted any more, only what stands under one of the
    addresses `lost` goes; without `lost`, all of it. `known`: the list of what stands, if it was read already.

    Raises ArchiveError when a foreign file stands where a page must go, when the folder belongs to
    another workspace, or when it cannot be written: the old site then stays as it was.
    """
    if complete(folder) or known is None:
        known = manifest(folder, workspace)
    with _told(folder):
        return _write(folder, workspace, wanted, known, lost)


def _write(
    folder: Path,
    workspace: str,
    wanted: Iterable[tuple[str, bytes]],
    known: Mapping[str, str],
    lost: Collection[str],
) -> Built:
    hashes: dict[str, str] = {}
    stale: list[str] = []
    aside = folder / ASIDE
    try:
        for path, data in wanted:
            hashes[path] = hash_of(data)
            if not _holds(folder / path, known.get(path), hashes[path]):
                _refuse_foreign(folder, path, data, known)
                aside.mkdir(parents=True, exist_ok=True)
                (aside / str(len(stale))).write_bytes(data)
                stale.append(path)
        gone = [path for path in _gone(known, hashes, lost) if (folder / path).is_file()]
        files = {**known, **hashes}
        for path in _gone(known, hashes, lost):
            del files[path]
        if files != known or stale or (folder / FORMER).exists():
            removed = {path: known[path] for path in gone}
            _decide(aside, stale, removed, manifest_bytes(workspace, files))
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    complete(folder)
    return Built(len(hashes), tuple(sorted(stale)), tuple(sorted(gone)))


def _holds(target: Path, recorded: str | None, wanted: str) -> bool:
    """Whether the file is already right. A recorded hash is not believed: someone may have touched it."""
    if recorded != wanted:
        return False
    try:
        return hash_of(target.read_bytes()) == wanted
    except OSError:
        return False


def _gone(known: Mapping[str, str], wanted: Mapping[str, str], lost: Collection[str]) -> list[str]:
    """Paths that are not wanted any more, under an address that was lost."""
    if not lost:
        return []
    every = "" in lost
    return [path for path in known if path not in wanted and (every or _under(path, lost))]


def _under(path: str, lost: Collection[str]) -> bool:
    """Whether a path is one of these addresses, or lies below one."""
    if path in lost:
        return True
    above = path
    while above := above.rstrip("/").rpartition("/")[0]:
        above += "/"
        if above in lost:
            return True
    return False


def _refuse_foreign(folder: Path, path: str, data: bytes, known: Mapping[str, str]) -> None:
    target = folder / path
    if target.is_dir() or (path not in known and _another(target, data)):
        raise ArchiveError(
            _("« {0} » n’est pas un fichier de l’archive : déplacez-le, puis recommencez").format(
                target
            )
        )
    above = folder
    for step in path.split("/")[:-1]:
        above = above / step
        if above.is_symlink() or (above.exists() and not above.is_dir()):
            raise ArchiveError(
                _(
                    "« {0} » n’est pas un dossier de l’archive : déplacez-le, puis recommencez"
                ).format(above)
            )


def _another(target: Path, data: bytes) -> bool:
    """Whether something stands there, be it a link to nowhere, that is not what we would write."""
    return target.read_bytes() != data if target.exists() else target.is_symlink()


# --- decided, then done --------------------------------------------------------------------------


def _decide(aside: Path, put: list[str], removed: Mapping[str, str], listing: bytes) -> None:
    """From here on the new site is owed, whatever happens."""
    aside.mkdir(parents=True, exist_ok=True)
    (aside / MANIFEST).write_bytes(listing)
    draft = aside / f"{_OWED}.part"
    draft.write_bytes(owed_bytes(put, removed))
    os.replace(draft, aside / _OWED)


def complete(folder: Path) -> bool:
    """Puts in its place what an earlier build had decided; whether there was anything.

    Files first, then pages from the deepest up, feeds after them, the home page last. Raises
    ArchiveError when the disk refuses: what is owed stays so.
    """
    aside = folder / ASIDE
    if not aside.is_dir():
        return False
    with _told(folder):
        _complete(folder, aside)
    return True


def _complete(folder: Path, aside: Path) -> None:
    listed = aside / _OWED
    if listed.is_file():
        decided = owed(listed)
        for rank, path in sorted(enumerate(decided.put), key=lambda one: turn(one[1])):
            waiting = aside / str(rank)
            if waiting.exists():  # else an earlier run has put it already
                _place(waiting, folder / path)
        for path, recorded in decided.removed.items():
            _remove(folder, path, recorded)
        if (aside / MANIFEST).exists():
            os.replace(aside / MANIFEST, folder / MANIFEST)
        (folder / FORMER).unlink(missing_ok=True)
        listed.unlink()
    shutil.rmtree(aside)


def _place(waiting: Path, target: Path) -> None:
    try:
        os.replace(waiting, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(waiting, target)


def _remove(folder: Path, path: str, recorded: str) -> None:
    """Only what is still as we wrote it: the rest has become somebody's. A folder left empty goes too."""
    target = folder / path
    if not target.is_file() or hash_of(target.read_bytes()) != recorded:
        return
    target.unlink()
    for above in target.parents:
        if above == folder or any(above.iterdir()):
            break
        above.rmdir()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            _("l’archive ne s’écrit pas : {0} : {1}").format(
                error.filename or folder, refused(error)
            )
        ) from error


def verify(folder: Path, workspace: str) -> list[str]:
    """Paths whose file is missing or is no longer what was written."""
    return [
        path
        for path, recorded in sorted(manifest(folder, workspace).items())
        if not (folder / path).is_file() or hash_of((folder / path).read_bytes()) != recorded
    ]


def exact(folder: Path, path: str, recorded: str) -> bytes:
    """The bytes of a file as they were written. Raises ArchiveError when it is missing or was touched since."""
    try:
        data = (folder / path).read_bytes()
    except OSError:
        data = None
    if data is None or hash_of(data) != recorded:
        raise ArchiveError(
            _(
                "« {0} » manque ou n’est plus ce qui a été construit : lancez « veille archive build »"
            ).format(path)
        )
    return data
