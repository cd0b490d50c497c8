"""Search without a server: the archive's own static index, built here and read by plain JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from veille.archive.holdings import OwnPiece, Placed, ThemeLine
from veille.archive.search.placed import (
    Vocabulary,
    closed_documents,
    labels,
    running_documents,
)
from veille.archive.search.tiers import File, running_year, search_files
from veille.model.edition import Named


def index_of(
    placed: Sequence[Placed],
    pieces: Iterable[OwnPiece],
    themes: Sequence[ThemeLine],
    merged: Mapping[str, str],
    publications: Iterable[Named],
) -> Iterator[File]:
    """The whole index of all that is public, both tiers, cut by the latest edition."""
    days = [edition.date for one in placed for edition in one.editions]
    start = running_year(max(days, default=date.min))
    vocabulary = Vocabulary(themes, merged)
    own = {piece.entry.public_id: piece for piece in pieces}
    return search_files(
        closed_documents(placed, own, vocabulary, start),
        running_documents(placed, own, vocabulary, start),
        labels(placed, themes, publications),
    )
