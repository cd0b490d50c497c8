"""Search without a server: the archive's own static index, built here and read by plain JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from veille.archive.holdings import Placed, ThemeLine
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
    themes: Sequence[ThemeLine],
    merged: Mapping[str, str],
    publications: Iterable[Named],
) -> Iterator[File]:
    """The whole index of all that is public, both tiers, cut by the latest edition."""
    days = [edition.date for one in placed for edition in one.editions]
    running = running_year(max(days, default=date.min))
    vocabulary = Vocabulary(themes, merged)
    return search_files(
        closed_documents(placed, vocabulary, running),
        running_documents(placed, vocabulary, running),
        labels(placed, themes, publications),
    )
