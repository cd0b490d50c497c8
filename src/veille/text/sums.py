"""Lists of files: a first line that says whose they are, then « hash  path », as `b2sum --check` reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

CLAIMED = "-"
"""In the place of a hash: ours, but nobody knows whether it was written."""

# One pass over the whole: a site of twenty years has fifty thousand lines.
_LINE = re.compile(r"^(-|[0-9a-f]{8,128})  (\S.*)$", re.MULTILINE)


class DamagedError(ValueError):
    """The list cannot be read at a line, counted from 1."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}")


def write_sums(head: str, files: Mapping[str, str]) -> bytes:
    """The list of these files (path → hash), in the order of their paths, after its first line."""
    lines = [f"{files[path]}  {path}\n" for path in sorted(files)]
    return f"{head}\n{''.join(lines)}".encode()


def read_sums(text: str, head: str) -> tuple[str, dict[str, str]]:
    """(what follows `head` in the first line, path → hash). Raises DamagedError."""
    first, _end, rest = text.partition("\n")
    if not first.startswith(head):
        raise DamagedError(1)
    lines = rest.removesuffix("\n").split("\n") if rest else []
    found = _LINE.findall(rest)
    if len(found) != len(lines):
        wrong = next(rank for rank, line in enumerate(lines) if not _LINE.fullmatch(line))
        raise DamagedError(wrong + 2)
    return first.removeprefix(head), {path: digest for digest, path in found}
