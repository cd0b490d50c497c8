"""The official geography of France, as data: communes, and the groupings they belong to. Read once, at need.

Insee (code officiel géographique 2026), DGCL, by way of Etalab; Licence Ouverte 2.0: see README.md here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from veille.geography.quarters import quarter
from veille.model import territory
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


@cache
def members() -> Mapping[str, tuple[str, ...]]:
    """Code of a grouping → the départements (D35) that its communes lie in, the one of most of them first."""
    found: dict[str, dict[str, int]] = {}
    for line_code, line in _communes().items():
        part = f"D{line_code[:3] if line_code.startswith('97') else line_code[:2]}"
        for siren in line.rpartition("\t")[2].split():
            counts = found.setdefault(f"E{siren}", {})
            counts[part] = counts.get(part, 0) + 1
    return {
        code: tuple(sorted(parts, key=lambda one: -parts[one])) for code, parts in found.items()
    }


def areas_of(code: str) -> tuple[str, ...]:
    """A territory and what it lies in: a commune, a QPV or an EPCI, its départements, their régions."""
    if code[:1] != "E" or code == "EU":
        return territory.areas_of(code)
    around = (area for part in members().get(code, ()) for area in territory.areas_of(part))
    return tuple(dict.fromkeys((code, *around)))


def is_within(code: str, areas: Collection[str]) -> bool:
    """Whether a territory is one of the areas, or lies in the département or région of one."""
    return any(area in areas for area in areas_of(code))


def territory_name(code: str) -> str:
    """The name people read of any territory code; the code itself for a QPV that was not imported."""
    if code[:2] == "QN" and (known := quarter(code)):
        return known.name.replace("'", "’")
    named = commune(code) if len(code) == 5 else groupings().get(code) if code[:1] == "E" else None
    return named.name.replace("'", "’") if named else area_name(code)


def _said(name: str) -> str:
    """« CA de Lens - Liévin » as « Lens-Liévin », « CC du Trièves » as « Trièves »."""
    bare = _OFFICIAL.sub("", name.replace("''", "").replace('"', "")).replace(" - ", "-").strip()
    return bare[:1].upper() + bare[1:]
