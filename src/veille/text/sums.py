"""Lists of files: a first line that says whose they are, then « hash  path », as `b2sum --check` reads it."""

from __future__ import annotations

from collections.abc import Mapping

CLAIMED = "-"
"""In the place of a hash: ours, but nobody knows whether it was written."""

_HEX = "0123456789abcdef"


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
    first, *lines = text.splitlines() or [""]
    if not first.startswith(head):
        raise DamagedError(1)
    files = {}
    for number, line in enumerate(lines, 2):
        digest, gap, path = line.partition("  ")
        known = digest == CLAIMED or (7 < len(digest) < 129 and not digest.strip(_HEX))
        if not (known and gap and path) or path[0].isspace():
            raise DamagedError(number)
        files[path] = digest
    return first.removeprefix(head), files
