"""A feed's bytes without what makes its parser stumble: names of no charset, references to no character. Pure."""

from __future__ import annotations

import re

from veille.collect.entries.charset import plausible_charset

# Both halves of a pair, as old scripts write an emoji, or one reference.
_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]+|[0-9]+);(?:&#(x[0-9a-fA-F]+|[0-9]+);)?", re.IGNORECASE)
_DECLARED = re.compile(rb"""\s*encoding\s*=\s*["']([^"'\r\n]{0,200})["']""")
_LAST = 0x10FFFF


def tame(body: bytes) -> bytes:
    """The same feed: feedparser 6 raises on a reference above U+10FFFF or to half a character, and on
    an XML declaration whose charset is not ASCII; « punycode » would keep it busy for hours.
    """
    if b"&#" in body:
        body = _REFERENCE.sub(_written, body)
    first, line, rest = body.partition(b"\n")
    # feedparser looks for the declaration in the first line, whatever stands before it there.
    return _DECLARED.sub(_declared, first) + line + rest if b"<?" in first else body


def _declared(found: re.Match[bytes]) -> bytes:
    return found[0] if plausible_charset(found[1].decode("ascii", "replace")) else b""


def _written(found: re.Match[bytes]) -> bytes:
    """One or two references, each as it was, nothing, or the character that two halves make."""
    one, other = _code(found[1]), _code(found[2])
    if 0xD800 <= one < 0xDC00 <= other < 0xE000:
        return b"&#%d;" % (0x10000 + ((one - 0xD800) << 10) + (other - 0xDC00))
    return b"".join(b"&#%d;" % code for code in (one, other) if _is_character(code))


def _code(digits: bytes | None) -> int:
    if not digits or len(digits) > 12:
        return -1
    return int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)


def _is_character(code: int) -> bool:
    return 0 < code < 0xD800 or 0xE000 <= code <= _LAST
