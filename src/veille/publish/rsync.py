"""A target that rsync writes: over SSH, or a folder of this machine. Each batch is one run of it."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from veille.errors import LostError, PublishError
from veille.publish.running import Ended, run
from veille.publish.words import LOST, no_folder

RSYNC = "rsync"

_LOST = frozenset({10, 12, 30, 35, 255})
"""Exit statuses of rsync (man page): socket, protocol stream, timeouts; 255 is ssh's own."""
_FULL = "No space left on device"


@dataclass(frozen=True, slots=True)
class Way:
    """Where to write, and by which door; without a host, a folder of this machine."""

    folder: str
    host: str = ""
    port: int = 22
    user: str = ""
    key: Path | None = None
    known_hosts: Path | None = None

    def at(self, path: str = "") -> str:
        place = f"{self.folder.rstrip('/') or '.'}/{path}"
        if not self.host:
            return place
        return f"{self.user}@{self.host}:{place}" if self.user else f"{self.host}:{place}"

    @property
    def ssh(self) -> str:
        """Never a question: nobody is there to answer. rsync cuts this line itself, without a shell."""
        words = ["ssh", "-p", str(self.port), "-oBatchMode=yes", "-oStrictHostKeyChecking=yes"]
        if self.key:
            words += ["-i", str(self.key)]
        if self.known_hosts:
            words += [f"-oUserKnownHostsFile={self.known_hosts}"]
        return shlex.join(words)


class RsyncTarget:
    """Raises PublishError when rsync is missing, or the folder is not there."""

    batch = 1000

    def __init__(self, way: Way) -> None:
        self._way = way
        try:
            if self.names("") is None:
                raise PublishError(no_folder(way.folder))
        except LostError as error:
            words = _("{0} ne répond pas : vérifiez publish.host, publish.port et la connexion")
            raise PublishError(words.format(way.host)) from error

    def read(self, path: str) -> bytes | None:
        with tempfile.TemporaryDirectory() as kept:
            ended = self._run(["--ignore-missing-args", self._way.at(path), f"{kept}/"])
            _hear(ended)
            file = Path(kept) / Path(path).name
            return file.read_bytes() if file.is_file() else None

    def names(self, folder: str) -> frozenset[str] | None:
        place = self._way.at(f"{folder}/" if folder else "")
        ended = self._run(["--list-only", "--dirs", "--no-h", place])
        if ended.status == 23:
            return None
        _hear(ended)
        # « drwxr-xr-x          4,096 2026/11/25 09:56:38 name »: four columns, then the name.
        names = (line.split(maxsplit=4)[4] for line in ended.out.splitlines() if line)
        return frozenset(names) - {"."}

    def put(self, files: Iterable[tuple[str, bytes]], arrived: Callable[[str], None]) -> None:
        """All of a batch appears at once, at its end: --delay-updates."""
        with tempfile.TemporaryDirectory() as staged:
            paths = []
            for path, data in files:
                file = Path(staged) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
                paths.append(path)
            listed = ["--files-from=-", "--from0", "--chmod=D755,F644", "--delay-updates"]
            words = [*listed, "--checksum", f"{staged}/", self._way.at()]
            _hear(self._run(words, _listing(paths)))
        for path in paths:
            arrived(path)

    def remove(self, paths: Iterable[str], gone: Callable[[str], None]) -> None:
        """Only files: folders that become empty stay, as rsync would take all that is in them."""
        leaving = list(paths)
        with tempfile.TemporaryDirectory() as empty:
            for path in leaving:
                (Path(empty) / path).parent.mkdir(parents=True, exist_ok=True)
            words = ["--files-from=-", "--from0", "--delete-missing-args", f"{empty}/"]
            _hear(self._run([*words, self._way.at()], _listing(leaving)))
        for path in leaving:
            gone(path)

    def close(self) -> None:
        """Each run of rsync had its own connection."""

    def _run(self, words: Sequence[str], given: bytes = b"") -> Ended:
        ssh = ["-e", self._way.ssh] if self._way.host else []
        try:
            return run([RSYNC, "--protect-args", "--timeout=60", *ssh, *words], given=given)
        except OSError as error:
            raise PublishError(
                _("rsync manque sur cette machine : installez-le (Debian : apt install rsync)")
            ) from error


def _listing(paths: Sequence[str]) -> bytes:
    return b"".join(path.encode() + b"\0" for path in paths)


def _hear(ended: Ended) -> None:
    """Raises what the status means."""
    if ended.status == 0:
        return
    if _FULL in ended.last:
        raise PublishError(_("le disque du serveur est plein"))
    if "Host key verification failed" in ended.last:
        raise PublishError(
            _(
                "la clé du serveur est inconnue ou a changé : vérifiez-la auprès de l’hébergeur,"
                " puis ajoutez-la à known_hosts (« ssh-keyscan »)"
            )
        )
    if "Permission denied (" in ended.last:
        raise PublishError(
            _("le serveur refuse d’ouvrir : vérifiez publish.user et publish.key_file")
        )
    if ended.status in _LOST:
        raise LostError(f"{LOST} ({ended.last})")
    raise PublishError(_("rsync s’arrête : {0}").format(ended.last or ended.status))
