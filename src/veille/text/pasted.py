"""What a word processor leaves in a text that was pasted: made into the plain text that a person meant."""

from __future__ import annotations

import re

from veille.text.unseen import seen

_NOTHING = re.compile("[\u00ad\u200b\u200c\u2060\ufffc]")
"""Soft hyphens, zero-width spaces, word joiners, the mark of an object. U+200D joins emoji: it stays."""
_BULLET = re.compile(r"^[ \t\u00a0]*[•·▪◦‣●○■□\uf0b7\uf0a7\uf0d8\uf02d][ \t\u00a0]*", re.MULTILINE)
"""The private-use signs are Word's own bullets (Symbol and Wingdings)."""
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")


def cleaned(text: str) -> str:
    """The same words: plain line ends, « - » for bullets, nothing invisible, no run of blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u000b\u000c\u0085\u2028\u2029]", "\n", text).replace("\t", " ")
    text = _NOTHING.sub("", seen(text))
    text = _BULLET.sub("- ", text)
    return _GAP.sub("\n\n", _TRAILING.sub("", text)).strip()
