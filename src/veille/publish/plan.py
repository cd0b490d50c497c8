"""What must be sent and what removed, in an order that never shows a link before its page. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from veille.model.places import stage, turn

Names = Callable[[str], frozenset[str] | None]
"""The names in a folder of the target; None where there is no such folder."""

_CROWD = 50
"""New folders side by side: above that one listing of the folder over them costs less."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Stages of paths to put, each whole before the next, then the paths to remove."""

    stages: tuple[tuple[str, ...], ...]
    removes: tuple[str, ...]

    @property
    def puts(self) -> tuple[str, ...]:
        return tuple(path for stage in self.stages for path in stage)


def plan_transfer(
    wanted: Mapping[str, str], kept: Mapping[str, str], *, again: bool = False
) -> Transfer:
    """Two listings (path → hash) to what makes the second like the first.

    Style and pictures go first, then pages that stand alone, lists, feeds and search, the home
    page last; what is no longer wanted goes after all that, and only if the target's ledger says
    that it is ours. With `again`, everything is put, known or not.
    """
    stale = [path for path, digest in wanted.items() if again or kept.get(path) != digest]
    ordered = sorted(stale, key=turn)
    stages = tuple(tuple(paths) for _stage, paths in groupby(ordered, stage))
    return Transfer(stages, tuple(sorted(path for path in kept if path not in wanted)))


def batches(transfer: Transfer, least: int) -> Iterator[list[tuple[str, ...]]]:
    """What is claimed at once: pieces of stages, each to be whole before the next.

    A batch grows with what was sent, since the ledger is written before each: an interruption costs a
    quarter of what was done at most, and a first publication of fifty thousand files does not write
    its ledger five hundred times. What fits in one, as most days do, writes it twice in all.
    """
    sent, batch, room = 0, [], least
    for paths in transfer.stages:
        while paths:
            piece, paths = paths[:room], paths[room:]
            batch.append(piece)
            sent += len(piece)
            room -= len(piece)
            if not room:
                yield batch
                batch, room = [], max(least, sent // 4)
    if batch:
        yield batch


def strangers(puts: Sequence[str], kept: Collection[str], names: Names) -> list[str]:
    """The paths to put where something stands that is not ours; few questions are asked of the target."""
    look = cache(names)
    ours = {above for path in kept for above in _above(path)} | {""}
    new = [path for path in puts if path not in kept]
    fresh = {above for path in new for above in _above(path) if above not in ours}
    crowds = Counter(_split(folder)[0] for folder in fresh)

    @cache
    def stands(folder: str) -> bool:
        if folder in ours:
            return True
        above, name = _split(folder)
        if above in ours and above and crowds[above] <= _CROWD:
            return look(folder) is not None
        return stands(above) and name in (look(above) or ())

    def taken(path: str) -> bool:
        folder, name = _split(path)
        return stands(folder) and name in (look(folder) or ())

    return [path for path in new if taken(path)]


def _split(path: str) -> tuple[str, str]:
    folder, _slash, name = path.rpartition("/")
    return folder, name


def _above(path: str) -> Iterator[str]:
    while path:
        path = _split(path)[0]
        if path:
            yield path
