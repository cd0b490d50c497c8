"""Editing sources.yml in place: one value moves, comments and neighbours stay."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from veille.config.edit import Values, fields_set, prepared, rows_added, values_of
from veille.config.load import load
from veille.config.rewrite import digest
from veille.errors import ConfigError, NotFoundError
from veille.shipped import shipped

SOURCES = """# nos sources
sources:
  - {key: une, name: "Une", url: "https://une.example/", kind: rss}  # la une
  - {key: deux, name: "Deux",
     url: "https://deux.example/", kind: rss  # à revoir
    }
  - key: trois
    name: Trois   # bloc
    url: https://trois.example/
    kind: rss

  # la dernière
  - {key: quatre, name: Quatre, url: "https://quatre.example/", kind: rss, enabled: true}
"""


def set_in_sources(folder: Path, edits: Mapping[str, Values]) -> None:
    prepared(
        folder, "sources.yml", lambda text: fields_set(text, "sources.yml", "sources", edits)
    ).put()


@pytest.fixture(name="folder")
def a_folder(tmp_path: Path) -> Path:
    for name in ("veille.yml", "themes.yml"):
        shutil.copy(shipped(name), tmp_path)
    (tmp_path / "sources.yml").write_text(SOURCES, "utf-8")
    return tmp_path


@pytest.mark.parametrize("key", ["une", "deux", "trois", "quatre"])
def test_one_source_is_paused_and_every_other_line_stays(folder: Path, key: str) -> None:
    set_in_sources(folder, {key: {"enabled": False, "note": "en panne : « 404 »"}})

    config = load(folder)
    assert [source.key for source in config.sources if not source.enabled] == [key]
    assert config.source(key).note == "en panne : « 404 »"
    after = (folder / "sources.yml").read_text("utf-8").splitlines()
    kept = [line for line in SOURCES.splitlines() if line in after]
    assert len(kept) >= len(SOURCES.splitlines()) - 1
    assert all(comment in "\n".join(after) for comment in ("# la une", "# à revoir", "# bloc"))


def test_several_sources_are_edited_at_once(folder: Path) -> None:
    off = {"enabled": False}
    set_in_sources(folder, dict.fromkeys(("quatre", "deux", "trois"), off))
    assert [source.key for source in load(folder).sources if source.enabled] == ["une"]


def test_an_unknown_source_is_told_and_nothing_moves(folder: Path) -> None:
    with pytest.raises(NotFoundError, match="cinq"):
        set_in_sources(folder, {"une": {"enabled": False}, "cinq": {"enabled": False}})
    assert (folder / "sources.yml").read_text("utf-8") == SOURCES


def test_a_value_that_the_schema_refuses_leaves_the_file_as_it_was(folder: Path) -> None:
    with pytest.raises(ConfigError):
        set_in_sources(folder, {"une": {"kind": "fax"}})
    assert (folder / "sources.yml").read_text("utf-8") == SOURCES


def test_rows_come_at_the_end_as_the_shipped_files_write_them(folder: Path) -> None:
    row = {"key": "cinq", "name": "Cinq : 5", "url": "https://cinq.example/", "kind": "rss"}
    edit = prepared(
        folder, "sources.yml", lambda text: rows_added(text, "sources.yml", "sources", [row])
    )
    assert edit.change.was == ""
    edit.put()
    text = (folder / "sources.yml").read_text("utf-8")
    line = '  - {key: cinq, name: "Cinq : 5", url: "https://cinq.example/", kind: rss}'
    assert text == f"{SOURCES.rstrip()}\n{line}\n"
    assert edit.digest == digest(folder / "sources.yml")


@pytest.mark.parametrize(
    "broken, line",
    [
        (b'sources:\n  - {key: une, name: "Une}\n', 2),
        (b"sources:\n  - key: une\n \tname: x\n", 3),
        ("sources: # été\n".encode("windows-1252"), 1),
        (b"", 0),
    ],
)
def test_a_file_that_is_broken_on_the_disk_is_told_with_its_line_and_left(
    folder: Path, broken: bytes, line: int
) -> None:
    (folder / "sources.yml").write_bytes(broken)
    with pytest.raises(ConfigError) as caught:
        set_in_sources(folder, {"une": {"enabled": False}})
    assert [one.line for one in caught.value.problems] == [line]
    assert (folder / "sources.yml").read_bytes() == broken


def test_a_form_opened_on_another_file_changes_nothing(folder: Path) -> None:
    edit = prepared(folder, "sources.yml", lambda text: f"{text}# fin\n", seen="f" * 64)
    with pytest.raises(ConfigError, match="a changé"):
        edit.put()
    assert (folder / "sources.yml").read_text("utf-8") == SOURCES


def test_a_declared_row_is_written_with_what_it_says_and_no_more(folder: Path) -> None:
    assert values_of(load(folder).source("quatre")) == {
        "key": "quatre",
        "name": "Quatre",
        "url": "https://quatre.example/",
        "kind": "rss",
    }
