"""Decide what a collected candidate is: new, changed or already known. No I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from veille.collect.entries.address import url_key
from veille.model.item import Candidate, Verdict
from veille.text.relay import hidden_by
from veille.text.stems import fold

_SAME_TITLE = 0.6
_NUMBER = re.compile(r"\d+")
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is held of an entry: found by its identifier in the same source, else by its address."""

    url_key: str
    title: str
    excerpt: str
    guid: str


def judge(candidate: Candidate, known: Known | None) -> Verdict:
    """What a candidate is beside what is held of it. Dates have no say.

    Prefectures re-date their pages every night: a moved date alone is not news.
    """
    if known is None:
        return Verdict.NEW
    if candidate.guid != known.guid:
        # Found by its address: told elsewhere, or again under another identifier. The first telling
        # stays, else two sources that word it differently would correct each other at every turn.
        return Verdict.KNOWN
    moved = _moved(candidate, known)
    if moved and not _alike(candidate.title, known.title):
        return Verdict.NEW
    if (
        moved
        or _reworded(candidate.title, known.title)
        or _reworded(candidate.excerpt, known.excerpt)
    ):
        return Verdict.CHANGED
    return Verdict.KNOWN


def _moved(candidate: Candidate, known: Known) -> bool:
    # An address that hides the article's own does not undo the real one, which a person gave since.
    if candidate.url is None or hidden_by(candidate.url):
        return False
    return url_key(candidate.url) != known.url_key


def sharing(candidates: Sequence[Candidate], keys: Mapping[str, str]) -> frozenset[str]:
    """Identifiers of the entries of one answer that share an address and tell different things.

    « Brèves » all on one page, or a feed whose every link is the home page: the address says nothing.
    `keys` gives each identifier its address's key.
    """
    pages: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        pages.setdefault(keys[candidate.guid], []).append(candidate)
    return frozenset(
        one.guid
        for first, *others in pages.values()
        if any(not _alike(first.title, other.title) for other in others)
        for one in (first, *others)
    )


def _reworded(now: str, before: str) -> bool:
    """Whether words changed: case, accents, marks, spaces do not count, nor a text that left."""
    return bool(now) and _words(now) != _words(before)


def _alike(one: str, other: str) -> bool:
    """Whether two titles are one, retouched: « n° 112 » and « n° 113 » never are."""
    if set(_NUMBER.findall(one)) != set(_NUMBER.findall(other)):
        return False
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio() >= _SAME_TITLE


def _words(text: str) -> str:
    return _MARKS.sub(" ", fold(text)).strip()
