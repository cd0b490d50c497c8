"""A real IMAP server on loopback, over TLS, that knows what a reader needs, and can be told to fail."""

from __future__ import annotations

import base64
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

USER, PASSWORD = "veille@centre.example", 'mot "de" passe'


@dataclass
class Post:
    """What the server holds, and how it may be made to fail."""

    folder: str = "INBOX"
    validity: int = 7
    messages: dict[int, bytes] = field(default_factory=dict)
    """UID → message."""
    came: dict[int, datetime] = field(default_factory=dict)
    password: str = PASSWORD
    silent_at: str = ""
    """The command at which it stops answering, its connection open."""
    drips_at: str = ""
    """The command that it answers a byte at a time."""
    hangs_up_at: str = ""
    greeting: bytes = b"* OK ready"
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def add(self, message: bytes, came: datetime = datetime(2026, 11, 15, 8, 0, tzinfo=UTC)) -> int:
        """A message comes in; returns its UID."""
        uid = max(self.messages, default=0) + 1
        self.messages[uid], self.came[uid] = message, came
        return uid


@contextmanager
def imap_server(certificate: Path | None) -> Iterator[Post]:
    """Serves until the end of the block; without a certificate, in clear."""
    post = Post()
    server = _Server(("127.0.0.1", 0), _handler(post))
    post.port = server.server_address[1]
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.tls = context
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield post
    finally:
        post.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[Any, Any]:
        plain, address = super().get_request()
        return (self.tls.wrap_socket(plain, server_side=True) if self.tls else plain), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that refuses a certificate or is cut off hangs up: that is the point."""


def _handler(post: Post) -> type[StreamRequestHandler]:
    class Line(StreamRequestHandler):
        def handle(self) -> None:
            self._send(post.greeting)
            while line := self.rfile.readline():
                tag, _space, rest = line.decode().strip().partition(" ")
                verb = rest.upper().removeprefix("UID ").split(" ")[0]
                post.asked.append(rest)
                if post.silent_at == verb:
                    post.over.wait(20)
                    return
                if post.hangs_up_at == verb:
                    return
                if not self._obey(tag, verb, rest):
                    return

        def _obey(self, tag: str, verb: str, rest: str) -> bool:
            if post.drips_at == verb:
                while not post.over.wait(0.02):
                    self.wfile.write(b"*")
            if verb == "CAPABILITY":
                self._send(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN", tag)
            elif verb == "LOGIN":
                words = re.findall(r'"((?:[^"\\]|\\.)*)"', rest)
                given = [re.sub(r"\\(.)", r"\1", word) for word in words]
                self._admit(tag, given == [USER, post.password])
            elif verb == "AUTHENTICATE":
                self._send(b"+ ")
                told = base64.b64decode(self.rfile.readline()).decode()
                self._admit(tag, told == f"\0{USER}\0{post.password}")
            elif verb == "EXAMINE":
                if f'"{post.folder}"' not in rest:
                    self._send(f"{tag} NO no such mailbox".encode())
                    return True
                exists = f"* {len(post.messages)} EXISTS".encode()
                self._send(exists)
                self._send(f"* OK [UIDVALIDITY {post.validity}] valid".encode(), tag)
            elif verb == "LIST":
                self._send(b'* LIST (\\HasNoChildren) "/" "INBOX"')
                self._send(b'* LIST () "/" "Lettres re&AOc-ues"', tag)
            elif verb == "SEARCH":
                found = " ".join(map(str, _search(post, rest)))
                self._send(f"* SEARCH {found}".encode(), tag)
            elif verb == "FETCH":
                self._fetch(tag, rest)
            elif verb == "LOGOUT":
                self._send(b"* BYE", tag)
                return False
            else:
                self._send(f"{tag} BAD what?".encode())
            return True

        def _admit(self, tag: str, good: bool) -> None:
            self._send(f"{tag} OK in".encode() if good else f"{tag} NO wrong".encode())

        def _fetch(self, tag: str, rest: str) -> None:
            for uid in map(int, re.findall(r"\d+", rest.split(" ")[2])):
                if (data := post.messages.get(uid)) is None:
                    continue
                if "HEADER" in rest:
                    data = data.partition(b"\n\n")[0] + b"\n\n"
                elif most := re.search(r"<0\.(\d+)>", rest):
                    data = data[: int(most[1])]
                self.wfile.write(f"* {uid} FETCH (UID {uid} BODY[] {{{len(data)}}}\r\n".encode())
                self.wfile.write(data + b")\r\n")
            self._send(f"{tag} OK done".encode())

        def _send(self, line: bytes, tag: str = "") -> None:
            self.wfile.write(line + b"\r\n")
            if tag:
                self.wfile.write(f"{tag} OK done\r\n".encode())

    return Line


def _search(post: Post, rest: str) -> list[int]:
    if found := re.search(r"UID SEARCH UID (\d+):\*", rest):
        # RFC 9051 §6.4.8: « * » is the last one, whatever stands before the colon.
        wanted = [uid for uid in post.messages if uid >= int(found[1])]
        return wanted or ([max(post.messages)] if post.messages else [])
    found = re.search(r"SINCE (\S+)", rest)
    assert found, rest
    day = datetime.strptime(found[1], "%d-%b-%Y").replace(tzinfo=UTC)
    return [uid for uid in post.messages if post.came[uid] >= day]
