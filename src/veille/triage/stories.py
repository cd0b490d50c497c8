"""Which titles tell one story: near-identical, within a few days, about the same numbers and places. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from rapidfuzz import fuzz

from veille.text.french import DAYS, MONTHS
from veille.text.stems import fold, stems

ALIKE = 80.0
"""Likeness of two titles from which they tell one story; measured in docs/design.md."""
WINDOW = 5
"""Days between the first and the last telling."""
SHORTEST = 4
"""Stems: « Le point sur la rentrée » is the title of too many things."""

_LONG = 5
_LONGEST = 300
_DASH = re.compile(r"\s+[-–—|]\s+")
_SITE = re.compile(r"[\w.-]+\.(?:fr|com|org|net|info|eu)")
_THOUSANDS = re.compile(r"(?<=\d)[ .\u00a0\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[ivxlc]{2,}")
_COUNTED = frozenset(
    stem
    for word in (
        *DAYS,
        *MONTHS,
        *"deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille".split(),
        *"million milliard premier deuxième second troisième quatrième dernier demi".split(),
    )
    for stem in stems(word)
)
_TURNS = frozenset(
    "ne non pas sans jamais contre plus moins hausse baisse augmente diminue"
    " ouvre ouverture ferme fermeture rejette refuse annule reporte".split()
)
"""One of these on one side alone, and the two titles say opposite things."""


@dataclass(frozen=True, slots=True)
class Title:
    """What is compared of a title."""

    line: str
    """Its stems, sorted: the order of words is style."""
    stems: frozenset[str]
    marks: frozenset[str]
    """Numbers, dates and what turns a sentence over: the same on both sides, or two stories."""
    names: frozenset[str]
    """Stems of the words that bear a capital: places and people."""
    probes: frozenset[int]
    """Three by three, its five longest stems as a number: near titles share one, few others do."""


@dataclass(frozen=True, slots=True)
class Told:
    """One item as this module sees it."""

    id: int
    url_key: str
    day: date
    """In Paris: published, else first seen."""
    source: str
    title: Title
    head: int | None = None
    fixed: bool = False
    """A person decided of it: no rule makes it follow, or lets it go."""

    @property
    def order(self) -> tuple[date, str]:
        return (self.day, self.url_key)


def read(title: str, outlets: frozenset[str] = frozenset(), *, signed: bool = False) -> Title:
    """A title made ready to compare, without the « – La Gazette » that reprints put at its end.

    `outlets`: folded names of the sources. `signed`: the source always ends its titles so.
    """
    return _read(_unsigned(title[:_LONGEST], outlets, signed=signed))


def likeness(one: Title, other: Title) -> float:
    """From 0 to 100: token sort ratio on stems, whatever the numbers and places."""
    return fuzz.ratio(one.line, other.line)


def near(one: Told, other: Told) -> bool:
    """Whether two items tell one story. Symmetric."""
    if abs((one.day - other.day).days) > (WINDOW if one.source != other.source else 0):
        return False
    return alike(one.title, other.title)


def alike(one: Title, other: Title) -> bool:
    """The same about the titles alone."""
    if min(len(one.stems), len(other.stems)) < SHORTEST or one.marks != other.marks:
        return False
    if not one.probes & other.probes:
        return False
    # « à Rennes » and « à Brest »: each names what the other does not.
    if one.names - other.stems and other.names - one.stems:
        return False
    return fuzz.ratio(one.line, other.line, score_cutoff=ALIKE) > 0


def arrange(told: Iterable[Told]) -> dict[int, int | None]:
    """id → id of the head of its story, None for a head. Does not depend on the order given.

    An item goes to the first story all of whose tellings are near it, else it heads its own. What
    is fixed stays where it is; a fixed head takes followers like any other.
    """
    ordered = sorted(told, key=lambda one: one.order)
    stories = _Stories(one for one in ordered if one.fixed and one.head is None)
    placed: dict[int, int | None] = dict.fromkeys(stories.members)
    for one in ordered:
        if not one.fixed:
            placed[one.id] = stories.take(one)
    for one in ordered:
        if one.fixed and one.head is not None:
            above = placed.get(one.head)
            placed[one.id] = one.head if above is None else above
    return placed


class _Stories:
    """Heads and their tellings while they are arranged; a head is found by its probes."""

    def __init__(self, heads: Iterable[Told]) -> None:
        self.members: dict[int, list[Told]] = {}
        self._probed: dict[int, list[int]] = {}
        for one in heads:
            self._open(one)

    def take(self, one: Told) -> int | None:
        """The head that this telling goes to, or None when it heads a story of its own."""
        ids = {id for probe in one.title.probes for id in self._probed.get(probe, ())}
        fitting = [
            self.members[id][0] for id in ids if all(near(one, other) for other in self.members[id])
        ]
        if not fitting:
            self._open(one)
            return None
        head = min(fitting, key=lambda head: head.order).id
        self.members[head].append(one)
        return head

    def _open(self, one: Told) -> None:
        self.members[one.id] = [one]
        for probe in one.title.probes:
            self._probed.setdefault(probe, []).append(one.id)


def _unsigned(title: str, outlets: frozenset[str], *, signed: bool) -> str:
    cuts = list(_DASH.finditer(title))
    if not cuts:
        return title
    tail = fold(title[cuts[-1].end() :].strip())
    known = signed or tail in outlets or _SITE.fullmatch(tail)
    return title[: cuts[-1].start()] if known else title


@lru_cache(maxsize=1_000)
def _read(title: str) -> Title:
    title = _THOUSANDS.sub("", unicodedata.normalize("NFC", title))
    found = stems(title)
    held, words = frozenset(found), _WORD.findall(title)
    return Title(
        line=" ".join(sorted(found)),
        stems=held,
        marks=frozenset(filter(_is_mark, held)) | _TURNS.intersection(map(_folded, words)),
        # In a title all in capitals every word may be a name.
        names=frozenset(stem for word in words if word[0].isupper() for stem in _stems(word)),
        probes=frozenset(_probes(held)),
    )


def _probes(held: Iterable[str]) -> Iterator[int]:
    longest = sorted(held, key=lambda stem: (-len(stem), stem))[:_LONG]
    for three in combinations(sorted(longest), 3):
        yield crc32(" ".join(three).encode())


# Titles share their words: what is found of one is kept.
_folded = lru_cache(maxsize=10_000)(fold)


@lru_cache(maxsize=10_000)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(stems(word))


@lru_cache(maxsize=10_000)
def _is_mark(stem: str) -> bool:
    return (
        any(char.isdigit() for char in stem)
        or stem in _COUNTED
        or _ROMAN.fullmatch(stem) is not None
    )
