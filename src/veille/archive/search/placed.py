"""From entries where they were placed to the documents of the two tiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import takewhile

from veille.archive.holdings import Filed, OwnPiece, Placed, ThemeLine
from veille.archive.search.document import Document, Labels
from veille.model.declared import Renamed
from veille.model.edition import EditionView, EntryView, Named
from veille.text.french import MEDIA, typo

_TAG = re.compile(r"<[^>]*>")


class Vocabulary:
    """What a theme's key means today: what it became, and all that is broader than it."""

    def __init__(self, themes: Iterable[ThemeLine], merged: Mapping[str, str]) -> None:
        self._parents = {theme.key: theme.parent for theme in themes}
        self._merged = merged

    def keys(self, key: str) -> Iterator[str]:
        """Its own, then the broader ones, the nearest first."""
        seen: set[str] = set()
        now: str | None = self._merged.get(key, key)
        while now and now not in seen:
            yield now
            seen.add(now)
            now = self._parents.get(now)


def closed_documents(
    placed: Iterable[Placed], pieces: Mapping[str, OwnPiece], vocabulary: Vocabulary, start: date
) -> list[Document]:
    """Each resource as it was last told before `start`, the oldest first.

    A piece of the centre is as it is now, and stands in one tier alone: that of its last change or telling.
    """
    found = []
    for one in placed:
        before = list(takewhile(lambda edition: edition.date < start, one.editions))
        if piece := pieces.get(one.entry.public_id):
            if moved(one, piece) < start:
                found.append(_own(one, piece, vocabulary))
        elif before:
            telling = one.tellings[len(before) - 1]
            found.append(_document(telling, before, before[-1].date, vocabulary))
    return _in_order(found)


def running_documents(
    placed: Iterable[Placed], pieces: Mapping[str, OwnPiece], vocabulary: Vocabulary, start: date
) -> list[Document]:
    """Each resource told since `start`, as it was last told, the oldest first."""
    found = []
    for one in placed:
        if piece := pieces.get(one.entry.public_id):
            if moved(one, piece) >= start:
                found.append(_own(one, piece, vocabulary))
        elif one.last_date >= start:
            found.append(_document(one.entry, one.editions, one.last_date, vocabulary))
    return _in_order(found)


def _in_order(documents: Iterable[Document]) -> list[Document]:
    return sorted(documents, key=lambda document: document.order)


def moved(one: Placed, piece: OwnPiece) -> date:
    """The day under which a piece is found: that of its last telling or change."""
    return max(one.last_date, piece.updated_on)


def _own(one: Placed, piece: OwnPiece, vocabulary: Vocabulary) -> Document:
    document = _document(piece.entry, one.editions, moved(one, piece), vocabulary)
    return replace(document, body=unescape(_TAG.sub(" ", piece.html)))


def _document(
    entry: EntryView, editions: Iterable[EditionView], day: date, vocabulary: Vocabulary
) -> Document:
    themes = [list(vocabulary.keys(theme.key)) for theme in entry.themes]
    own = [keys[0] for keys in themes]
    return Document(
        public_id=entry.public_id,
        title=entry.title,
        source=entry.source,
        day=day,
        note=entry.note,
        quotation=entry.quotation,
        themes=tuple(dict.fromkeys([*own, *(key for keys in themes for key in keys)])),
        territories=tuple(place.key for place in entry.territories),
        publications=tuple(dict.fromkeys(edition.publication for edition in editions)),
        medium=entry.medium,
    )


def labels(
    told: Iterable[Filed],
    places: Iterable[Filed],
    themes: Iterable[ThemeLine],
    publications: Iterable[Named],
    history: Iterable[Renamed] = (),
) -> Labels:
    """The words for every code: today's for themes, else those of the last telling."""
    known = {one.key: one.label for one in told}
    return Labels(
        theme=_sorted(known | {theme.key: theme.label for theme in themes}),
        territory=_sorted({one.key: one.label for one in places}),
        publication=_sorted({one.key: one.label for one in publications}),
        medium=_sorted(MEDIA),
        history=tuple((one.was, one.now, one.since) for one in history),
    )


def _sorted(words: Mapping[str, str]) -> dict[str, str]:
    return {key: typo(words[key]) for key in sorted(words)}
