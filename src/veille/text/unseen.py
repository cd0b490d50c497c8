"""What cannot be seen in a text and does harm: controls that XML refuses, marks that turn what follows around."""

from __future__ import annotations

import re

# C0 and C1 controls but the ends of lines and the tab; overrides and isolates of direction; halves of
# characters, the mark of a file's beginning and what is no character at all.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def seen(text: str) -> str:
    """A text without them, its lines as they were: it can stand in a page, a feed and a letter."""
    return _UNSEEN.sub("", text)
