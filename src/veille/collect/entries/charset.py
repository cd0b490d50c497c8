"""An answer's bytes as text. Headers and pages lie about their charset, bytes do not. Pure."""

from __future__ import annotations

import codecs
import re

from veille.model.item import Fetched

_USED = re.compile(
    r"(?:utf|ucs|iso|windows|cp|latin|us-?ascii|ascii|mac|koi8|big5|gb|euc|shift|sjis|x-)[\w.:-]{0,30}",
    re.IGNORECASE,
)
_HEADER = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
# « <?xml encoding="…"?> », « <meta charset=…> », « <meta content="text/html; charset=…"> ».
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta\b[^>]{0,500}?charset\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
_START = 2_048
"""Bytes, or a twentieth of the whole: where a page says its charset, if it does."""
# What declares Latin-1 means Windows-1252, with its quotation marks (WHATWG Encoding).
_MEANT = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "windows-1252")


def charset(fetched: Fetched) -> str:
    """The charset that the answer's header declares, lower case; empty when it declares none."""
    found = _HEADER.search(fetched.headers.get("content-type", ""))
    return plausible_charset(found[1]) if found else ""


def plausible_charset(name: str) -> str:
    """A name that pages use, lower case; empty for the rest: Python's « punycode » takes hours over a page."""
    return name.lower() if _USED.fullmatch(name) else ""


def decoded(fetched: Fetched, most: int | None = None) -> str:
    """The body, or its first `most` bytes: UTF-8 when it can be, else as declared, else Windows-1252."""
    body = fetched.body[:most]
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    whole = len(body) == len(fetched.body)
    for name in filter(None, ("utf-8-sig", charset(fetched), _declared(body))):
        try:
            # A cut may fall in the middle of a letter: that one is left out.
            return codecs.getincrementaldecoder(_MEANT.get(name, name))().decode(body, final=whole)
        except (UnicodeError, LookupError):
            continue
    return body.decode("windows-1252", "replace")


def _declared(body: bytes) -> str:
    found = _DECLARED.search(body, 0, max(_START, len(body) // 20))
    return plausible_charset((found[1] or found[2]).decode("ascii")) if found else ""
