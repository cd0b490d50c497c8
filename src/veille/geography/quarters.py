"""The priority quarters (QPV) that the workspace imported. None travels with the program.

They are official names, the same for everybody: once learnt, all of the process shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quarter:
    """A QPV: its code (QN02904M), its name, the codes of the communes it lies in."""

    code: str
    name: str
    communes: tuple[str, ...]


_known: dict[str, Quarter] = {}
_within: dict[str, list[Quarter]] = {}


def learn(quarters: Iterable[Quarter]) -> None:
    """Replaces all that was known by these."""
    _known.clear()
    _within.clear()
    for one in quarters:
        _known[one.code] = one
        for code in one.communes:
            _within.setdefault(code, []).append(one)


def quarter(code: str) -> Quarter | None:
    """The quarter of a code, if it was imported."""
    return _known.get(code)


def quarters_of(commune: str) -> Sequence[Quarter]:
    """Those that lie in a commune, in the order of their import."""
    return _within.get(commune, ())
