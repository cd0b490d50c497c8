"""The committed archive and letters: how they are made, and made again (`python -m tests.golden`)."""

from __future__ import annotations

import io
import shutil
import tempfile
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from demo import run
from tests.compose import goldens, paper
from veille.text.dates import PARIS

NOW = datetime(2026, 11, 23, 8, 45, tzinfo=PARIS)
"""The Monday of the committed archive: everything in it follows from this instant."""
COMMITTED = Path(__file__).parents[1] / "archive"
COMMAND = "python -m tests.golden"


@dataclass(frozen=True)
class Played:
    """A demo that ran to its end: its workspace, and what it said."""

    folder: Path
    said: str

    @property
    def archive(self) -> Path:
        return self.folder / "archive"


@cache
def play(folder: Path) -> Played:
    """The demo on its fixed Monday, in a folder of its own; once a folder."""
    with redirect_stdout(io.StringIO()) as said:
        run(folder, leave=True, now=NOW)
    return Played(folder, said.getvalue())


def tree(folder: Path) -> dict[str, bytes]:
    """Path under the folder → bytes, of every file."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def main() -> None:
    """Builds the archive anew and puts it in the place of the committed one, manifest and all; the letters too."""
    print("\n".join(str(one) for one in paper.regenerate()))
    before = tree(COMMITTED)
    with tempfile.TemporaryDirectory() as temporary:
        made = play(Path(temporary) / "demo").archive
        after = tree(made)
        shutil.rmtree(COMMITTED, ignore_errors=True)
        shutil.copytree(made, COMMITTED)
    changed = sorted(path for path in before.keys() | after if before.get(path) != after.get(path))
    print(f"{COMMITTED}: {len(after)} files, {len(changed)} changed")
    print("\n".join(changed))
    goldens.write()


if __name__ == "__main__":
    main()
