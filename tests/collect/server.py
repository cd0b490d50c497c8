"""A web server on this machine whose answers a test writes down, reached under any name."""

from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from veille.model.declared import CollectSettings

HOST = "source.example"
TLS = ssl.create_default_context()
"""One for all tests: reading the world's certificates takes longer than a test."""


@dataclass(frozen=True)
class Answer:
    """What a path answers. `hangs` sends the head and the body, then nothing until the end."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False
    raw: bytes = b""
    """Sent as it stands instead of a well-formed answer; one that hangs never comes to its end."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that cuts a bomb short hangs up while it is still being sent: that is the point.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; header names in lower case."""

    path: str
    headers: Mapping[str, str]


class Loopback:
    """The running server: fill `answers`, read `asked`."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.port: int = self._server.server_address[1]

    def settings(self) -> CollectSettings:
        """Settings that reach this server as http://source.example and https://source.example."""
        here = f"127.0.0.1:{self.port}"
        connect_to = {f"{HOST}:80": here, f"{HOST}:443": here}
        return CollectSettings.model_validate(
            {"allow_networks": ["127.0.0.0/8"], "connect_to": connect_to}
        )

    def url(self, path: str) -> str:
        return f"http://{HOST}{path}"

    def run(self) -> None:
        self._server.serve_forever(poll_interval=0.01)

    def stop(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def loopback() -> Iterator[Loopback]:
    """A server for the length of a test."""
    server = Loopback()
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


def _handler(server: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            named = {name.lower(): value for name, value in self.headers.items()}
            server.asked.append(Asked(self.path, named))
            self._answer(server.answers.get(self.path, Answer(status=404)))

        def _answer(self, answer: Answer) -> None:
            self.close_connection = bool(answer.raw or answer.hangs)
            if answer.raw:
                self.wfile.write(answer.raw)
                if answer.hangs:
                    server.over.wait(10)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            length = len(answer.body) + (1 if answer.hangs else 0)
            if answer.status != 304:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.hangs:
                server.over.wait(10)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a test that fails shows what it needs."""

    return Handler
