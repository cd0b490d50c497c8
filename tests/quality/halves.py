"""Puts a new table in place, in two halves: `python -m tests.quality.halves TABLE.tsv`.

The hash of the title (of the text, where the day comes first) chooses: whoever writes rules looks at `tables/`,
and never opens `tables/held/`, where the floors hold.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

TABLES = Path(__file__).with_name("tables")
HELD = TABLES / "held"


COLUMN = {"closings.tsv": 1}
"""Of the words that choose the half; the first one elsewhere."""


def is_held(line: str, table: str) -> bool:
    """Whether a line goes to the half that nobody looks at."""
    words = line.split("\t")[COLUMN.get(table, 0)]
    return sha256(words.encode()).digest()[0] % 2 == 1


def main(table: Path) -> None:
    """Writes both halves, each in the order of the table."""
    lines = table.read_text("utf-8").splitlines()
    for folder, held in ((TABLES, False), (HELD, True)):
        folder.mkdir(parents=True, exist_ok=True)
        chosen = [line for line in lines if is_held(line, table.name) is held]
        (folder / table.name).write_text("".join(f"{line}\n" for line in chosen), "utf-8")
        print(f"{folder / table.name}: {len(chosen)} lines")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
