"""The servers that hosts really run, on loopback: OpenSSH for SFTP and rsync, vsftpd as strict as it can be."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.publish.ftp_server import certificate
from tests.publish.hosts import NO_RSYNC, cargo
from veille.errors import RefusedError
from veille.ports import Target
from veille.publish.carry import carry
from veille.publish.ftp import Entry, FtpTarget
from veille.publish.rsync import RsyncTarget, Way
from veille.publish.sftp import Login, SftpTarget

pytestmark = pytest.mark.prove

SITE = {
    "index.html": b"accueil",
    ".htaccess": b"# reglages",
    "assets/site.css": b"body {}" * 100_000,
    **{f"ressource/{rank}/index.html": b"%d" % rank for rank in range(60)},
}


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        pytest.skip(f"{name} is not installed: make servers")
    return found


def _port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@contextmanager
def _running(words: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            while server.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    continue
            assert server.poll() is None, server.stderr and server.stderr.read()
            yield
        finally:
            server.terminate()


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that a server may read once it is somebody else, and one in it to publish to."""
    with tempfile.TemporaryDirectory() as found:
        Path(found).chmod(0o755)
        (Path(found) / "le site").mkdir()
        yield Path(found)


@contextmanager
def _sshd(place: Path) -> Iterator[Login]:
    """OpenSSH for whoever runs the tests, who comes in with a key."""
    program = _program("sshd")
    for name in ("host", "mine"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / name)]
        subprocess.run(words, check=True)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    port = _port()
    told = [
        f"Port {port}",
        "ListenAddress 127.0.0.1",
        f"HostKey {place}/host",
        f"AuthorizedKeysFile {place}/mine.pub",
        "PidFile none",
        "StrictModes no",
        "PasswordAuthentication no",
        "Subsystem sftp internal-sftp",
    ]
    (place / "sshd.conf").write_text("\n".join([*told, ""]))
    key = " ".join((place / "host.pub").read_text().split()[:2])
    (place / "known").write_text(f"[127.0.0.1]:{port} {key}\n")
    with _running([program, "-D", "-e", "-f", str(place / "sshd.conf")], port):
        yield Login(
            "127.0.0.1", port, getpass.getuser(), key=place / "mine", known_hosts=place / "known"
        )


@contextmanager
def _vsftpd(place: Path) -> Iterator[Entry]:
    """vsftpd that wants TLS, the same session for data, and knows no MLSD."""
    program = _program("vsftpd")
    if os.getuid() != 0:
        pytest.skip("vsftpd is run by root")
    (place / "empty").mkdir()
    shutil.chown(place / "le site", "ftp")
    made = certificate(place)
    port = _port()
    told = {
        "listen": "YES",
        "listen_address": "127.0.0.1",
        "listen_port": str(port),
        "anonymous_enable": "YES",
        "anon_root": str(place),
        "secure_chroot_dir": str(place / "empty"),
        "write_enable": "YES",
        "anon_upload_enable": "YES",
        "anon_mkdir_write_enable": "YES",
        "anon_other_write_enable": "YES",
        "anon_umask": "022",
        "anon_world_readable_only": "NO",
        "ssl_enable": "YES",
        "allow_anon_ssl": "YES",
        "force_anon_logins_ssl": "YES",
        "force_anon_data_ssl": "YES",
        "require_ssl_reuse": "YES",
        "rsa_cert_file": str(made),
        "rsa_private_key_file": str(made),
        "seccomp_sandbox": "NO",
    }
    configuration = place / "vsftpd.conf"
    configuration.write_text("".join(f"{name}={value}\n" for name, value in told.items()))
    with _running([program, str(configuration)], port):
        yield Entry("127.0.0.1", port, "anonymous", "a@b.example", secure=True, authority=made)


@contextmanager
def _sftp(place: Path) -> Iterator[Callable[[], Target]]:
    with _sshd(place) as login:
        yield lambda: SftpTarget(login, str(place / "le site"))


@contextmanager
def _rsync(place: Path) -> Iterator[Callable[[], Target]]:
    if NO_RSYNC:
        pytest.skip(NO_RSYNC)
    with _sshd(place) as login:
        way = Way(
            str(place / "le site"),
            "127.0.0.1",
            login.port,
            login.user,
            login.key,
            login.known_hosts,
        )
        yield lambda: RsyncTarget(way)


@contextmanager
def _ftps(place: Path) -> Iterator[Callable[[], Target]]:
    with _vsftpd(place) as entry:
        yield lambda: FtpTarget(entry, "le site")


@pytest.mark.parametrize("host", [_sftp, _rsync, _ftps])
def test_a_host_as_it_is_receives_the_archive_and_what_changes_later(
    host: Callable[[Path], AbstractContextManager[Callable[[], Target]]], place: Path
) -> None:
    def files() -> dict[str, bytes]:
        return {
            path.relative_to(place / "le site").as_posix(): path.read_bytes()
            for path in (place / "le site").rglob("*")
            if path.is_file() and path.name != ".veille-published"
        }

    (place / "le site" / ".htaccess").write_bytes(b"# a eux")
    with host(place) as opening:
        with pytest.raises(RefusedError, match=r"« \.htaccess » est déjà sur le serveur"):
            carry(opening, cargo(SITE))
        assert len(carry(opening, cargo(SITE), adopt=True).put) == len(SITE)
        assert files() == SITE
        later = {**SITE, "index.html": b"neuf"}
        del later["ressource/7/index.html"]
        sent = carry(opening, cargo(later))
        assert (sent.put, sent.removed) == (("index.html",), ("ressource/7/index.html",))
        assert files() == later
        assert carry(opening, cargo(later)).put == ()
