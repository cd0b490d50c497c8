"""What things were called before: a search under one name of a thing finds it under the other too. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from veille.model.declared import Renamed
from veille.model.search import Alias
from veille.text.query import Phrase, Query
from veille.text.stems import stems


def widened(query: Query, history: Iterable[Renamed]) -> tuple[Query, tuple[Alias, ...]]:
    """The query with the other names of what it names, and which those are.

    A name is met as its stems in a row, outside quotes: « "ZUS" » is asked for to the letter. One step
    only: what replaced ZUS is found, not what else that replaced.
    """
    aliases: list[Alias] = []
    for one in history:
        for typed, added in ((one.was, one.now), (one.now, one.was)):
            if stems(added) and _place(query, _single(typed)) is not None:
                aliases.append(Alias(typed, added, one.since, older=typed == one.was))
    kept = _longest(aliases)
    for typed in dict.fromkeys(alias.typed for alias in kept):
        query = _either(query, typed, [alias.added for alias in kept if alias.typed == typed])
    return query, tuple(kept)


def _longest(aliases: Sequence[Alias]) -> list[Alias]:
    """Without the names that stand inside a longer one: « ville » in « contrat de ville »."""
    held = [set(stems(alias.typed)) for alias in aliases]
    return [
        alias
        for alias, own in zip(aliases, held, strict=True)
        if not any(own < more for more in held)
    ]


def _either(query: Query, typed: str, others: Iterable[str]) -> Query:
    name = _single(typed)
    at = _place(query, name)
    if at is None:  # an alias before it took the same words
        return query
    left = (*query.wanted[:at], *query.wanted[at + len(name) :])
    clause = (name, *((tuple(stems(one)),) for one in others))
    return replace(query, wanted=left, either=(*query.either, clause))


def _single(name: str) -> tuple[Phrase, ...]:
    """Typed without quotes, each word is a phrase of its own."""
    return tuple((stem,) for stem in stems(name))


def _place(query: Query, name: Sequence[Phrase]) -> int | None:
    """Where the words of a name stand in a row, none of them between quotes."""
    if not name or query.quoted.intersection(name):
        return None
    places = range(len(query.wanted) - len(name) + 1)
    return next((at for at in places if query.wanted[at : at + len(name)] == tuple(name)), None)
