"""`python -m bench.served FOLDER`: a folder of feeds served on loopback, and what veille makes of each.

Every file is one feed; `NAME.headers` beside it holds the headers it was once served with, one `Name: value` a
line, and perhaps a first line `HTTP/1.1 200 OK`. Each file is collected over HTTP as if for the first time. One
line a file: its items, or the reason why there is none. Ends with 1 when anything else happens.
"""

from __future__ import annotations

import argparse
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote, unquote

from veille.collect.discover import kind_of
from veille.collect.gather import gather
from veille.collect.kinds.visit import Ask
from veille.collect.reach.fetch import HttpFetcher
from veille.errors import SourceError
from veille.model.declared import CollectSettings, Source
from veille.model.source_rules import Kind
from veille.ports import Fetcher

# Said of the connection of that day, or of the bytes as they went over it: ours has its own.
_OF_THE_WAY = frozenset(
    "connection content-encoding content-length date keep-alive location server set-cookie"
    " strict-transport-security trailer transfer-encoding upgrade".split()
)
_STATUS = re.compile(r"HTTP/[\d.]+ (\d{3})")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~\w-]+):\s*(.*)")


@dataclass(frozen=True)
class Served:
    """One file as it is answered."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def read(cls, file: Path) -> Served:
        beside = file.with_name(f"{file.name}.headers")
        text = beside.read_text("latin-1") if beside.exists() else ""
        status = _STATUS.match(text)
        found = (_HEADER.fullmatch(line.strip()) for line in text.splitlines())
        headers = tuple((one[1], one[2]) for one in found if one)
        kept = tuple(one for one in headers if one[0].lower() not in _OF_THE_WAY)
        return cls(int(status[1]) if status else 200, kept, file.read_bytes())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: ClassVar[Path]

    def do_GET(self) -> None:
        served = Served.read(self.folder / unquote(self.path).lstrip("/"))
        self.send_response(served.status)
        for name, value in served.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(served.body)))
        self.end_headers()
        self.wfile.write(served.body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what counts is what veille makes of it."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address under which the folder is served."""
    handler = type("_Here", (_Handler,), {"folder": folder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def feeds(folder: Path) -> list[Path]:
    """Every file but those of headers, in order."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if path.suffix != ".headers")


def tried(fetcher: Fetcher, url: str, name: str) -> tuple[int, str]:
    """(how many items, why none). Whatever is raised is a crash."""
    try:
        kind: Kind = kind_of(fetcher.get(url)) or "rss"
    except SourceError as error:
        return 0, error.reason
    source = Source(key="essai", name=name, url=url, kind="rss" if kind == "page" else kind)
    gathered = gather(Ask(source, fetcher, datetime.now(UTC)))
    return len(gathered.candidates), gathered.reason


def listed(folder: Path) -> list[str]:
    """Tells of every file; returns those that crashed or were passed over in silence."""
    wrong = []
    settings = CollectSettings.model_validate({"allow_networks": ["127.0.0.0/8"]})
    fetcher = HttpFetcher(settings, "veille-bench")
    brought = refused = 0
    with serving(folder) as root:
        for file in feeds(folder):
            name = file.relative_to(folder).as_posix()
            try:
                items, reason = tried(fetcher, f"{root}/{quote(name)}", name)
            except Exception as crash:
                items, reason = 0, ""
                print(f"{name}: CRASH {crash!r}")
            if not items and not reason:
                wrong.append(name)
                continue
            brought, refused = brought + bool(items), refused + (not items)
            print(f"{name}: {items} items" if items else f"{name}: {reason}")
    fetcher.close()
    print(f"\n{brought} bring items, {refused} a reason, {len(wrong)} neither")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    sys.exit("\n".join(listed(parser.parse_args().folder)))


if __name__ == "__main__":
    main()
