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

from veille.text.stems import fold, stems
from veille.triage.story_words import canonical, days, figures, kin, spelled, turns

ALIKE = 80.0
"""Likeness of two titles from which they tell one story; measured in docs/design.md."""
WINDOW = 5
"""Days between the first and the last telling."""
PROBES = "2"
"""Which way of probing titles this is: what another way left in the store is probed again."""
SHORTEST = 4
"""Stems: « Le point sur la rentrée » is the title of too many things."""

_LONG = 6
_LONG_BESIDE, _FIGURES = 4, 2
_LONGEST = 300
_SHARED = 3
_OWN = 3
"""Words that each may say alone when it is built otherwise."""
_DASH = re.compile(r"\s+[-–—|]\s+")
_WORD = re.compile(r"[^\W_]+")
_SITE = re.compile(r"[\w.-]+\.(?:fr|com|org|net|info|eu)")


@dataclass(frozen=True, slots=True)
class Title:
    """What is compared of a title."""

    line: str
    """Its stems, sorted: the order of words is style."""
    about: tuple[str, ...]
    """Its stems as they come, as `stems` has them."""
    stems: frozenset[str]
    """What it is about: one word for those that say one thing, none for those that only announce."""
    turns: frozenset[str]
    """Letters, and what turns a sentence over: the same on both sides, or two stories."""
    days: frozenset[str]
    """Days, months and ranks: another one on each side, and two stories."""
    names: frozenset[str]
    """Stems of the words that bear a capital: places and people."""
    figures: frozenset[str]
    """Said on both sides, they are shared words; another one on each side, and two stories."""
    cut: bool
    """It goes by a theme and a colon."""
    told: int
    """How many stems the title has, before any is left out."""
    probes: frozenset[int]
    """As numbers: three by three its six longest stems, and by two with a figure; near titles share one."""


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
    """The same about the titles alone.

    Either all that one says, the other says too; or both are built otherwise, and say little that
    the other does not. Two titles of one make that differ by a word differ by what matters.
    """
    if not one.probes & other.probes or one.turns != other.turns:
        return False
    if _part(one.days, other.days) or _part(one.figures, other.figures):
        return False
    # « à Rennes » and « à Brest »: each names what the other does not.
    if one.names - other.stems and other.names - one.stems:
        return False
    if min(one.told, other.told) < SHORTEST and not (one.names & other.names):
        return False
    places = _shared(one, other)
    both = one.figures & other.figures
    own = sorted((len(one.about) - len(places), len(other.about) - len(places)))
    shared = len(places) + len(both)
    if len(places) < _SHARED - bool(both) or shared < max(own):
        return False
    rebuilt = one.cut != other.cut or places != sorted(places)
    # A figure more: « contrat de ville 2027 », unless all is told otherwise.
    if one.figures != other.figures and not (rebuilt and len(places) > _SHARED):
        return False
    if own[0] == 0:
        return True
    sure = shared > _SHARED or bool(one.names & other.names)
    return rebuilt and sure and own[1] <= _OWN


def _part(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each side has what the other has not."""
    return bool(one - other and other - one)


def _shared(one: Title, other: Title) -> list[int]:
    """Where the other title says what this one says, in the order of this one."""
    left = {stem: place for place, stem in enumerate(other.about)}
    found = [(stem, left.pop(stem, None)) for stem in one.about]
    places = []
    for stem, place in found:
        if place is None:
            near = next((theirs for theirs in left if kin(stem, theirs)), None)
            place = None if near is None else left.pop(near)
        if place is not None:
            places.append(place)
    return places


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
    title = spelled(unicodedata.normalize("NFC", title))
    found = stems(title)
    about = canonical(found)
    return Title(
        line=" ".join(sorted(found)),
        about=about,
        stems=frozenset(about),
        turns=turns(title, found),
        days=days(found),
        names=frozenset(canonical(_names(title))),
        figures=figures(found),
        cut=" : " in title or ": " in title or "\xa0: " in title,
        told=len(set(found)),
        probes=frozenset(_probes(about, figures(found))),
    )


def _probes(about: Iterable[str], told: Iterable[str]) -> Iterator[int]:
    longest = sorted(about, key=lambda stem: (-len(stem), stem))
    for three in combinations(sorted(longest[:_LONG]), 3):
        yield crc32(" ".join(three).encode())
    for figure in sorted(told, key=lambda one: (-len(one), one))[:_FIGURES]:
        for two in combinations(sorted(longest[:_LONG_BESIDE]), 2):
            yield crc32(" ".join((figure, *two)).encode())


def _names(title: str) -> list[str]:
    """In a title all in capitals every word may be one."""
    words = [word for word in _WORD.findall(title) if word[0].isupper()]
    return [stem for word in words for stem in _stems(word)]


@lru_cache(maxsize=10_000)
def _stems(word: str) -> tuple[str, ...]:
    """Titles share their names: what is found of one is kept."""
    return tuple(stems(word))
