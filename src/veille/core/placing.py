"""Where an item happens: what its own words surely name, else where its source is from."""

from __future__ import annotations

from veille.model.declared import Source
from veille.model.item import Candidate, Suggestion
from veille.store.places import Placed
from veille.triage.places import spot


def placed(candidate: Candidate, source: Source | None) -> Placed:
    """What rules say of the words that were just written. `source` is None when nobody declares it."""
    around = source.territory if source else ()
    found = spot(candidate.title, candidate.excerpt, around)
    if found.sure:
        return Placed("text", found.sure, found.likely)
    usual = tuple(Suggestion("territory", code, 0.0, "") for code in dict.fromkeys(around))
    likely = tuple(one for one in found.likely if one.key not in around)
    return Placed("source", usual, likely)
