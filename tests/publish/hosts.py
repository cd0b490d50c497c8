"""Hosts to publish to: a folder, SFTP with and without OpenSSH's renaming, FTP old and new, FTPS, rsync."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.publish.ftp_server import Site, certificate, ftp_server
from tests.publish.sftp_server import PASSWORD, USER, Hosting, sftp_server
from veille.ports import Target
from veille.publish.carry import Cargo
from veille.publish.folder import FolderTarget
from veille.publish.ftp import Entry, FtpTarget
from veille.publish.rsync import RsyncTarget, Way
from veille.publish.sftp import Login, SftpTarget, fingerprint


@dataclass
class Place:
    """Where the archive goes: the folder itself, seen from the other side, and the way to open it."""

    folder: Path
    opening: Callable[[], Target]
    faults: Hosting | Site | None = None
    """What can be made to fail, on the hosts that are servers."""

    @property
    def files(self) -> dict[str, bytes]:
        """Everything that a visitor could ask for, the ledger apart."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name != ".veille-published"
        }

    @property
    def written(self) -> list[str]:
        """The files that took their name since last asked, in order, the ledger apart."""
        names = list(self.faults.written) if self.faults else []
        if self.faults:
            self.faults.written.clear()
        names = [name.strip("/").removeprefix("www/") for name in names]
        return [name for name in names if name != ".veille-published"]


def cargo(files: Mapping[str, bytes], workspace: str = "centre") -> Cargo:
    hashes = {
        path: hashlib.blake2b(data, digest_size=16).hexdigest() for path, data in files.items()
    }
    return Cargo(workspace, hashes, files.__getitem__)


@contextmanager
def _folder(root: Path) -> Iterator[Place]:
    yield Place(root / "www", lambda: FolderTarget(root / "www"))


@contextmanager
def _rsync(root: Path) -> Iterator[Place]:
    yield Place(root / "www", lambda: RsyncTarget(Way(str(root / "www"))))


@contextmanager
def _sftp(root: Path) -> Iterator[Place]:
    with sftp_server(root) as host:
        login = Login("127.0.0.1", host.port, USER, PASSWORD, fingerprint=fingerprint(host.key))
        yield Place(root / "www", lambda: SftpTarget(login, "www"), host)


@contextmanager
def _plain_sftp(root: Path) -> Iterator[Place]:
    with _sftp(root) as place:
        assert isinstance(place.faults, Hosting)
        place.faults.plain_rename = True
        yield place


@contextmanager
def _ftp(root: Path, *, secure: bool = False) -> Iterator[Place]:
    made = certificate(root.parent) if secure else None
    with ftp_server(root, made) as site:
        entry = Entry("127.0.0.1", site.port, USER, PASSWORD, secure, made)
        yield Place(root / "www", lambda: FtpTarget(entry, "www"), site)


@contextmanager
def _old_ftp(root: Path) -> Iterator[Place]:
    with _ftp(root) as place:
        assert isinstance(place.faults, Site)
        place.faults.old = True
        yield place


def _ftps(root: Path) -> AbstractContextManager[Place]:
    return _ftp(root, secure=True)


HOSTS: Mapping[str, Callable[[Path], AbstractContextManager[Place]]] = {
    "folder": _folder,
    "sftp": _sftp,
    "sftp that renames onto nothing": _plain_sftp,
    "ftp": _ftp,
    "ftp of before MLSD": _old_ftp,
    "ftps": _ftps,
    "rsync": _rsync,
}
SERVERS = ("sftp", "ftp")
"""Those that can be told to fail at a file."""

NO_RSYNC = None if shutil.which("rsync") else "rsync is not installed"
