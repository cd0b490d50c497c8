"""CSS that a French webmail is known to refuse, among the styles that the reading depends on.

Sources: caniemail.com (hteumeuleu/caniemail) and hteumeuleu/email-bugs n° 35, 151 and 161. LaPoste.net and SFR
drop every style sheet: only what is inlined is looked at, a sheet is never more than an enhancement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from veille.compose.checks.contrast import declarations
from veille.compose.checks.page import Element

ORANGE = "Orange"
NO_SHEET = "LaPoste.net et SFR"

_PROPERTIES = frozenset(
    "opacity border-radius box-sizing object-fit transform background-size".split()
)
_VALUES = (
    (re.compile(r"\d(rem)\b"), "rem"),
    (re.compile(r"\bcalc\("), "calc()"),
    (re.compile(r"\bvar\("), "var()"),
    (re.compile(r"\brgba\("), "rgba()"),
    (re.compile(r"\S!important"), "!important sans espace devant"),
)
_DISPLAYS = re.compile(r"\b(?:inline-)?(?:flex|grid)\b")


def refused(document: Element) -> Iterator[tuple[str, str]]:
    """(client, what it refuses), once each, in the order of the letter."""
    seen: dict[tuple[str, str], None] = {}
    for element in document.all():
        seen |= dict.fromkeys((ORANGE, one) for one in _inline(element.attributes.get("style", "")))
        if element.tag == "picture" or "srcset" in element.attributes:
            seen[ORANGE, "srcset, picture"] = None
        if element.tag == "link" and "stylesheet" in element.attributes.get("rel", "").lower():
            seen[NO_SHEET, "<link rel=stylesheet>"] = None
        if element.tag == "style" and "@import" in element.text:
            seen[NO_SHEET, "@import"] = None
    yield from seen


def _inline(style: str) -> Iterator[str]:
    if "/*" in style:
        yield "commentaire dans style="
    for name, value in declarations(style).items():
        if name in _PROPERTIES or (name.startswith("border-") and name.endswith("-radius")):
            yield name
        if name == "display" and (found := _DISPLAYS.search(value)):
            yield f"display: {found[0]}"
        yield from (words for pattern, words in _VALUES if pattern.search(value))
