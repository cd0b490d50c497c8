"""The archive as nginx serves it: a whole server, or the part of one that is a sub-folder. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from gettext import gettext as _

from veille.publish.served import (
    APART,
    FRESH,
    HSTS,
    LASTING,
    LASTS,
    POLICY,
    PRESSED,
    SAFE,
    TEXTS,
    TYPES,
    Served,
)


def nginx(served: Served) -> str:
    """A file for /etc/nginx/conf.d, or for an `include` of the server that has the sub-folder."""
    if not served.alone:
        return "\n".join([*_comment_beside(served), *_locations(served), ""])
    return "\n".join(
        [*_comment(), *_redirect(served), "server {", *_indent(_server(served)), "}", ""]
    )


def _comment() -> list[str]:
    return [
        f"# {line}"
        for line in (
            _("L’archive de veille, servie par nginx. À déposer dans /etc/nginx/conf.d/ ;"),
            _("complétez « root » et les certificats, puis : nginx -t && nginx -s reload"),
        )
    ]


def _comment_beside(served: Served) -> list[str]:
    lines = (
        _("L’archive de veille dans un sous-dossier : à inclure dans le bloc « server » du site."),
        _("Ses fichiers sont dans le dossier « {0} » de ce site.").format(served.base.strip("/")),
        _("HSTS vaut pour le site entier : à décider là, pas ici."),
    )
    return [f"# {line}" for line in lines]


def _redirect(served: Served) -> list[str]:
    if not served.secure:
        return []
    return [
        "server {",
        "    listen 80;",
        f"    server_name {served.host};",
        f"    return 301 https://{served.host}$request_uri;",
        "}",
    ]


def _server(served: Served) -> Iterator[str]:
    yield "listen 443 ssl;" if served.secure else "listen 80;"
    yield f"server_name {served.host};"
    yield "root /var/www/veille;"
    if served.secure:
        yield f"ssl_certificate /etc/letsencrypt/live/{served.host}/fullchain.pem;"
        yield f"ssl_certificate_key /etc/letsencrypt/live/{served.host}/privkey.pem;"
    yield "server_tokens off;"
    yield from _locations(served)


def _locations(served: Served) -> Iterator[str]:
    for old, new in served.moves:
        yield f"location = {old} {{ return 301 {new}; }}"
    yield f"location {served.base} {{"
    yield from _indent(_pages(served))
    yield "}"


def _pages(served: Served) -> Iterator[str]:
    yield "index index.html;"
    yield f"error_page 404 {served.base}404.html;"
    yield "absolute_redirect off;"
    yield "default_type application/octet-stream;"
    yield "types {"
    yield from _indent(f"{kind} {suffix};" for suffix, kind in TYPES.items())
    yield "}"
    yield "charset utf-8;"
    yield f"charset_types {' '.join(_but_html(TEXTS))};"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield "gzip_min_length 1024;"
    yield f"gzip_types {' '.join(_but_html(PRESSED))};"
    yield from _headers(served, POLICY, FRESH)
    # A location that adds one header forgets those of the location around it: all are said again.
    yield f"location ~ ^{served.base}{LASTS} {{"
    yield from _indent(_headers(served, POLICY, LASTING))
    yield "}"
    for names, policy, more in APART:
        yield f"location ~ /{names}$ {{"
        yield from _indent(_headers(served, policy, FRESH))
        yield from _indent(_header(name, value) for name, value in more.items())
        yield "}"
    yield r"location ~ /\.(?!well-known/) { return 404; }"


def _headers(served: Served, policy: str, lasts: str) -> Iterator[str]:
    yield _header("Content-Security-Policy", policy)
    for name, value in SAFE.items():
        yield _header(name, value)
    yield _header("Cache-Control", lasts)
    if served.alone and served.secure:
        yield _header("Strict-Transport-Security", HSTS)


def _header(name: str, value: str) -> str:
    """On every answer, the 404 too."""
    return f'add_header {name} "{value}" always;'


def _but_html(kinds: Iterable[str]) -> list[str]:
    """nginx counts HTML in by itself, and complains when it is named."""
    return [kind for kind in kinds if kind != "text/html"]


def _indent(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]
