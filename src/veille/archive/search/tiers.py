"""The two tiers of the index, closed years and the running one, and the files of both."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from veille.archive.search.document import FACETS, Document, Labels
from veille.archive.search.pack import Shelf, as_json, headed, in_order, packed, spelled
from veille.archive.search.postings import Postings
from veille.archive.search.records import PER_FILE, Records

FOLDER = "recherche/index/"
CLOSED, RUNNING = "closes", "courante"
FORMAT = 1
WHOLE = sys.maxsize
UNSETTLED = timedelta(days=45)
"""What was told since may be told again: by the letter of a month, of what the reviews told."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of the files of a tier, about: what one word of a query may move."""

    docs: int
    places: int
    words: int
    docs_alone: int
    """From here on what a word has is in a file of its own: half a hundred words in fifty thousand."""
    places_alone: int


SIZES = {
    CLOSED: Sizes(48_000, 72_000, 80_000, 6_000, 12_000),
    RUNNING: Sizes(16_000, 24_000, 64_000, 6_000, 8_000),
}

File = tuple[str, bytes]
Order = tuple[date, str]


def search_files(
    closed: Iterable[Document] | None,
    running: Iterable[Document],
    labels: Labels,
    *,
    places: Mapping[str, int] = MappingProxyType({}),
    kept: Filling | None = None,
) -> Iterator[File]:
    """(path, bytes) of the index under FOLDER: two builds of the same documents are the same bytes.

    `closed`: every resource as it was last told in a closed year, the oldest first (`Document.order`);
    `running`: every resource told in the running year, as it was last told, in the same order. A
    resource may be in both: the running tier then carries the number of its closed telling, which no
    longer counts. With `closed` None only the running tier and the labels are made, and `older` says
    the order of every closed document. Raises ValueError when documents are out of order or twice.
    """
    if closed is not None:
        tier, older = _filled(closed)
        yield from _files(CLOSED, tier, ())
        places = {public_id: number for number, (_day, public_id) in enumerate(older)}
    listed = list(running)
    tier, newer = _filled(listed, (kept or Filling()).filled(listed))
    over = sorted(places[public_id] for _day, public_id in newer if public_id in places)
    yield from _files(RUNNING, tier, over)
    yield (
        f"{FOLDER}mots.json",
        as_json({facet: labels.of(facet) for facet in FACETS} | {"history": labels.history}),
    )


def running_year(latest: date) -> date:
    """The first day of the running year: that of the latest edition of the store, not of the clock."""
    return date(latest.year, 1, 1)


@dataclass(slots=True)
class _Tier:
    postings: Postings
    records: Records
    years: list[tuple[int, int]]
    """(year, number of its first document)."""


class Filling:
    """The postings of what the running tier has had for a while, kept from one build to the next.

    A new edition comes last, and tells again what was told lately: what is older stays as it is.
    """

    def __init__(self) -> None:
        self._documents: list[Document] = []
        self._postings = Postings()

    def filled(self, documents: Sequence[Document]) -> Postings:
        """The postings of these documents, in their order."""
        settled = documents[-1].day - UNSETTLED if documents else date.min
        old = [one for one in documents if one.day < settled]
        # Nothing is there until all of it is: a fault half-way makes the next build begin anew.
        before, self._documents = self._documents, []
        if not before or old[: len(before)] != before:
            before, self._postings = [], Postings()
        for document in old[len(before) :]:
            self._postings.add(document)
        self._documents = old
        postings = self._postings.copy()
        for document in documents[len(old) :]:
            postings.add(document)
        return postings


def _filled(
    documents: Iterable[Document], postings: Postings | None = None
) -> tuple[_Tier, list[Order]]:
    """A tier and the order of its documents; `postings`: theirs, where these are made already."""
    tier = _Tier(postings or Postings(), Records(), [])
    orders: list[Order] = []
    seen: set[str] = set()
    for number, document in enumerate(documents):
        if (orders and document.order <= orders[-1]) or document.public_id in seen:
            raise ValueError(f"out of order, or twice: {document.public_id}")
        seen.add(document.public_id)
        if postings is None:
            tier.postings.add(document)
        if not orders or orders[-1][0].year != document.day.year:
            tier.years.append((document.day.year, number))
        tier.records.add(document)
        orders.append(document.order)
    tier.records.close()
    return tier, orders


def _files(name: str, tier: _Tier, over: Sequence[int]) -> Iterator[File]:
    shelves = _shelves(tier, SIZES[name])
    version = _version([*shelves.values()], over)
    for kind, shelf in shelves.items():
        for rank, body in enumerate(shelf.bodies):
            yield f"{FOLDER}{name}/{kind}{rank}.bin", headed(version, body)
    yield f"{FOLDER}{name}/index.json", as_json(_index(version, tier, shelves, over))


def _shelves(tier: _Tier, sizes: Sizes) -> Mapping[str, Shelf]:
    """Each kind of file of a tier. A facet is one file: it is wanted whole."""
    terms = tier.postings.terms
    stems = in_order(terms)
    facets = {
        facet: packed(((code, held[code].docs) for code in in_order(held)), WHOLE, WHOLE)
        for facet, held in tier.postings.facets.items()
    }
    return {
        "docs": packed(((stem, terms[stem].docs) for stem in stems), sizes.docs, sizes.docs_alone),
        "places": packed(
            ((stem, terms[stem].places) for stem in stems), sizes.places, sizes.places_alone
        ),
        "words": spelled(tier.postings.spelled, sizes.words),
        "records": Shelf((), tuple(tier.records.bodies)),
        **facets,
    }


def _version(shelves: Sequence[Shelf], over: Sequence[int]) -> str:
    """Eight characters that change with anything in the tier."""
    content = hashlib.blake2b(f"{FORMAT}{list(over)}".encode(), digest_size=4)
    for shelf in shelves:
        for body in shelf.bodies:
            content.update(body)
    return content.hexdigest()


def _index(
    version: str, tier: _Tier, shelves: Mapping[str, Shelf], over: Sequence[int]
) -> dict[str, object]:
    """What the browser reads first: where each key is, and what no longer counts in the closed tier."""
    return {
        "format": FORMAT,
        "version": version,
        "documents": tier.postings.count,
        "years": tier.years,
        "per_file": PER_FILE,
        "over": list(over),
        "firsts": {kind: shelf.firsts for kind, shelf in shelves.items() if shelf.firsts},
        "alone": {kind: shelf.alone for kind, shelf in shelves.items() if shelf.alone},
    }
