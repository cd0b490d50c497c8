"""A real SFTP server on loopback, over a folder, that can be told to fail."""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import paramiko
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED
from paramiko.sftp import SFTP_FAILURE, SFTP_OK, SFTP_OP_UNSUPPORTED, SFTP_PERMISSION_DENIED
from typing_extensions import Buffer

USER, PASSWORD = "centre", "un mot de passe d’essai"


@dataclass
class Hosting:
    """What the server holds, how it may be made to fail, and what it was asked to write."""

    root: Path
    port: int = 0
    key: paramiko.PKey = field(default_factory=lambda: paramiko.ECDSAKey.generate())
    written: list[str] = field(default_factory=list)
    """Final names, in order."""
    drops_at: str = ""
    """Hangs up when a file whose name ends so is about to be written."""
    drops_once: bool = False
    full_at: str = ""
    tried: list[str] = field(default_factory=list)
    """Passwords that it was told."""
    welcome: paramiko.PKey | None = None
    refuses: bool = False
    plain_rename: bool = False
    """Without OpenSSH's extension, as some hosts are."""
    transports: list[paramiko.Transport] = field(default_factory=list)


class _Login(paramiko.ServerInterface):
    def __init__(self, hosting: Hosting) -> None:
        self.hosting = hosting

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return AUTH_SUCCESSFUL if key == self.hosting.welcome else AUTH_FAILED

    def check_auth_password(self, username: str, password: str) -> int:
        self.hosting.tried.append(password)
        ok = (username, password) == (USER, PASSWORD)
        return AUTH_SUCCESSFUL if ok else AUTH_FAILED

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED


class _Handle(paramiko.SFTPHandle):
    """Bytes go straight to the file; none fits once the disk is full."""

    def __init__(self, file: int, full: bool) -> None:
        super().__init__()
        self._file, self._full = file, full

    def write(self, offset: int, data: Buffer) -> int:
        if self._full:
            return SFTP_FAILURE
        os.pwrite(self._file, data, offset)
        return SFTP_OK

    def read(self, offset: int, length: int) -> bytes:
        return os.pread(self._file, length, offset)

    def stat(self) -> paramiko.SFTPAttributes:
        return paramiko.SFTPAttributes.from_stat(os.fstat(self._file))

    def close(self) -> None:
        os.close(self._file)


class _Files(paramiko.SFTPServerInterface):
    hosting: Hosting

    def __init__(self, server: paramiko.ServerInterface, hosting: Hosting) -> None:
        super().__init__(server)
        self.hosting = hosting

    def _path(self, path: str) -> Path:
        return self.hosting.root / self.canonicalize(path).lstrip("/")

    def list_folder(self, path: str) -> list[paramiko.SFTPAttributes] | int:
        try:
            return [
                paramiko.SFTPAttributes.from_stat(one.lstat(), one.name)
                for one in self._path(path).iterdir()
            ]
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    def stat(self, path: str) -> paramiko.SFTPAttributes | int:
        try:
            return paramiko.SFTPAttributes.from_stat(self._path(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    lstat = stat

    def open(
        self, path: str, flags: int, attr: paramiko.SFTPAttributes
    ) -> paramiko.SFTPHandle | int:
        hosting = self.hosting
        writing = bool(flags & os.O_WRONLY)
        if writing and hosting.refuses:
            return SFTP_PERMISSION_DENIED
        if writing and hosting.drops_at and hosting.drops_at in path:
            hosting.drops_at = "" if hosting.drops_once else hosting.drops_at
            hosting.transports[-1].close()
            return SFTP_FAILURE
        try:
            file = os.open(self._path(path), flags, 0o644)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return _Handle(file, writing and bool(hosting.full_at) and hosting.full_at in path)

    def remove(self, path: str) -> int:
        return self._try(lambda: self._path(path).unlink())

    def mkdir(self, path: str, attr: paramiko.SFTPAttributes) -> int:
        return self._try(lambda: self._path(path).mkdir())

    def rmdir(self, path: str) -> int:
        return self._try(lambda: self._path(path).rmdir())

    def rename(self, oldpath: str, newpath: str) -> int:
        if self._path(newpath).exists():
            return SFTP_FAILURE
        return self.posix_rename(oldpath, newpath, told=False)

    def posix_rename(self, oldpath: str, newpath: str, told: bool = True) -> int:
        if told and self.hosting.plain_rename:
            return SFTP_OP_UNSUPPORTED
        self.hosting.written.append(newpath)
        return self._try(lambda: self._path(oldpath).replace(self._path(newpath)))

    def _try(self, act: Callable[[], object]) -> int:
        try:
            act()
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or errno.EIO)
        return SFTP_OK


@contextmanager
def sftp_server(root: Path) -> Iterator[Hosting]:
    """Serves a folder until the end of the block; each connection is a thread of its own."""
    hosting = Hosting(root)
    door = socket.create_server(("127.0.0.1", 0))
    hosting.port = door.getsockname()[1]

    def welcome() -> None:
        with suppress(OSError):
            while True:
                line, _address = door.accept()
                transport = paramiko.Transport(line)
                transport.add_server_key(hosting.key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, hosting)
                hosting.transports.append(transport)
                with suppress(paramiko.SSHException, EOFError):
                    transport.start_server(server=_Login(hosting))

    thread = threading.Thread(target=welcome, daemon=True)
    thread.start()
    try:
        yield hosting
    finally:
        # A listening socket that is closed does not wake its accept: it is shut down first.
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()
        for transport in hosting.transports:
            transport.close()
