"""Makes the two tables of this folder from the official geography: `python -m veille.geography.make DATA`.

DATA is the `data` folder of the npm package `@etalab/decoupage-administratif` (`npm pack`, then
unpack): communes.json, epci.json, ept.json. No Node is needed. Licence Ouverte 2.0: see README.md.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from veille.geography import COMMUNES, GROUPINGS

Row = Mapping[str, Any]


def main(data: Path) -> None:
    """Writes both tables, sorted by code: a new year shows as a readable difference."""
    communes, groupings = (
        json.loads((data / "communes.json").read_text("utf-8")),
        [
            row
            for name in ("epci.json", "ept.json")
            for row in json.loads((data / name).read_text("utf-8"))
        ],
    )
    _write(COMMUNES, _communes(communes, groupings))
    _write(GROUPINGS, _groupings(groupings))


def _communes(rows: Iterable[Row], groupings: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """(code, name, population, SIREN of its groupings): the communes of today, no delegated ones."""
    within: dict[str, list[str]] = {}
    for grouping in groupings:
        for member in grouping["membres"]:
            within.setdefault(member["code"], []).append(grouping["code"])
    for row in rows:
        if row["type"] == "commune-actuelle":
            around = " ".join(sorted(within.get(row["code"], ())))
            yield row["code"], row["nom"], str(row.get("population", 0)), around


def _groupings(rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """(SIREN, name, type): CC, CA, CU, METRO, MET69, EPT."""
    for row in rows:
        yield row["code"], row["nom"], row["type"]


def _write(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    lines = sorted("\t".join(row) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
