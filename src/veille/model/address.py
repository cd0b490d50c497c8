"""What counts as the address of a web page. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit


def is_web_address(written: str) -> bool:
    """Whether it is http(s) with a host, and a port that exists; no space, no identifier before the host."""
    if any(char.isspace() or char < " " for char in written):
        return False
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").strip(".")
    return (
        parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc and port != 0
    )


def is_public_address(written: str) -> bool:
    """The same, for a link that goes out: « http://intranet/ » leads a reader nowhere."""
    return is_web_address(written) and any(
        mark in (urlsplit(written).hostname or "") for mark in ".:"
    )


_TOLD = re.compile(
    r"(access|api|auth|feed|rss|user|private)?[-_]?(token|key|secret|hash|signature|password|pass|pwd|cle|jeton)",
    re.IGNORECASE,
)
"""Names of what a query gives away."""
_LEAST = 16
"""Letters and digits: what is shorter may be an issue or a rubric."""


def looks_secret(written: str) -> bool:
    """Whether an address seems to hold what opens a paid feed: a password, or a long drawn word.

    « /rss/5f4dcc3b5aa765d61d8327deb882cf99 » does, « /rss-actualites-2026-logement-social » does not.
    """
    parts = urlsplit(written)
    given = parse_qsl(parts.query, keep_blank_values=True)
    named = (value for name, value in given if _TOLD.fullmatch(name))
    return (
        "@" in parts.netloc
        or any(len(value) >= _LEAST // 2 for value in named)
        or any(_drawn(part) for part in (*parts.path.split("/"), *(v for _name, v in given)))
    )


def _drawn(word: str) -> bool:
    """Whether letters and digits look drawn by lot: they change kind far more often than words do."""
    bare = re.sub(r"\.\w{2,4}$|[-_~]", "", word)
    if len(bare) < _LEAST or not re.fullmatch(r"[A-Za-z0-9]+=*", bare):
        return False
    if bare.isdigit() or (bare.isalpha() and (bare.islower() or bare.isupper())):
        return False
    if re.fullmatch(r"[0-9a-fA-F]+", bare):
        return True
    kinds = ["0" if one.isdigit() else "a" if one.islower() else "A" for one in bare]
    turns = sum(one != other for one, other in pairwise(kinds))
    return turns >= len(bare) * (0.25 if "0" in kinds else 0.4)
