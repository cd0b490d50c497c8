"""Files of other projects stay as they came: docs/vendored.md has the SHA-256 of each."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
RECORDED = re.findall(
    r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$",
    (ROOT / "docs" / "vendored.md").read_text("utf-8"),
    flags=re.MULTILINE,
)


def test_a_vendored_file_is_what_its_row_says() -> None:
    assert len(RECORDED) >= 11
    found = [(path, hashlib.sha256((ROOT / path).read_bytes()).hexdigest()) for path, _ in RECORDED]
    assert found == RECORDED


def test_every_file_in_a_folder_of_vendored_files_has_its_row() -> None:
    folders = {file for part in ("src", "templates") for file in (ROOT / part).rglob("vendor")}
    held = {str(file.relative_to(ROOT)) for folder in folders for file in folder.iterdir()}
    assert held - {path for path, _ in RECORDED} == set()
