"""The official geography of France, as data: communes, and the groupings they belong to. Read once, at need.

Insee (code officiel géographique 2026), DGCL, by way of Etalab; Licence Ouverte 2.0: see README.md here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from veille.model.territory import area_name

COMMUNES = Path(__file__).with_name("communes.tsv")
GROUPINGS = Path(__file__).with_name("groupings.tsv")

# What an administration puts before a name, and nobody says.
_OFFICIAL = re.compile(r"(?:CC|CA|CU) +(?:de la |de l'|des |de |du |d')?")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today. `groupings`: codes (E and SIREN) of its EPCI and, around Paris, its EPT."""

    code: str
    name: str
    population: int
    groupings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """An intercommunality (EPCI with its own taxes, or EPT), under the name that people say."""

    code: str
    name: str
    kind: str
    """CC, CA, CU, METRO, MET69 (Lyon) or EPT."""


def commune(code: str) -> Commune | None:
    """The commune of an Insee code, if there is one today."""
    line = _communes().get(code)
    return _commune(code, line) if line else None


def communes() -> Iterator[Commune]:
    """All 34 969 of them, in the order of their codes."""
    return (_commune(code, line) for code, line in _communes().items())


def _commune(code: str, line: str) -> Commune:
    name, population, around = line.split("\t")
    return Commune(code, name, int(population), tuple(f"E{one}" for one in around.split()))


@cache
def _communes() -> Mapping[str, str]:
    # Lines, not objects: five megabytes instead of fifteen, for a desk that lives in 150.
    lines = COMMUNES.read_text("utf-8").splitlines()
    return {line[:5]: line[6:] for line in lines}


@cache
def groupings() -> Mapping[str, Grouping]:
    """Code (E and SIREN) → grouping."""
    return {
        f"E{siren}": Grouping(f"E{siren}", _said(name), kind)
        for siren, name, kind in (
            line.split("\t") for line in GROUPINGS.read_text("utf-8").splitlines()
        )
    }


def territory_name(code: str) -> str:
    """The name people read of any territory code; a QPV's code stands for itself."""
    named = commune(code) if len(code) == 5 else groupings().get(code) if code[:1] == "E" else None
    return named.name.replace("'", "’") if named else area_name(code)


def _said(name: str) -> str:
    """« CA de Lens - Liévin » as « Lens-Liévin », « CC du Trièves » as « Trièves »."""
    bare = _OFFICIAL.sub("", name.replace("''", "").replace('"', "")).replace(" - ", "-").strip()
    return bare[:1].upper() + bare[1:]
