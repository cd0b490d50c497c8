"""The demo's sample web: a folder a host, served on loopback, reached by name through the guard."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

from veille.config.yaml import parse
from veille.text.dates import PARIS
from veille.text.french import long_date

_TOKEN = re.compile(rb"@\{([+-]\d+)d(?: (\d\d):(\d\d))? (rfc822|iso|date|fr)\}")
_CLOSED = 1
"""A port where nothing listens."""
_TYPES = {".xml": "text/xml", ".rdf": "application/rdf+xml", ".json": "application/feed+json"}


def copy_web(source: Path, target: Path, now: datetime) -> None:
    """Copies the sites, their dates counted from `now`. Bytes throughout: one site lies about its charset."""
    shutil.copytree(source, target, dirs_exist_ok=True)
    for file in target.rglob("*"):
        if file.is_file():
            file.write_bytes(_TOKEN.sub(lambda found: _date(found, now), file.read_bytes()))


def _date(found: re.Match[bytes], now: datetime) -> bytes:
    day = now.astimezone(PARIS) + timedelta(days=int(found[1]))
    moment = day.replace(
        hour=int(found[2] or 12), minute=int(found[3] or 0), second=0, microsecond=0
    )
    written = {
        b"rfc822": format_datetime(moment),
        b"iso": moment.isoformat(),
        b"date": moment.date().isoformat(),
        b"fr": long_date(moment.date()),
    }
    return written[found[4]].encode()


def connect(folder: Path, web: SampleWeb) -> None:
    """Tells the guard, in veille.yml, where each name of sources.yml listens today; a dead one leads nowhere."""
    named = re.findall(r'url: "?http://([^"\s,}/]+)', (folder / "sources.yml").read_text("utf-8"))
    ports = {host: web.port if host in web.hosts else _CLOSED for host in named}
    doors = "".join(
        f'    "{host}:80": "127.0.0.1:{port}"\n' for host, port in sorted(ports.items())
    )
    file = folder / "veille.yml"
    text = re.sub(
        r"(?m)^  (allow_networks|connect_to):.*\n(    .*\n)*", "", file.read_text("utf-8")
    )
    opened = f"collect:\n  allow_networks: [127.0.0.0/8]\n  connect_to:\n{doors}"
    draft = file.with_suffix(".part")
    draft.write_text(text.replace("collect:\n", opened, 1), "utf-8")
    os.replace(draft, file)


class SampleWeb:
    """Serves until closed, on a port that no address shows."""

    def __init__(self, folder: Path) -> None:
        habits = folder / "behaviour.yml"
        text = habits.read_text("utf-8") if habits.exists() else ""
        behaviour = parse(text, habits.name).data
        handler = type("Site", (_Site,), {"folder": folder, "behaviour": behaviour or {}})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.port = self._server.server_port
        self.hosts = sorted(site.name for site in folder.iterdir() if site.is_dir())

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Site(BaseHTTPRequestHandler):
    folder: Path
    behaviour: Mapping[str, Mapping[str, object]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        host = (self.headers["Host"] or "").partition(":")[0]
        habits = self.behaviour.get(host, {})
        time.sleep(float(str(habits.get("delay", 0))))
        path = self.path.partition("?")[0].lstrip("/") or "index.html"
        file = (self.folder / host / path).resolve()
        if not file.is_relative_to(self.folder.resolve()) or not file.is_file():
            self._answer(404, "text/plain", b"404")
            return
        body = file.read_bytes()
        kind = _TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if self.headers["If-None-Match"] == etag:
            self._answer(304, kind, b"", etag)
        else:
            self._answer(200, str(habits.get("content_type", kind)), body, etag)

    def _answer(self, status: int, kind: str, body: bytes, etag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the demo speaks for itself."""
