"""Where a page may send somebody next: an address of this desk, and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

INSIDE = "/bureau/"


def is_within(address: str) -> bool:
    """Whether it is a path of the desk, as a browser reads it: no host, no backslash, no hidden character."""
    if not address.isprintable() or "\\" in address or not address.startswith(INSIDE):
        return False
    return "//" not in urlsplit(address).path and len(address) <= 2000


def whence() -> str:
    """The page to come back to: the one that was asked, else the one that holds the form; or nothing."""
    if request.method == "GET":
        asked = request.full_path.rstrip("?")
    else:
        parts = urlsplit(request.referrer or "")
        asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if parts.netloc != request.host:
            return ""
    return asked if is_within(asked) else ""
