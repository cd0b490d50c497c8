"""The demo, played once for all its tests."""

from __future__ import annotations

import pytest

from tests.golden import Played, play


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.getbasetemp() / "demo")
