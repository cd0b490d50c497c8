"""How the archive must be served, whatever serves it: policy, types, how long a copy lasts, what moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import gettext as _
from urllib.parse import quote, urlsplit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none';"
    " frame-ancestors 'none'; base-uri 'none'"
)
"""Of a letter as it was sealed: it styles itself inline, cannot be changed any more, and does nothing else."""
PAPER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
)
"""Of a PDF: the reader that a browser opens for it is a page too."""

APART: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    (r"courriel\.(html|txt)", MAIL_POLICY, {"X-Robots-Tag": "noindex"}),
    (r"[^/]+\.pdf", PAPER_POLICY, {}),
)
"""Names of files, as regular expressions → their own policy, and what else is said of them.

Search engines have the page of a sealed letter: they are asked to leave its copy.
"""

SAFE: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000"
"""A year, this host alone: what is beside it may still need http."""

FRESH = "no-cache"
"""A copy is kept, and asked after at each look: no page is ever old, and most answers are empty."""
LASTING = "public, max-age=31536000, immutable"
LASTS = "assets/(fonts|pictures)/"
"""Files whose name changes when they do."""

TYPES: Mapping[str, str] = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "opml": "text/x-opml",
    "ics": "text/calendar",
    "txt": "text/plain",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "bin": "application/octet-stream",
}
_WORDS = ("text/", "+xml", "json", "/xml", "javascript", "bibtex", "research-info")
TEXTS = tuple(kind for kind in TYPES.values() if any(part in kind for part in _WORDS))
"""Types that are in UTF-8."""
PRESSED = (*TEXTS, "application/octet-stream")
"""Types that compress well: words, and the index of the search."""

WRITTEN = _("Écrit par veille : un changement fait ici serait perdu à la prochaine construction.")


def headers(path: str) -> Mapping[str, str]:
    """What a host says of the file at this path, besides its type and how long a copy lasts."""
    name = path.rpartition("/")[2]
    policy, more = next(
        ((policy, more) for pattern, policy, more in APART if re.fullmatch(pattern, name)),
        (POLICY, {}),
    )
    return {"Content-Security-Policy": policy, **more, **SAFE}


def media_type(name: str) -> str:
    """The type of a file by the ending of its name, with its characters if it is a text."""
    kind = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind in TEXTS else kind


@dataclass(frozen=True, slots=True)
class Served:
    """Where the archive is read, and its addresses that moved: (old path, new path), under the root."""

    url: str
    """With the slash at the end."""
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def base(self) -> str:
        """« / », or « /veille/ » in a sub-folder of another site."""
        return _path(urlsplit(self.url).path) or "/"

    @property
    def secure(self) -> bool:
        return self.url.startswith("https:")

    @property
    def alone(self) -> bool:
        """Whether the whole host is the archive's; in a sub-folder, what holds for a host is not ours to say."""
        return self.base == "/"

    @property
    def moves(self) -> Iterable[tuple[str, str]]:
        """The same as whole paths, safe to write in a line of configuration."""
        return [(_path(self.base + old), _path(self.base + new)) for old, new in self.moved]


def _path(path: str) -> str:
    """Nothing that could end a line or a quotation is left as it is."""
    return quote(path, safe="/-._~%")
