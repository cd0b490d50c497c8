"""Real feed readers subscribe to what we write: newsboat over loopback, `reader` from the folder."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.archive.samples import own_site
from tests.compose.samples import ARCHIVE

pytestmark = pytest.mark.prove
FEEDS = ("feed", "lettre/feed", "lettre/numeros", "themes/anru/feed", "agenda/feed")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(name="archive")
def an_archive(tmp_path: Path) -> Path:
    for path, data in own_site().items():
        file = tmp_path / "archive" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "archive"


@pytest.fixture(name="site")
def a_site(archive: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(archive)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_newsboat_takes_the_same_entries_from_our_atom_and_rss(site: str, tmp_path: Path) -> None:
    newsboat = shutil.which("newsboat")
    if not newsboat:
        pytest.skip("newsboat is not installed: apt install newsboat")
    for feed in FEEDS:
        atom, rss = (_read(newsboat, f"{site}{feed}.{form}", tmp_path) for form in ("atom", "rss"))
        assert atom == rss != set()
        assert all(url.startswith(ARCHIVE) for _guid, url, _title in atom)


def _read(newsboat: str, address: str, folder: Path) -> set[tuple[str, str, str]]:
    """(name, address, title) of what it read. Alone: it files each name under one feed only."""
    urls, cache = folder / "urls", folder / "cache.db"
    cache.unlink(missing_ok=True)
    urls.write_text(f"{address}\n", "utf-8")
    environment = os.environ | {"HOME": str(folder), "LC_ALL": "C.UTF-8"}
    command = [newsboat, "-u", str(urls), "-c", str(cache), "-x", "reload"]
    subprocess.run(command, env=environment, check=True, timeout=60, capture_output=True)
    with closing(sqlite3.connect(cache)) as told:
        return set(told.execute("SELECT guid, url, title FROM rss_item"))


def test_reader_takes_the_same_entries_from_the_three_forms(archive: Path) -> None:
    library = pytest.importorskip("reader", reason="reader is not installed: pip install reader")
    with closing(library.make_reader(":memory:", feed_root=str(archive))) as mine:
        for feed in FEEDS:
            for form in ("atom", "rss", "json"):
                mine.add_feed(f"{feed}.{form}")
        mine.update_feeds()
        assert [feed.url for feed in mine.get_feeds() if feed.last_exception] == []
        for feed in FEEDS:
            atom, rss, json = (
                {one.id for one in mine.get_entries(feed=f"{feed}.{form}")}
                for form in ("atom", "rss", "json")
            )
            assert atom == rss == json != set()
