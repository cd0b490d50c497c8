"""Postings, spellings and records to the files that the browser reads, each small and each with its version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Named = tuple[str, bytes | bytearray]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Keys cut into files: `firsts` holds the first key of each, `bodies` what stands in it.

    What a common word has is in a file of its own, which `alone` names, after the others. So a query
    moves little more than it asked for.
    """

    firsts: tuple[str, ...]
    bodies: tuple[bytes, ...]
    alone: Mapping[str, int] = field(default_factory=dict)


def packed(entries: Iterable[Named], size: int, alone: int) -> Shelf:
    """(key, bytes) in the order of the keys, cut into binary files of about `size` bytes.

    A key that has more than `alone` bytes has a file of its own.

    A file is the length of its head (4 bytes, the lowest first), its head in JSON – the keys, then the
    length of what each has – and all of this end to end. `headed` adds the version.
    """
    common: list[Named] = []
    rest: list[Named] = []
    for one in entries:
        (common if len(one[1]) > alone else rest).append(one)
    groups = list(_cut(rest, size, overhead=1))
    return Shelf(
        tuple(group[0][0] for group in groups),
        tuple(_body(group) for group in [*groups, *([one] for one in common)]),
        {key: rank for rank, (key, _) in enumerate(common, len(groups))},
    )


def _body(group: Sequence[Named]) -> bytes:
    head = as_json([[key for key, _ in group], [len(data) for _, data in group]])
    return len(head).to_bytes(4, "little") + head + b"".join(data for _, data in group)


def spelled(words: Mapping[str, str], size: int) -> Shelf:
    """Words with their stems, sorted, cut into text files of about `size` bytes.

    A line is: letters shared with the word above, letters that follow, letters to cut from its end,
    letters to add: the stem. « 8 s 6  » after « logement » is « logements », whose stem is « log ».
    """
    firsts, bodies = [], []
    for group in _cut(_lines(words), size):
        first = group[0][0]
        firsts.append(first)
        lines = [_line("", first, words[first]), *(line for _, line in group[1:])]
        bodies.append(b"\n".join(lines))
    return Shelf(tuple(firsts), tuple(bodies))


def _lines(words: Mapping[str, str]) -> Iterator[Named]:
    """Each word with its line, as it is after the word above."""
    above = ""
    for word in in_order(words):
        yield word, _line(above, word, words[word])
        above = word


def _line(above: str, word: str, stem: str) -> bytes:
    shared, kept = _shared(above, word), _shared(word, stem)
    return f"{_units(word[:shared])} {word[shared:]} {_units(word[kept:])} {stem[kept:]}".encode()


def in_order(keys: Iterable[str]) -> list[str]:
    """Sorted as JavaScript compares strings: by their UTF-16 units."""
    return sorted(keys, key=lambda key: key.encode("utf-16-be"))


def _units(text: str) -> int:
    """The length of a text for JavaScript."""
    return len(text.encode("utf-16-be")) // 2


def _shared(one: str, other: str) -> int:
    """How many characters two words begin with alike."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def _cut(entries: Iterable[Named], size: int, overhead: int = 0) -> Iterator[Sequence[Named]]:
    """Groups of about `size` bytes; what is larger stands alone. `overhead` 1 counts what a head says of a key."""
    group: list[Named] = []
    held = 0
    for key, data in entries:
        cost = len(data) + overhead * (len(key) + 6)
        if group and held + cost > size:
            yield group
            group, held = [], 0
        group.append((key, data))
        held += cost
    if group:
        yield group


def headed(version: str, body: bytes) -> bytes:
    """The file of a body: its version first, in eight characters, so that no two states are mixed."""
    return version.encode() + body


def as_json(what: object) -> bytes:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode()
