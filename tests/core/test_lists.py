"""Lists of feeds in and out of a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import ALICE, GAZETTE, SOURCES, Stage
from veille.collect.opml import read_opml
from veille.core import Veille
from veille.errors import RefusedError

OPML = f"""\
<opml version="2.0"><body><outline text="Presse régionale">
<outline text="La Gazette" xmlUrl="{GAZETTE}"/>
<outline text="Le Quartier" xmlUrl="https://quartier.example/rss"/>
<outline text="Le Quartier" xmlUrl="https://quartier.example/json/feed.json"/>
<outline text="Perdu" xmlUrl="feed:rien"/></outline></body></opml>
""".encode()


def test_a_list_is_sorted_before_anything_is_written_then_taken_in_one_writing(
    veille: Veille, stage: Stage
) -> None:
    file: Path = stage.folder / "sources.yml"
    reading = veille.lists.read(OPML)
    assert [one.name for one in reading.new] == ["Le Quartier", "Le Quartier"]
    assert [(one.url, name) for one, name in reading.known] == [(GAZETTE, "La Gazette")]
    assert [one.written for one in reading.unreadable] == ["feed:rien"]
    assert file.read_text("utf-8") == SOURCES

    assert veille.lists.take(reading, by=ALICE) == ["le-quartier", "le-quartier-2"]

    assert file.read_text("utf-8").startswith(SOURCES)
    assert veille.config.source("le-quartier").category == "presse-regionale"
    assert veille.config.source("le-quartier-2").kind == "json"
    with pytest.raises(RefusedError, match="aucun flux nouveau"):
        veille.lists.take(veille.lists.read(OPML), by=ALICE)
    veille.sources.file.undo(by=ALICE)
    assert file.read_text("utf-8") == SOURCES


def test_what_goes_out_comes_back(veille: Veille) -> None:
    veille.sources.edit("fil", {"name": 'Le « Fil » & <b>"co"</b>'}, by=ALICE)
    veille.sources.pause({"breal": ""}, by=ALICE)
    listed = read_opml(veille.lists.export().encode())
    assert [(one.name, one.category) for one in listed] == [
        ("La Gazette", "presse"),
        ('Le « Fil » & <b>"co"</b>', "presse"),
        ("Le Ministère", "officiel"),
    ]
    reading = veille.lists.read(veille.lists.export().encode())
    assert (reading.new, len(reading.known)) == ((), 3)


def test_what_no_reader_of_feeds_could_follow_stays_at_home(veille: Veille) -> None:
    rows = [{"key": "page", "name": "Page", "url": "https://p.example/", "kind": "watch"}]
    veille.sources.add(rows, by=ALICE)

    assert "https://p.example/" not in veille.lists.export()
