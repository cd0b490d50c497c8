"""A real FTP server on loopback, with TLS or without, over a folder, that can be told to fail."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.publish.sftp_server import PASSWORD, USER

with warnings.catch_warnings():
    # Python 3.11 says that asyncore, on which it stands, goes away in 3.12.
    warnings.simplefilter("ignore", DeprecationWarning)
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.filesystems import AbstractedFS
    from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
    from pyftpdlib.ioloop import IOLoop
    from pyftpdlib.servers import FTPServer


@dataclass
class Site:
    """What the server holds, and how it may be made to fail."""

    root: Path
    port: int = 0
    written: list[str] = field(default_factory=list)
    drops_at: str = ""
    drops_once: bool = False
    full_at: str = ""
    tried: list[str] = field(default_factory=list)
    """Passwords that it was told."""
    refuses: bool = False
    old: bool = False
    """Of before RFC 3659: it lists names, and nothing else."""


def certificate(folder: Path, name: str = "127.0.0.1") -> Path:
    """A throw-away certificate that signs itself, with its key, in one file."""
    file = folder / f"{name}.pem"
    file.write_bytes(_made(name))
    return file


@cache
def _made(name: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    known: x509.GeneralName = (
        x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([known]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ) + made.public_bytes(serialization.Encoding.PEM)


@contextmanager
def ftp_server(root: Path, secured_by: Path | None = None) -> Iterator[Site]:
    """Serves a folder until the end of the block; with TLS alone once a certificate is given."""
    site = Site(root)
    loop = IOLoop()
    server = FTPServer(("127.0.0.1", 0), _handler(site, secured_by), ioloop=loop)
    site.port = server.address[1]
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            loop.loop(timeout=0.02, blocking=False)
        server.close_all()

    logging.getLogger("pyftpdlib").setLevel(logging.CRITICAL)
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        stopped.set()
        thread.join()


def _handler(site: Site, secured_by: Path | None) -> type[FTPHandler]:
    class Files(AbstractedFS):  # type: ignore[misc]
        def rename(self, src, dst):  # type: ignore[no-untyped-def]
            site.written.append(Path(dst).relative_to(site.root).as_posix())
            super().rename(src, dst)

    class Line(TLS_FTPHandler if secured_by else FTPHandler):  # type: ignore[misc]
        abstracted_fs = Files
        auth_failed_timeout = 0
        banner = "Hébergement d’essai"
        timeout = 30

        def ftp_MLSD(self, path):  # type: ignore[no-untyped-def]  # noqa: N802
            if site.old:
                return self.respond('500 Command "MLSD" not understood.')
            return super().ftp_MLSD(path)

        def ftp_PASS(self, line):  # type: ignore[no-untyped-def]  # noqa: N802
            site.tried.append(line)
            return super().ftp_PASS(line)

        def ftp_STOR(self, file, mode="w"):  # type: ignore[no-untyped-def]  # noqa: N802
            if site.refuses:
                return self.respond("550 Permission denied.")
            if site.full_at and site.full_at in file:
                return self.respond("452 No space left on device.")
            if site.drops_at and site.drops_at in file:
                site.drops_at = "" if site.drops_once else site.drops_at
                return self.close()
            return super().ftp_STOR(file, mode)

    Line.authorizer = DummyAuthorizer()
    Line.authorizer.add_user(USER, PASSWORD, str(site.root), perm="elradfmwMT")
    if secured_by:
        Line.certfile = str(secured_by)
        Line.tls_control_required = True
        Line.tls_data_required = True
    return Line
