"""Serves a folder of finished pages as a plain web host would: no listing, no hidden file, no way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from veille.desk.guard import is_loopback

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none';"
    " frame-ancestors 'none'; base-uri 'none'"
)
"""A letter as it was sealed styles itself inline, and cannot be changed any more: it may do nothing else."""

_HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cache-Control", "no-cache"),
]


def static_site(folder: Path) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """A WSGI application over `folder`, for this machine's own eyes."""

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        status, headers, body = _answer(folder, environ)
        told = [*headers, ("Content-Length", str(len(body))), *_policy(environ), *_HEADERS]
        start(status, told)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return application


def _policy(environ: dict[str, Any]) -> list[tuple[str, str]]:
    """What a page may load; a sealed letter is besides kept out of search engines, which have its page."""
    if environ.get("PATH_INFO", "").endswith(("/courriel.html", "/courriel.txt")):
        return [("Content-Security-Policy", _MAIL_POLICY), ("X-Robots-Tag", "noindex")]
    return [("Content-Security-Policy", _POLICY)]


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
    kind = _TYPES.get(file.suffix.lower(), "application/octet-stream")
    return ("200 OK", [("Content-Type", kind)], file.read_bytes())


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
