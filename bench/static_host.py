"""A plain web host on loopback that packs what it sends with gzip, and counts it."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path


class Host:
    """`moved`: path → (bytes, bytes as sent) of each file asked for since it was last cleared."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self.moved: dict[str, tuple[int, int]] = {}

    def answer(self, path: str) -> bytes | None:
        file = self.folder / path.partition("?")[0].lstrip("/")
        if not file.is_file():
            return None
        data = file.read_bytes()
        sent = packed(data)
        self.moved[path] = (len(data), len(sent))
        return sent


@lru_cache(maxsize=1000)
def packed(data: bytes) -> bytes:
    return gzip.compress(data, 6)


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    host = Host(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = host.answer(self.path)
            self.send_response(200 if body is not None else 404)
            kind = guess_type(self.path.partition("?")[0])[0] or "application/octet-stream"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
