"""The real nginx and Apache, on loopback, told what we tell them: each answer is asked for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from veille.publish.apache import apache
from veille.publish.nginx import nginx
from veille.publish.served import LASTING, MAIL_POLICY, PAPER_POLICY, POLICY, Served

pytestmark = pytest.mark.prove

MOVED = (("themes/ancien/", "themes/neuf/"),)
ALONE = Served("http://localhost/", MOVED)
BESIDE = Served("http://localhost/veille/", MOVED)
PAGE = b"<!DOCTYPE html><title>Accueil</title>" + b" " * 4000

SITE = {
    "index.html": PAGE,
    "404.html": b"<!DOCTYPE html><title>Introuvable</title>",
    "feed.atom": b"<feed/>",
    "agenda/abc/evenement.ics": b"BEGIN:VCALENDAR",
    "themes/ancien/index.html": PAGE,
    "themes/neuf/index.html": PAGE,
    "assets/fonts/serif.woff2": b"wOF2",
    "assets/site.css": b"body {}" * 1000,
    "recherche/index/a.bin": b"index" * 1000,
    "lettre/2026/1/courriel.html": PAGE,
    "lettre/2026/1/lettre-1.pdf": b"%PDF-1.7",
    ".veille-published": b"# veille",
}


def _port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def _lay(folder: Path) -> None:
    for path, data in SITE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    # The server may leave root for somebody who owns nothing here.
    for one in [folder, *folder.rglob("*")]:
        one.chmod(0o755 if one.is_dir() else 0o644)


@contextmanager
def _running(words: list[str], port: int) -> Iterator[httpx.Client]:
    """The server in the foreground, asked once it listens, ended with the block."""
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                while server.poll() is None:
                    try:
                        client.get("/")
                        break
                    except httpx.ConnectError:
                        continue
                assert server.poll() is None, server.stderr and server.stderr.read()
                yield client
        finally:
            server.terminate()


@contextmanager
def _nginx(folder: Path, served: Served) -> Iterator[httpx.Client]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip("nginx is not installed: make servers")
    port = _port()
    told = nginx(served).replace("/var/www/veille", str(folder))
    told = told.replace("listen 80", f"listen 127.0.0.1:{port}")
    if not served.alone:
        told = f"server {{ listen 127.0.0.1:{port}; root {folder};\n{told}\n}}"
    configuration = folder.parent / "nginx.conf"
    places = "".join(
        f"{name}_temp_path {folder.parent}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off; pid {folder.parent}/pid; error_log stderr; events {{}}\nuser root;\n"
    configuration.write_text(f"{head} http {{ access_log off;\n{places}{told} }}")
    words = [program, "-e", "stderr", "-c", str(configuration)]
    tested = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr
    with _running(words, port) as client:
        yield client


@contextmanager
def _apache(folder: Path, served: Served) -> Iterator[httpx.Client]:
    program = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin")
    modules = Path("/usr/lib/apache2/modules")
    if not program or not modules.is_dir():
        pytest.skip("Apache is not installed: make servers")
    port = _port()
    where = folder / served.base.strip("/")
    (where / ".htaccess").write_text(apache(served))
    loaded = ["mpm_event", "authz_core", "dir", "mime", "alias", "headers", "filter", "deflate"]
    configuration = folder.parent / "apache.conf"
    lines = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in loaded]
    lines += [
        f"ServerRoot {folder.parent}",
        "ServerName localhost",
        "TypesConfig /dev/null",
        "User www-data",
        "Group www-data",
        f"Listen 127.0.0.1:{port}",
        f"PidFile {folder.parent}/pid",
        "ErrorLog /dev/stderr",
        f"DocumentRoot {folder}",
        f"<Directory {folder}>",
        # No more than a careful host grants.
        "AllowOverride FileInfo",
        "Require all granted",
        "</Directory>",
    ]
    configuration.write_text("\n".join([*lines, ""]))
    with _running([program, "-X", "-f", str(configuration)], port) as client:
        yield client


SERVERS = {"nginx": _nginx, "apache": _apache}


@pytest.fixture(params=[(name, one) for name in SERVERS for one in (ALONE, BESIDE)], ids=str)
def asked(request: pytest.FixtureRequest) -> Iterator[tuple[httpx.Client, str]]:
    """A client of the server, and the path under which the archive is."""
    name, served = request.param
    # Not under pytest's own folder, which is closed to the user that Apache becomes.
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        _lay(Path(place) / "www" / served.base.strip("/"))
        with SERVERS[name](Path(place) / "www", served) as client:
            yield client, served.base


def test_a_server_told_so_answers_as_it_should(asked: tuple[httpx.Client, str]) -> None:
    client, base = asked
    home = client.get(base)
    assert home.content == PAGE
    assert home.headers["content-security-policy"] == POLICY
    assert home.headers["x-content-type-options"] == "nosniff"
    assert home.headers["content-encoding"] == "gzip"
    assert home.headers["content-type"] == "text/html; charset=utf-8"
    assert home.headers["cache-control"] == "no-cache"

    types = {
        "feed.atom": "application/atom+xml; charset=utf-8",
        "agenda/abc/evenement.ics": "text/calendar; charset=utf-8",
        "recherche/index/a.bin": "application/octet-stream",
        "assets/fonts/serif.woff2": "font/woff2",
    }
    for path, kind in types.items():
        assert client.get(base + path).headers["content-type"] == kind

    assert client.get(f"{base}recherche/index/a.bin").headers["content-encoding"] == "gzip"
    assert client.get(f"{base}assets/fonts/serif.woff2").headers["cache-control"] == LASTING

    mail = client.get(f"{base}lettre/2026/1/courriel.html").headers
    assert (mail["content-security-policy"], mail["x-robots-tag"]) == (MAIL_POLICY, "noindex")
    paper = client.get(f"{base}lettre/2026/1/lettre-1.pdf").headers
    assert paper["content-security-policy"] == PAPER_POLICY

    lost = client.get(f"{base}nulle/part/")
    assert (lost.status_code, b"Introuvable" in lost.content) == (404, True)
    assert lost.headers["content-security-policy"] == POLICY
    assert client.get(f"{base}.veille-published").status_code == 404

    moved = client.get(f"{base}themes/ancien/")
    assert moved.status_code == 301
    assert moved.headers["location"].endswith(f"{base}themes/neuf/")
    assert client.get(f"{base}themes/neuf/").status_code == 200
    again = client.get(base, headers={"if-none-match": home.headers["etag"]})
    assert again.status_code == 304
