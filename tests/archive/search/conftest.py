"""The small library on a host of this machine, under the archive's policy, and a page that can ask its index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.archive.in_hand import files
from tests.archive.samples import holdings
from tests.archive.search.samples import LABELS, library, split
from veille.archive.search.tiers import File, search_files
from veille.desk.server import listening
from veille.desk.static_site import static_site


def put(folder: Path, made: Iterable[File]) -> None:
    for path, data in made:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a sub-folder, as when a town's website hosts it."""
    folder = tmp_path_factory.mktemp("host") / "archives"
    put(folder, files(holdings()).items())
    put(folder, search_files(*split(library()), LABELS))
    return folder


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[str]:
    with listening(static_site(site.parent), 0) as port:
        yield f"http://127.0.0.1:{port}/archives/"


@pytest.fixture
def page(browser: Browser, host: str) -> Page:
    """On the search page, nothing asked."""
    made = browser.new_context(base_url=host, viewport={"width": 1280, "height": 900}).new_page()
    made.goto("recherche/")
    return made
