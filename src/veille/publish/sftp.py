"""A target reached by SFTP. The server proves who it is before the password is said."""

from __future__ import annotations

import errno
import logging
import posixpath
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from gettext import gettext as _
from hashlib import sha256
from itertools import islice
from pathlib import Path

import paramiko

from veille.errors import LostError, PublishError
from veille.publish.hands import work_through
from veille.publish.ledger import beside
from veille.publish.words import LOST, no_folder, not_let_in, reason, unreachable

# What goes wrong is raised and told in French: the library's own lines would come on top of it.
logging.getLogger("paramiko").setLevel(logging.CRITICAL + 1)

PATIENCE = 30.0
"""Seconds without an answer after which the server is taken for gone."""

HANDS = 6
"""Channels at once: OpenSSH allows ten on a connection."""
FEW = 20
"""Files for which more hands are not worth the opening."""


@dataclass(frozen=True, slots=True)
class Login:
    """How to enter: the password, else the key file, else the agent and the usual keys of ~/.ssh."""

    host: str
    port: int
    user: str
    password: str = ""
    key: Path | None = None
    fingerprint: str = ""
    """« SHA256:… », the only key of the server that is believed; else those of known_hosts."""
    known_hosts: Path | None = None


class SftpTarget:
    """One connection. Raises PublishError when the server cannot be believed, or does not let us in."""

    batch = 300

    def __init__(self, login: Login, folder: str) -> None:
        self._client = _entered(login)
        try:
            sftp = _channel(self._client)
            root = sftp.normalize(folder or ".")
            sftp.listdir_attr(root)
        except (OSError, EOFError, paramiko.SSHException) as error:
            self._client.close()
            raise _no_folder(folder, error) from error
        self._hands = [_Hand(sftp, root)]

    def read(self, path: str) -> bytes | None:
        with _told(path):
            return self._hands[0].read(path)

    def names(self, folder: str) -> frozenset[str] | None:
        with _told(folder):
            return self._hands[0].names(folder)

    def put(self, files: Iterable[tuple[str, bytes]], arrived: Callable[[str], None]) -> None:
        """Several at a time once there are many: each waits for a dozen answers of the server."""
        many = iter(files)
        for path, data in islice(many, FEW):
            self._hands[0].write(path, data)
            arrived(path)
        work_through(many, self._more_hands, lambda hand, one: hand.write(*one), arrived)

    def _more_hands(self) -> list[_Hand]:
        """As many as the server lets us have, up to HANDS; one will do."""
        with suppress(OSError, EOFError, paramiko.SSHException):
            while len(self._hands) < HANDS:
                self._hands.append(_Hand(_channel(self._client), self._hands[0].root))
        return self._hands

    def remove(self, paths: Iterable[str], gone: Callable[[str], None]) -> None:
        for path in paths:
            self._hands[0].remove(path)
            gone(path)

    def close(self) -> None:
        self._client.close()


class _Hand:
    """One channel of the connection, for one thread at a time."""

    def __init__(self, sftp: paramiko.SFTPClient, root: str) -> None:
        self._sftp = sftp
        self._made: set[str] = set()
        self.root = root

    def read(self, path: str) -> bytes | None:
        try:
            with self._sftp.open(self._full(path), "rb") as file:
                file.prefetch()
                return file.read()
        except FileNotFoundError:
            return None

    def names(self, folder: str) -> frozenset[str] | None:
        try:
            return frozenset(self._sftp.listdir(self._full(folder)))
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes) -> str:
        """Raises PublishError; returns the path."""
        with _told(path):
            self._make(posixpath.dirname(path))
            draft = self._full(beside(path))
            try:
                self._fill(draft, data)
                self._swap(draft, self._full(path))
            except OSError:
                with suppress(OSError, EOFError, paramiko.SSHException):
                    self._sftp.remove(draft)
                raise
        return path

    def _fill(self, draft: str, data: bytes) -> None:
        with self._sftp.open(draft, "wb") as file:
            file.set_pipelined(True)
            file.write(data)
        # Answers to pipelined writes are never read: only the size tells that all of it was kept.
        kept = self._sftp.stat(draft).st_size or 0
        if kept != len(data):
            raise OSError(_("{0} octets gardés sur {1}").format(kept, len(data)))

    def _swap(self, draft: str, final: str) -> None:
        try:
            self._sftp.posix_rename(draft, final)
        except OSError as error:
            if error.errno is not None:
                raise
            # The extension is OpenSSH's: others rename only onto nothing.
            with suppress(FileNotFoundError):
                self._sftp.remove(final)
            self._sftp.rename(draft, final)

    def _make(self, folder: str) -> None:
        if not folder or folder in self._made:
            return
        self._make(posixpath.dirname(folder))
        try:
            self._sftp.mkdir(self._full(folder))
        except OSError:
            # Most servers answer « failure » when it is there already: look before believing the worst.
            if not _is_folder(self._sftp, self._full(folder)):
                raise
        self._made.add(folder)

    def remove(self, path: str) -> None:
        """Raises PublishError. Folders that become empty go too, upwards."""
        with _told(path):
            with suppress(FileNotFoundError):
                self._sftp.remove(self._full(path))
            folder = posixpath.dirname(path)
            with suppress(OSError):  # the first that is not empty stops it
                while folder:
                    self._sftp.rmdir(self._full(folder))
                    self._made.discard(folder)
                    folder = posixpath.dirname(folder)

    def _full(self, path: str) -> str:
        return posixpath.join(self.root, path) if path else self.root


def _channel(client: paramiko.SSHClient) -> paramiko.SFTPClient:
    sftp = client.open_sftp()
    channel = sftp.get_channel()
    if channel:
        channel.settimeout(PATIENCE)
    return sftp


def _is_folder(sftp: paramiko.SFTPClient, path: str) -> bool:
    return ((sftp.stat(path).st_mode or 0) & 0o170000) == 0o040000


def _entered(login: Login) -> paramiko.SSHClient:
    """A client let in by a server that is the right one. Raises PublishError."""
    client = paramiko.SSHClient()
    try:
        _believe(client, login)
        client.connect(
            login.host,
            login.port,
            login.user,
            password=login.password or None,
            key_filename=str(login.key) if login.key else None,
            allow_agent=not (login.password or login.key),
            look_for_keys=not (login.password or login.key),
            timeout=PATIENCE,
            banner_timeout=PATIENCE,
            auth_timeout=PATIENCE,
        )
    except (OSError, EOFError, ValueError, paramiko.SSHException, PublishError) as error:
        client.close()
        raise _refusal(login, error) from error
    return client


def _believe(client: paramiko.SSHClient, login: Login) -> None:
    """Which key of the server is the right one: the fingerprint alone, or what known_hosts says."""
    if not login.fingerprint:
        known = login.known_hosts or Path.home() / ".ssh" / "known_hosts"
        if known.is_file() or login.known_hosts:
            client.load_host_keys(str(known))
    client.set_missing_host_key_policy(_OnlyThis(login.fingerprint))


class _OnlyThis(paramiko.MissingHostKeyPolicy):
    """Takes the one key that the configuration names, and no other."""

    def __init__(self, fingerprint: str) -> None:
        self._wanted = fingerprint.rstrip("=")

    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        shown = fingerprint(key)
        if not self._wanted:
            raise PublishError(
                _(
                    "le serveur présente une clé inconnue : vérifiez auprès de l’hébergeur que c’est"
                    " bien « {0} », puis écrivez-la dans publish.fingerprint"
                ).format(shown)
            )
        if shown != self._wanted:
            raise PublishError(_other_key(shown))


def fingerprint(key: paramiko.PKey) -> str:
    """« SHA256:… », as `ssh-keygen -l` prints it."""
    return "SHA256:" + b64encode(sha256(key.asbytes()).digest()).decode().rstrip("=")


def _other_key(shown: str) -> str:
    return _(
        "le serveur présente une autre clé que celle attendue ({0}) : rien ne lui a été dit ;"
        " demandez à l’hébergeur si elle a changé, puis corrigez publish.fingerprint ou known_hosts"
    ).format(shown)


def _refusal(login: Login, error: Exception) -> PublishError:
    """Why nobody could enter, in French."""
    if isinstance(error, PublishError):
        return error
    if isinstance(error, paramiko.BadHostKeyException):
        return PublishError(_other_key(fingerprint(error.key)))
    if isinstance(error, paramiko.AuthenticationException):
        return PublishError(not_let_in(login.host, login.user))
    if isinstance(error, FileNotFoundError):
        return PublishError(_("le fichier « {0} » n’existe pas").format(error.filename))
    if isinstance(error, OSError):
        return PublishError(unreachable(login.host, login.port, error))
    return PublishError(_("{0} ne parle pas SFTP comme attendu : {1}").format(login.host, error))


def _no_folder(folder: str, error: Exception) -> PublishError:
    if isinstance(error, FileNotFoundError):
        return PublishError(no_folder(folder))
    return PublishError(_("le serveur n’ouvre pas « {0} » : {1}").format(folder or ".", error))


@contextmanager
def _told(path: str) -> Iterator[None]:
    """The library's errors as ours, with the file: a dead line apart from a refusal."""
    try:
        yield
    except (EOFError, paramiko.SSHException, TimeoutError, ConnectionError) as error:
        raise LostError(LOST, path) from error
    except OSError as error:
        if error.errno == errno.EBADF or str(error) == "Socket is closed":
            raise LostError(LOST, path) from error
        raise PublishError(_refused(error), path) from error


def _refused(error: OSError) -> str:
    if error.errno is not None:
        return reason(error)
    # SFTP 3 has one word for a full disk, a quota and a whim.
    words = _("le serveur a refusé l’écriture : son disque est peut-être plein ({0})")
    return words.format(error)
