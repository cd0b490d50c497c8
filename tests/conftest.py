"""The stage on which tests of the facade play: one workspace each, real files, a clock that stands still."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cast import RENTS, SCHOOL, Stage, blank_store, sealed, stage
from tests.haste import hurry
from veille.core import Veille


@pytest.fixture(scope="session", autouse=True)
def _in_haste() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        hurry(patch)
        yield


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank store, migrated once."""
    return blank_store(tmp_path_factory.mktemp("blank"))


@pytest.fixture(scope="session")
def monday(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Path:
    """A store in which an ordinary Monday was collected, once."""
    play = stage(tmp_path_factory.mktemp("monday"), blank)
    with play.opened() as veille:
        veille.collect()
    return play.database


@pytest.fixture(scope="session")
def letter(tmp_path_factory: pytest.TempPathFactory, monday: Path) -> Path:
    """The same, with one sealed letter: n° 12, with the school and the rents."""
    play = stage(tmp_path_factory.mktemp("letter"), monday)
    with play.opened() as veille:
        sealed(veille, "lettre", SCHOOL, RENTS)
    return play.database


@pytest.fixture(name="stage")
def a_stage(tmp_path: Path, blank: Path) -> Stage:
    return stage(tmp_path / "breal", blank)


@pytest.fixture
def veille(stage: Stage) -> Iterator[Veille]:
    """The program at work, nothing collected yet."""
    with stage.opened() as opened:
        yield opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each opens pages of its own."""
    path = os.environ.get("VEILLE_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: set VEILLE_CHROMIUM, or make browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The same, with every page that a test opened closed after it."""
    yield chromium
    for context in chromium.contexts:
        context.close()
