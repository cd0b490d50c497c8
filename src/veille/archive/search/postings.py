"""Documents to postings: for each stem the documents that hold it, and apart from these its places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from veille.archive.search.document import FACETS, Document
from veille.text.stems import fold, stem, words


class Term:
    """One stem. Documents are numbered from 0, the oldest first, and come in that order.

    `docs` holds for each document one varint: (distance from the one before, less 1) × 2, plus 1
    when the stem stands in its title. `places` holds for each document its places one after the
    other: distance × 2, plus 1 when another place follows in the same document.
    """

    __slots__ = ("docs", "last", "places")

    def __init__(self) -> None:
        self.docs = bytearray()
        self.places = bytearray()
        self.last = -1

    def add(self, number: int, places: list[int], titled: int) -> None:
        """`places`: where in the document, rising; those before `titled` are its title's."""
        put(self.docs, (number - self.last - 1) << 1 | (places[0] < titled))
        self.last = number
        place = places[0]
        if len(places) > 1:
            for before, following in pairwise(places):
                put(self.places, place << 1 | 1)
                place = following - before
        put(self.places, place << 1)

    def copy(self) -> Term:
        made = Term()
        made.docs, made.places, made.last = self.docs[:], self.places[:], self.last
        return made


class Postings:
    """The postings of one tier, filled document by document; nothing of a document is kept but these."""

    def __init__(self) -> None:
        self.count = 0
        self.terms: dict[str, Term] = {}
        self.spelled: dict[str, str] = {}
        """Word as it may be typed, without accents → its stem."""
        self.facets: dict[str, dict[str, Term]] = {facet: {} for facet in FACETS}
        self._known: dict[str, Term] = {}

    def add(self, document: Document) -> int:
        """Its number."""
        number = self.count
        self.count += 1
        found, titled = self._found(document)
        for term, places in found.items():
            term.add(number, places, titled)
        for facet, terms in self.facets.items():
            for code in dict.fromkeys(document.codes(facet)):
                terms.setdefault(code, Term()).add(number, [0], 0)
        return number

    def copy(self) -> Postings:
        """The same, to which more can be added: much faster than adding all again."""
        made = Postings()
        made.count, made.spelled = self.count, dict(self.spelled)
        made.terms = {stem: term.copy() for stem, term in self.terms.items()}
        made.facets = {
            facet: {code: term.copy() for code, term in terms.items()}
            for facet, terms in self.facets.items()
        }
        twins = dict(zip(self.terms.values(), made.terms.values(), strict=True))
        made._known = {word: twins[term] for word, term in self._known.items()}
        return made

    def _found(self, document: Document) -> tuple[dict[Term, list[int]], int]:
        """(the places of each stem, how many of them are the title's)."""
        found: dict[Term, list[int]] = {}
        known = self._known
        place = titled = 0
        for rank, text in enumerate(document.fields):
            for word in words(text) if text else ():
                term = known.get(word) or self._learn(word)
                if term in found:
                    found[term].append(place)
                else:
                    found[term] = [place]
                place += 1
            if rank == 0:
                titled = place
            place += 1
        return found, titled

    def _learn(self, word: str) -> Term:
        key = stem(word)
        self.spelled[fold(word)] = key
        term = self._known[word] = self.terms.setdefault(key, Term())
        return term


def put(into: bytearray, value: int) -> None:
    """Appends a varint: seven bits a byte, the lowest first, the eighth set when more follow (LEB128)."""
    if value < 0x80:  # Most are, and there are millions.
        into.append(value)
        return
    while value > 0x7F:
        into.append(value & 0x7F | 0x80)
        value >>= 7
    into.append(value)


def values(data: bytes | bytearray) -> Iterator[int]:
    """The varints of some bytes."""
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        if byte > 0x7F:
            shift += 7
        else:
            yield value
            value = shift = 0


def documents(data: bytes | bytearray) -> Iterator[tuple[int, bool]]:
    """(number, whether it is in the title) of each document of a term."""
    number = -1
    for value in values(data):
        number += (value >> 1) + 1
        yield number, bool(value & 1)


def places(data: bytes | bytearray) -> Iterator[list[int]]:
    """The places of a term in each of its documents, in their order."""
    here: list[int] = []
    for value in values(data):
        here.append((here[-1] if here else 0) + (value >> 1))
        if not value & 1:
            yield here
            here = []
