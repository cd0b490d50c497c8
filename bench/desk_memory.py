"""`python -m bench.desk_memory [COUNT]`: what `veille serve` weighs after a simulated day. Linux only.

A real server in a process of its own, over a store of ten years; a few people read and decide through
2,000 requests, and every source is collected three times from a server on this machine.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.workspace import grown

TARGET_MB = 150.0
REQUESTS = 2000
SOURCES = 65
COLLECTS = 3
FEED = """<rss version="2.0"><channel><title>Essai</title>{items}</channel></rss>"""
ENTRY = "<item><title>Nouvelle {n} de {host}</title><link>https://{host}/{n}</link>\
<description>{text}</description></item>"


class Feeds(BaseHTTPRequestHandler):
    """Every host of sources.yml: thirty entries, a few of them new at each visit."""

    visits = 0

    def do_GET(self) -> None:
        Feeds.visits += 1
        first = Feeds.visits
        host = self.headers.get("Host", "essai.example")
        text = "Un long texte de presse sur la ville, les quartiers et l’école. " * 20
        items = "".join(ENTRY.format(n=first + n, host=host, text=text) for n in range(30))
        body = FEED.format(items=items).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def feeds() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@contextmanager
def pointed(folder: Path, port: int) -> Iterator[None]:
    """The workspace with sources that this machine answers for; as it was afterwards."""
    hosts = [f"site{rank}.example" for rank in range(SOURCES)]
    where = "".join(f'    "{host}:80": "127.0.0.1:{port}"\n' for host in hosts)
    opened = f"collect:\n  allow_networks: [127.0.0.0/8]\n  connect_to:\n{where}"
    lines = "".join(
        f'  - {{key: {host.replace(".", "-")}, name: "{host}", url: "http://{host}/", kind: rss}}\n'
        for host in hosts
    )
    before = {name: (folder / name).read_text("utf-8") for name in ("veille.yml", "sources.yml")}
    settings = re.sub(r"^collect:\n(?:  .*\n)+", opened, before["veille.yml"], flags=re.MULTILINE)
    (folder / "veille.yml").write_text(settings, encoding="utf-8")
    (folder / "sources.yml").write_text(f"sources:\n{lines}", encoding="utf-8")
    try:
        yield
    finally:
        for name, text in before.items():
            (folder / name).write_text(text, encoding="utf-8")


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`veille serve`, and the link that it says."""
    command = [sys.executable, "-m", "veille", "serve", "--port", "0", "--archive-port", "0"]
    environment = os.environ | {"VEILLE_HOME": str(folder)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield (
            process,
            next(
                found[0]
                for line in process.stderr or ()
                if (found := re.search(r"http://\S+/bureau/entrer/\S+", line))
            ),
        )
    finally:
        process.terminate()
        process.wait(60)


class Browser:
    """One person with a cookie and a token."""

    def __init__(self, link: str) -> None:
        address = urllib.parse.urlsplit(link)
        self._at = address.netloc
        self._csrf = ""
        self._cookie = ""
        headers, _ = self._ask("POST", address.path)
        self._cookie = headers.get("Set-Cookie", "").partition(";")[0]
        self._csrf = re.findall(r'name="csrf" value="([^"]+)"', self.get("/bureau/sources/"))[0]

    def get(self, path: str, *, htmx: bool = False) -> str:
        return self._ask("GET", path, {"HX-Request": "true"} if htmx else {})[1]

    def post(self, path: str, **fields: str) -> str:
        return self._ask("POST", path, {"HX-Request": "true"}, fields)[1]

    def _ask(
        self,
        method: str,
        path: str,
        more: dict[str, str] | None = None,
        fields: dict[str, str] | None = None,
    ) -> tuple[dict[str, str], str]:
        connection = http.client.HTTPConnection(self._at, timeout=120)
        headers = {"Cookie": self._cookie, "Sec-Fetch-Site": "same-origin", **(more or {})}
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode({"csrf": self._csrf, **(fields or {})})
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status >= 500:
            raise SystemExit(f"{method} {path}: {answer.status}")
        return dict(answer.getheaders()), text


def megabytes(process: subprocess.Popen[str], name: str) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    found = re.search(rf"{name}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def a_day(link: str) -> None:
    """Reading, opening, deciding; the collects are spread over it."""
    browser = Browser(link)
    items = re.findall(r'id="e-(\w+)"', browser.get("/bureau/"))
    shown = ("", "?state=kept", "sources/", "editions/", "travaux/")
    for rank in range(REQUESTS):
        item = items[rank // 4 % len(items)]
        if rank % (REQUESTS // COLLECTS) == 10:
            browser.post("/bureau/travaux/collect")
        if rank % 4 == 0:
            browser.get(f"/bureau/{shown[rank // 4 % len(shown)]}")
        elif rank % 4 == 1:
            browser.get(f"/bureau/elements/{item}", htmx=True)
        else:
            browser.post(f"/bureau/elements/{item}", action="drop" if rank % 4 == 2 else "new")
    while 'hx-trigger="every 2s"' in browser.get("/bureau/travaux/"):
        time.sleep(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=200_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with grown(asked.count, asked.keep) as veille:
        veille.close()
        folder = veille.workspace.folder
        with feeds() as port, pointed(folder, port), served(folder) as (process, link):
            start = megabytes(process, "VmRSS")
            a_day(link)
            now, most = megabytes(process, "VmRSS"), megabytes(process, "VmHWM")
    print(
        f"{asked.count:,} items: {start:.0f} MB at the start, {now:.0f} MB after a day"
        f" ({most:.0f} MB at most, target {TARGET_MB:.0f})".replace(",", " ", 1)
    )
    sys.exit(now > TARGET_MB)


if __name__ == "__main__":
    main()
