"""Addresses against patterns as in robots.txt (RFC 9309 §2.2.3), and the words an address is made of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

_WORDS = re.compile(r"[-_+\s]+")
_EXTENSION = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|pdf|xhtml)$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d+|[a-z]?\d{3,})$", re.IGNORECASE)


def first_fitting(patterns: Iterable[str], url: str) -> str:
    """The first pattern that the path of an address begins with, query included; empty when none does.

    « * » stands for any characters, « $ » at the end for the end of the address.
    """
    parts = urlsplit(url)
    path = unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
    return next((one for one in patterns if _fits(unquote(one), path)), "")


def _fits(pattern: str, path: str) -> bool:
    """Piece after piece, each at its first place: never slower than the address is long."""
    whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return path == first if whole else True
    last = others.pop() if whole else ""
    at = len(first)
    for piece in others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not whole or (path.endswith(last) and len(path) - len(last) >= at)


def slug_words(url: str) -> str:
    """« …/2026/11/conseil-citoyen-123.html » is « Conseil citoyen »: a title for want of a better one."""
    segments = [part for part in unquote(urlsplit(url).path).split("/") if part]
    for segment in reversed(segments):
        words = [one for one in _WORDS.split(_EXTENSION.sub("", segment)) if one]
        while words and _NUMBER.match(words[-1]):
            words.pop()
        while words and _NUMBER.match(words[0]) and len(words) > 3:
            words.pop(0)
        said = " ".join(words)
        if sum(char.isalpha() for char in said) >= 3:
            return said[:1].upper() + said[1:]
    return ""
