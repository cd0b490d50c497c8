"""How much of a text was taken word for word from another. Pure, in time linear to both."""

from __future__ import annotations

import re
import unicodedata

RUN = 40
"""Characters under which the same words in a row prove nothing: names of bodies are that long."""

_SPACES = re.compile(r"\s+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "."})


def plain(text: str) -> str:
    """A text without what typography and pasting change: case, accents, spaces, kinds of quotation marks."""
    bare = unicodedata.normalize("NFKD", text.translate(_PLAIN).casefold())
    kept = "".join(char for char in bare if unicodedata.category(char)[0] in "LNPSZ")
    return _SPACES.sub(" ", kept.replace('" ', '"').replace(' "', '"')).strip()


def copied(text: str, source: str) -> list[int]:
    """Lengths, in characters, of the runs of `text` that stand word for word in `source`, from RUN up."""
    ours, theirs = plain(text), plain(source)
    where: dict[str, int] = {}
    for at in range(len(theirs) - RUN + 1):
        where.setdefault(theirs[at : at + RUN], at)
    runs, at = [], 0
    while at <= len(ours) - RUN:
        start = where.get(ours[at : at + RUN])
        if start is None:
            at += 1
            continue
        length = _common(ours, at, theirs, start)
        runs.append(length)
        at += length
    return runs


def _common(ours: str, at: int, theirs: str, start: int) -> int:
    length = RUN
    most = min(len(ours) - at, len(theirs) - start)
    while length < most and ours[at + length] == theirs[start + length]:
        length += 1
    return length
