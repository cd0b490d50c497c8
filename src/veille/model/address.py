"""What counts as the address of a web page. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


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
