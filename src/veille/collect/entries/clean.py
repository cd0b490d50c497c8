"""The only door to nh3: a stranger's HTML to plain text on one line."""

from __future__ import annotations

import html as entities
import re

import nh3

BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table"
    " tbody td tfoot th thead tr ul".split()
)
"""Elements that end a line on a page."""
UNREAD = frozenset("iframe math noscript script style svg template textarea".split())
"""Elements whose words nobody reads on a page."""
# What ends a line must not glue two words once it is gone.
_ENDS_A_LINE = re.compile(rf"<(?=/?(?:{'|'.join(sorted(BLOCKS))})\b)", re.IGNORECASE)
# C0 and C1 controls (Gmail cuts a letter at U+0092), soft hyphens, marks that turn the direction of
# what follows or weigh nothing, halves of characters and non-characters, which UTF-8 refuses.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ELLIPSIS = "…"
_MOST_TAGS = 2_000
"""Far above what a summary holds: nh3 takes minutes over 400,000 <div> one inside the other."""
# Many close it as XHTML does, or never: to a parser of HTML all that follows is then inside.
_FRAME = re.compile(r"<iframe\b[^>]*>(?:[^<]*</iframe\s*>)?", re.IGNORECASE)


def plain(html: str, limit: int | None = None) -> str:
    """HTML as text on one line: no tag, no script, at most `limit` characters.

    What follows the two thousandth tag is left out.
    """
    if "<" in html:
        html = "<".join(html.split("<", _MOST_TAGS)[:_MOST_TAGS])
        spaced = _ENDS_A_LINE.sub(" <", _FRAME.sub(" ", html))
        html = nh3.clean(spaced, tags=set(), clean_content_tags=UNREAD, link_rel=None)
    return one_line(entities.unescape(html), limit)


def one_line(text: str, limit: int | None = None) -> str:
    """Plain text without controls or line ends, cut to `limit` characters at the end of a word."""
    folded = " ".join(_UNWANTED.sub("", text).split())
    if limit is None or len(folded) <= limit:
        return folded
    head, _space, _rest = folded[:limit].rpartition(" ")
    kept = head or folded[: limit - 1]
    return kept.rstrip(" ,;:.!?-–—(«[…") + _ELLIPSIS
