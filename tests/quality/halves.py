"""Puts a new table in place, in two halves: `python -m tests.quality.halves TABLE.tsv`.

The first column’s hash chooses: whoever writes rules looks at `tables/`, and never opens `tables/held/`, where the
floors hold.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

TABLES = Path(__file__).with_name("tables")
HELD = TABLES / "held"


def is_held(line: str) -> bool:
    """Whether a line goes to the half that nobody looks at."""
    return sha256(line.partition("\t")[0].encode()).digest()[0] % 2 == 1


def main(table: Path) -> None:
    """Writes both halves, each in the order of the table."""
    lines = table.read_text("utf-8").splitlines()
    for folder, held in ((TABLES, False), (HELD, True)):
        folder.mkdir(parents=True, exist_ok=True)
        chosen = [line for line in lines if is_held(line) is held]
        (folder / table.name).write_text("".join(f"{line}\n" for line in chosen), "utf-8")
        print(f"{folder / table.name}: {len(chosen)} lines")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
