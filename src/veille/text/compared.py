"""Two texts beside each other, line by line: what was added, what was removed, what only moved. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Literal

from veille.text.stems import fold

AROUND = 2
"""Unchanged lines shown on each side of a change; the others are counted."""
_MOST_PAIRS = 4_000_000
"""Lines of one side times lines of the other: above it, comparing in order would take seconds."""
_MOST_WORD_PAIRS = 500_000
"""The same for words, over a whole text: beyond it a line that was reworded is one removed, one added."""
_SAME_LINE = 0.5
"""Likeness of two lines from which one is the other, reworded."""
_ONE_SIGN = str.maketrans("«»“”„’‘–—‑−\u00ad", '"""""\'\'----\u200b')
_PIECES = re.compile(r"\s+|[^\W_]+|[\W_]")


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a line; `marked` when the other side does not have them."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it was and as it is; `skipped` unchanged lines stand for many."""

    kind: Literal["same", "added", "removed", "changed", "skipped"]
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()
    skipped: int = 0


def key(line: str) -> str:
    """What of a line must move for it to be another: neither case, accents, spaces nor kinds of quotes."""
    return "".join(fold(line).translate(_ONE_SIGN).replace("\u200b", "").split())


def same(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two texts say the same, however their lines are cut or ordered."""
    if whole(before) == whole(after):
        return True
    removed, added = apart(before, after)
    return not (removed or added)


def whole(lines: Sequence[str]) -> str:
    """A text as one key: where its lines end does not count."""
    return "".join(map(key, lines))


def apart(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """(removed, added): the lines that one side alone has, in its order. Linear, and blind to moves."""
    olds, news = list(map(key, before)), list(map(key, after))
    return _only(before, olds, Counter(news)), _only(after, news, Counter(olds))


def _only(lines: Sequence[str], keys: Sequence[str], others: Counter[str]) -> list[str]:
    found = []
    for line, one in zip(lines, keys, strict=True):
        if others[one] > 0:
            others[one] -= 1
        elif one:
            found.append(line)
    return found


def rows(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Both texts in parallel, changes with a few lines around them.

    In order by difflib; when what differs is too long for it, each line is judged by itself.
    """
    return list(_folded(list(_rows(before, after))))


def _rows(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    olds, news = list(map(key, before)), list(map(key, after))
    head = _shared(olds, news)
    tail = _shared(olds[head:][::-1], news[head:][::-1])
    old_end, new_end = len(olds) - tail, len(news) - tail
    for line in after[:head]:
        yield _same_row(line)
    if (old_end - head) * (new_end - head) > _MOST_PAIRS:
        yield from _unordered(before[head:old_end], after[head:new_end])
    else:
        yield from _ordered(before[head:old_end], after[head:new_end])
    for line in after[new_end:]:
        yield _same_row(line)


def _shared(olds: Sequence[str], news: Sequence[str]) -> int:
    """How many first lines both have."""
    count = 0
    for old, new in zip(olds, news, strict=False):
        if old != new:
            break
        count += 1
    return count


def _ordered(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    matcher = SequenceMatcher(None, list(map(key, before)), list(map(key, after)), autojunk=False)
    words = _Words()
    for tag, old, old_end, new, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield from map(_same_row, after[new:new_end])
        else:
            yield from _replaced(before[old:old_end], after[new:new_end], words)


def _unordered(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    removed, added = apart(before, after)
    gone, come = Counter(removed), Counter(added)
    for line in before:
        if gone[line] > 0:
            gone[line] -= 1
            yield Row("removed", before=(Part(line, True),))
    for line in after:
        if come[line] > 0:
            come[line] -= 1
            yield Row("added", after=(Part(line, True),))
        else:
            yield _same_row(line)


def _replaced(before: Sequence[str], after: Sequence[str], words: _Words) -> Iterator[Row]:
    """Lines that took the place of others: the first with the first, as long as they look alike."""
    for old, new in zip_longest(before, after):
        if old and new and (row := words.compared(old, new)):
            yield row
            continue
        if old:
            yield Row("removed", before=(Part(old, True),))
        if new:
            yield Row("added", after=(Part(new, True),))


class _Words:
    """Compares lines word by word, as long as there is time left for it."""

    def __init__(self) -> None:
        self._left = _MOST_WORD_PAIRS

    def compared(self, old: str, new: str) -> Row | None:
        """One line become another; None when they have too little in common, or when time is up."""
        olds, news = _PIECES.findall(old), _PIECES.findall(new)
        pairs = len(olds) * len(news)
        matcher = SequenceMatcher(None, olds, news, autojunk=False)
        if pairs > self._left or matcher.quick_ratio() < _SAME_LINE:
            return None
        self._left -= pairs
        if matcher.ratio() < _SAME_LINE:
            return None
        codes = matcher.get_opcodes()
        left = (_part(olds[a:b], tag) for tag, a, b, _c, _d in codes if b > a)
        right = (_part(news[c:d], tag) for tag, _a, _b, c, d in codes if d > c)
        return Row("changed", tuple(left), tuple(right))


def _part(pieces: Sequence[str], tag: str) -> Part:
    return Part("".join(pieces), tag != "equal")


def _same_row(line: str) -> Row:
    return Row("same", (Part(line),), (Part(line),))


def _folded(found: Sequence[Row]) -> Iterator[Row]:
    changed = [rank for rank, row in enumerate(found) if row.kind != "same"]
    shown = {near for rank in changed for near in range(rank - AROUND, rank + AROUND + 1)}
    for far, group in groupby(enumerate(found), key=lambda one: one[0] not in shown):
        lines = [row for _rank, row in group]
        if far and len(lines) > AROUND:
            yield Row("skipped", skipped=len(lines))
        else:
            yield from lines
