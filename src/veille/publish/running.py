"""Another program, run with its words in a list, without a shell; what it said last is kept."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAST = 5
"""Lines: what a program says before it gives up is at the end."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Exit status, what it wrote, and the last lines of both outputs in one."""

    status: int
    out: str
    last: str


def run(
    words: Sequence[str],
    *,
    given: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Waits for it. Raises FileNotFoundError when there is no such program, OSError when it does not start."""
    done = subprocess.run(
        list(words),
        input=given,
        cwd=folder,
        env=dict(environment) if environment is not None else None,
        capture_output=True,
        check=False,
    )
    out, err = (part.decode("utf-8", "replace") for part in (done.stdout, done.stderr))
    lines = [line.strip() for line in f"{out}\n{err}".splitlines() if line.strip()]
    return Ended(done.returncode, out, " · ".join(lines[-LAST:]))
