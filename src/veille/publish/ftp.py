"""A target reached by FTP, over TLS unless the host has none: then everything travels in clear."""

from __future__ import annotations

import ftplib
import io
import posixpath
import re
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from gettext import gettext as _
from itertools import islice
from pathlib import Path

from veille.errors import LostError, PublishError
from veille.publish.hands import work_through
from veille.publish.ledger import beside
from veille.publish.words import LOST, no_folder, not_let_in, reason, unreachable

PATIENCE = 30.0
"""Seconds without an answer after which the server is taken for gone."""

HANDS = 3
"""Connections at once: cheap hosts allow four or five."""
FEW = 20
"""Files for which other connections are not worth the opening."""

_FULL = ("452", "552")
_GONE = ("421", "425", "426")


@dataclass(frozen=True, slots=True)
class Entry:
    """How to enter; `authority` is the file of whoever signed a certificate that nobody else knows."""

    host: str
    port: int
    user: str
    password: str
    secure: bool
    authority: Path | None = None


class FtpTarget:
    """One connection, passive. Raises PublishError when the certificate or the login is not good."""

    batch = 300

    def __init__(self, entry: Entry, folder: str) -> None:
        self._again = (entry, folder)
        self._others: list[FtpTarget] = []
        self._ftp = _entered(entry)
        self._made: set[str] = set()
        try:
            if folder:
                self._ftp.cwd(folder)
            self._root = self._ftp.pwd()
        except ftplib.all_errors as error:
            self._ftp.close()
            raise PublishError(no_folder(folder)) from error

    def read(self, path: str) -> bytes | None:
        data = io.BytesIO()
        with _told(path):
            try:
                self._ftp.retrbinary(f"RETR {self._full(path)}", data.write)
            except ftplib.error_perm:
                if self._stands(path):
                    raise
                return None
        return data.getvalue()

    def names(self, folder: str) -> frozenset[str] | None:
        with _told(folder):
            return self._names(folder)

    def _names(self, folder: str) -> frozenset[str] | None:
        full = self._full(folder)
        try:
            found = [name for name, _facts in self._ftp.mlsd(full)]
        except ftplib.error_perm as error:
            if _code(error) in ("550", "553"):
                return None
            found = self._listed(full)  # a server of before RFC 3659
        return frozenset(posixpath.basename(name) for name in found) - {".", "..", ""}

    def _listed(self, full: str) -> list[str]:
        """With hidden files where the server knows « -a », else without: it may take it for a name."""
        for words in (("-a", full), (full,)):
            with suppress(ftplib.error_perm):
                if found := self._ftp.nlst(*words):
                    return found
        return []

    def _stands(self, path: str) -> bool:
        folder, name = posixpath.split(path)
        return name in (self._names(folder) or ())

    def put(self, files: Iterable[tuple[str, bytes]], arrived: Callable[[str], None]) -> None:
        """On several connections once there are many: each file waits for a dozen answers."""
        many = iter(files)
        for path, data in islice(many, FEW):
            self.write(path, data)
            arrived(path)
        work_through(many, self._hands, lambda hand, one: hand.write(*one), arrived)

    def write(self, path: str, data: bytes) -> str:
        """One file, for one thread at a time. Raises PublishError; returns the path."""
        with _told(path):
            self._write(path, data)
        return path

    def _hands(self) -> list[FtpTarget]:
        """As many as the host lets us have, up to HANDS: some count connections."""
        with suppress(PublishError):
            while len(self._others) < HANDS - 1:
                self._others.append(FtpTarget(*self._again))
        return [self, *self._others]

    def _write(self, path: str, data: bytes) -> None:
        self._make(posixpath.dirname(path))
        draft = self._full(beside(path))
        try:
            self._ftp.storbinary(f"STOR {draft}", io.BytesIO(data))
            self._swap(draft, self._full(path))
        except ftplib.Error:
            with suppress(*ftplib.all_errors):
                self._ftp.delete(draft)
            raise

    def _swap(self, draft: str, final: str) -> None:
        try:
            self._ftp.rename(draft, final)
        except ftplib.error_perm:
            # Some servers rename only onto nothing.
            with suppress(ftplib.error_perm):
                self._ftp.delete(final)
            self._ftp.rename(draft, final)

    def _make(self, folder: str) -> None:
        if not folder or folder in self._made:
            return
        self._make(posixpath.dirname(folder))
        # Refused when it is there already; when it is refused for good, the file in it will be too.
        with suppress(ftplib.error_perm):
            self._ftp.mkd(self._full(folder))
        self._made.add(folder)

    def remove(self, paths: Iterable[str], gone: Callable[[str], None]) -> None:
        for path in paths:
            with _told(path):
                try:
                    self._ftp.delete(self._full(path))
                except ftplib.error_perm:
                    if self._stands(path):
                        raise
                self._prune(posixpath.dirname(path))
            gone(path)

    def _prune(self, folder: str) -> None:
        """Removes folders that are empty, upwards; the first that is not stops it."""
        with suppress(ftplib.error_perm):
            while folder:
                self._ftp.rmd(self._full(folder))
                self._made.discard(folder)
                folder = posixpath.dirname(folder)

    def close(self) -> None:
        for one in self._others:
            one.close()
        self._ftp.close()

    def _full(self, path: str) -> str:
        return posixpath.join(self._root, path) if path else self._root


class _SameSession(ftplib.FTP_TLS):
    """Data on the session of the commands: many servers refuse another, lest somebody steal the file."""

    def ntransfercmd(
        self, cmd: str, rest: int | str | None = None
    ) -> tuple[socket.socket, int | None]:
        line, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(line, server_hostname=self.host, session=session), size


def _entered(entry: Entry) -> ftplib.FTP:
    """A client let in by a server that is the right one. Raises PublishError."""
    ftp = _client(entry)
    try:
        ftp.connect(entry.host, entry.port)
        if isinstance(ftp, ftplib.FTP_TLS):
            _protect(ftp, entry)
        ftp.login(entry.user, entry.password)
        if isinstance(ftp, ftplib.FTP_TLS):
            ftp.prot_p()
        ftp.voidcmd("TYPE I")
    except ftplib.error_perm as error:
        ftp.close()
        raise PublishError(_shut(entry, error)) from error
    except ssl.SSLError as error:
        ftp.close()
        raise PublishError(_untrusted(entry, error)) from error
    except OSError as error:
        ftp.close()
        raise PublishError(unreachable(entry.host, entry.port, error)) from error
    except ftplib.all_errors as error:
        ftp.close()
        words = _("{0} ne parle pas FTP comme attendu : {1}")
        raise PublishError(words.format(entry.host, error)) from error
    except PublishError:
        ftp.close()
        raise
    return ftp


def _client(entry: Entry) -> ftplib.FTP:
    if not entry.secure:
        return ftplib.FTP(timeout=PATIENCE)
    try:
        context = ssl.create_default_context(cafile=entry.authority)
    except OSError as error:
        words = _("le certificat d’autorité « {0} » (publish.ca_file) ne peut pas être lu")
        raise PublishError(words.format(entry.authority)) from error
    return _SameSession(context=context, timeout=PATIENCE)


def _protect(ftp: ftplib.FTP_TLS, entry: Entry) -> None:
    """TLS before the password, or no password at all."""
    try:
        ftp.auth()
    except (ftplib.error_perm, ftplib.error_temp) as error:
        raise PublishError(
            _(
                "{0} n’offre pas FTPS : rien ne lui a été dit ; demandez SFTP ou FTPS à l’hébergeur,"
                " ou écrivez « ftp » dans publish.method si le mot de passe peut passer en clair"
            ).format(entry.host)
        ) from error


def _shut(entry: Entry, error: ftplib.error_perm) -> str:
    if re.search(r"\b(TLS|SSL|AUTH|encryption)\b", str(error)):
        return _("{0} n’entend que FTPS : écrivez « ftps » dans publish.method").format(entry.host)
    return not_let_in(entry.host, entry.user)


def _untrusted(entry: Entry, error: ssl.SSLError) -> str:
    why = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else str(error)
    return _(
        "le certificat de « {0} » n’est pas valable pour ce nom ({1}) : rien ne lui a été dit ;"
        " écrivez dans publish.host le nom que donne l’hébergeur, ou nommez son autorité dans"
        " publish.ca_file"
    ).format(entry.host, why)


def _code(error: Exception) -> str:
    return str(error)[:3]


def _its_words(error: Exception) -> str:
    return str(error).rstrip(". ")


@contextmanager
def _told(path: str) -> Iterator[None]:
    """The library's errors as ours, with the file: a dead line apart from a refusal."""
    try:
        yield
    except ftplib.Error as error:
        code = _code(error)
        if code in _GONE:
            raise LostError(f"{LOST} ({_its_words(error)})", path) from error
        if code in _FULL:
            words = _("le disque du serveur est plein ({0})")
            raise PublishError(words.format(_its_words(error)), path) from error
        raise PublishError(_("le serveur refuse : {0}").format(_its_words(error)), path) from error
    except (EOFError, ssl.SSLError, TimeoutError, ConnectionError) as error:
        raise LostError(LOST, path) from error
    except OSError as error:
        raise PublishError(reason(error), path) from error
