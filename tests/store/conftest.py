"""A store of its own for each test: a real file, migrated."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from veille.store.engine import Store
from veille.store.migrate import open_store


@pytest.fixture
def store(tmp_path: Path, blank: Path) -> Iterator[Store]:
    path = tmp_path / "veille.db"
    shutil.copy(blank, path)
    store = open_store(path)
    yield store
    store.close()
