"""The archive's .htaccess, for Apache 2.4: only what a shared host lets such a file say. Pure."""

from __future__ import annotations

import re
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
    WRITTEN,
    Served,
)

NAME = ".htaccess"

_PRESSED_TAG = r"""'^(W/)?"(.*)-(gzip|br)"$' '"$2", "$2-$3"'"""


def apache(served: Served) -> str:
    """Every directive is of the FileInfo class: where a host allows less, a page would be an error 500.

    Source: Apache HTTP Server 2.4, directive index, « Override ».
    """
    parts = [
        [f"# {WRITTEN}"],
        [f"ErrorDocument 404 {served.base}404.html"],
        _types(),
        _module("mod_headers.c", _headers(served)),
        # Brotli first: what one has pressed, the other leaves.
        _module("mod_filter.c", _module("mod_brotli.c", _pressed("BROTLI_COMPRESS"))),
        _module("mod_filter.c", _module("mod_deflate.c", _pressed("DEFLATE"))),
        _module("mod_alias.c", _moved(served)),
        _beside() if not served.alone else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _types() -> list[str]:
    given = [f"AddType {kind} .{suffix}" for suffix, kind in TYPES.items()]
    texts = [suffix for suffix, kind in TYPES.items() if kind in TEXTS]
    return [*given, f"AddCharset utf-8 {' '.join(f'.{suffix}' for suffix in texts)}"]


def _headers(served: Served) -> Iterator[str]:
    yield f'Header always set Content-Security-Policy "{POLICY}"'
    for name, value in SAFE.items():
        yield f'Header always set {name} "{value}"'
    yield f'Header set Cache-Control "{FRESH}"'
    yield f'Header set Cache-Control "{LASTING}" "expr=%{{REQUEST_URI}} =~ m#/{LASTS}#"'
    # Apache adds « -gzip » to the tag of what it presses, then does not know it again (its bug 45023):
    # every page would travel whole at each look.
    yield f"RequestHeader edit If-None-Match {_PRESSED_TAG}"
    if served.secure:
        if not served.alone:
            yield "# " + _("HSTS vaut pour le site entier : à décider avec qui le tient.")
        mark = "" if served.alone else "# "
        yield f'{mark}Header always set Strict-Transport-Security "{HSTS}"'
    for names, policy, more in APART:
        yield f'<FilesMatch "^{names}$">'
        yield f'    Header always set Content-Security-Policy "{policy}"'
        for name, value in more.items():
            yield f'    Header always set {name} "{value}"'
        yield "</FilesMatch>"


def _pressed(filter_: str) -> list[str]:
    return [f"AddOutputFilterByType {filter_} {' '.join(PRESSED)}"]


def _moved(served: Served) -> list[str]:
    """Exact addresses: « Redirect » would take all that begins alike."""
    hidden = r"RedirectMatch 404 /\.veille-[a-z]+$"
    return [
        hidden,
        *(f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"' for old, new in served.moves),
    ]


def _beside() -> list[str]:
    return [
        "# "
        + _("Les règles de réécriture du site (SPIP, WordPress) valent aussi ici. Si une page"),
        "# " + _("de l’archive ne s’ouvre pas, ôtez le « # » de la ligne suivante."),
        "# RewriteEngine Off",
    ]


def _module(name: str, lines: Iterable[str]) -> list[str]:
    return [f"<IfModule {name}>", *(f"    {line}" for line in lines), "</IfModule>"]
