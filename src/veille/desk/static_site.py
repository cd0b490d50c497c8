"""Serves a folder of finished pages as a plain web host would: no listing, no hidden file, no way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from veille.core.serving import FRESH, headers, media_type
from veille.desk.guard import is_loopback

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def static_site(folder: Path) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """A WSGI application over `folder`, for this machine's own eyes."""

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        status, said, body = _answer(folder, environ)
        told = [*said, ("Content-Length", str(len(body))), *_said_of(environ)]
        start(status, told)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return application


def _said_of(environ: WSGIEnvironment) -> list[tuple[str, str]]:
    """What the web host will be told to say too; here no copy is believed for long."""
    return [*headers(environ.get("PATH_INFO", "")).items(), ("Cache-Control", FRESH)]


def _answer(folder: Path, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
    """(status, headers, body) of one request."""
    if not is_loopback(environ.get("HTTP_HOST", "")):
        return _said("400 Bad Request", _("Ce serveur ne répond qu’à 127.0.0.1 et à localhost."))
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return _said("405 Method Not Allowed", _("Cette archive se lit, et c’est tout."))
    asked = environ.get("PATH_INFO", "/")
    file = find(folder, asked)
    if file is None:
        return _said("404 Not Found", _("Il n’y a pas de page à cette adresse."))
    if file.name == "index.html" and not asked.endswith(("/", "index.html")):
        address = quote(asked, safe="/", encoding="latin-1") + "/"
        return ("301 Moved Permanently", [("Location", address)], b"")
    return ("200 OK", [("Content-Type", media_type(file.name))], file.read_bytes())


def _said(status: str, words: str) -> tuple[str, list[tuple[str, str]], bytes]:
    return status, [("Content-Type", "text/plain; charset=utf-8")], words.encode()


def find(folder: Path, asked: str) -> Path | None:
    """The file behind a request path (PEP 3333: bytes as latin-1); None when nothing may be shown.

    Empty, hidden and climbing segments are refused before the disk is looked at, then the resolved
    path must still lie inside: a symbolic link is a way out too.
    """
    try:
        path = asked.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    parts = path.removeprefix("/").removesuffix("/").split("/")
    if parts == [""]:
        parts = []
    if any(not part or part.startswith(".") or set(part) & {"\\", "\0"} for part in parts):
        return None
    root = folder.resolve()
    file = root.joinpath(*parts).resolve()
    if file.is_dir():
        file = (file / "index.html").resolve()
    return file if file.is_relative_to(root) and file.is_file() else None
