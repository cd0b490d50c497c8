"""A copy each night, and the way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, by_url, rows, sealed
from veille.config.workspace import Workspace
from veille.core import Veille, restore
from veille.core.backups import KEPT
from veille.errors import WorkspaceError

EVERYTHING = (
    "source", "fetch", "item", "sighting", "item_theme", "item_territory", "item_search", "person",
    "journal", "selection", "edition", "section", "entry", "blob", "permalink", "setting",
)  # fmt: skip


@pytest.fixture
def workspace(stage: Stage) -> Workspace:
    return Workspace(stage.folder)


def _count(database: Path, table: str) -> int:
    raw = sqlite3.connect(database)
    try:
        return int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
    finally:
        raw.close()


def test_a_copy_is_one_file_named_after_the_hour_in_paris(veille: Veille) -> None:
    made = veille.backups.make()

    assert made.name == "veille-2026-11-16-084500.db"
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    assert veille.backups.listed() == [made]


def test_fourteen_copies_are_kept_the_newest(stage: Stage, veille: Veille) -> None:
    made = []
    for _ in range(KEPT + 2):
        made.append(veille.backups.make())
        stage.clock.advance(days=1)

    assert KEPT == 14
    assert veille.backups.listed() == made[:1:-1]


def test_a_copy_opens_no_door(stage: Stage, veille: Veille) -> None:
    spent, kept = veille.access.new_link(ALICE), veille.access.new_link(ALICE)
    key = veille.access.redeem(spent)
    assert key

    copy = veille.backups.make()

    assert (_count(copy, "session"), _count(copy, "login_link")) == (0, 0)
    assert _count(copy, "person") == 1
    for token in (spent, kept, key):
        assert token.encode() not in copy.read_bytes()
    assert veille.access.visitor(key)
    assert veille.access.is_open(kept)


def test_what_was_typed_and_never_saved_is_in_no_copy(veille: Veille) -> None:
    words = "Ce que je ne voulais dire à personne"
    veille.scratch.put(ALICE, "comment:x", {"fields": {"text": [words]}})

    copy = veille.backups.make()

    assert _count(copy, "scratch") == 0
    assert words.encode() not in copy.read_bytes()
    assert veille.scratch.stamps(ALICE)


def test_restoring_brings_everything_back_and_keeps_the_store_of_before(
    stage: Stage, workspace: Workspace
) -> None:
    with stage.opened() as veille:
        veille.collect()
        sealed(veille, "lettre", SCHOOL, RENTS)
        before = rows(veille.ctx.store, *EVERYTHING)
        copy = veille.backups.make()
    stage.database.unlink()
    with stage.opened() as veille:
        assert by_url(veille) == {}

    aside = restore(workspace, copy)

    with stage.opened() as veille:
        assert rows(veille.ctx.store, *EVERYTHING) == before
        assert veille.archive.build().pages > 10
    assert aside == stage.folder / "data" / "veille-avant-restauration-1.db"
    assert _count(aside, "item") == 0
    assert copy.is_file()


def test_restoring_twice_keeps_both_stores_of_before(stage: Stage, workspace: Workspace) -> None:
    with stage.opened() as veille:
        copy = veille.backups.make()

    names = [aside.name for _ in range(2) if (aside := restore(workspace, copy))]

    assert names == ["veille-avant-restauration-1.db", "veille-avant-restauration-2.db"]


def test_a_store_that_was_lost_is_restored_from_nothing(stage: Stage, workspace: Workspace) -> None:
    with stage.opened() as veille:
        veille.collect()
        copy = veille.backups.make()
    stage.database.unlink()

    assert restore(workspace, copy) is None
    with stage.opened() as veille:
        assert len(by_url(veille)) == 4


def _damaged(copy: Path) -> bytes:
    content = bytearray(copy.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    return bytes(content)


def _cut(copy: Path) -> bytes:
    return copy.read_bytes()[: copy.stat().st_size // 2]


def _prose(_copy: Path) -> bytes:
    return b"Madame, Monsieur,\n" * 500


def _nothing(_copy: Path) -> bytes:
    return b""


def _blank(copy: Path) -> bytes:
    """A sound database of nobody, with nothing in it."""
    copy.unlink()
    raw = sqlite3.connect(copy)
    raw.execute("CREATE TABLE brouillon (rien TEXT)")
    raw.execute("DROP TABLE brouillon")
    raw.close()
    return copy.read_bytes()


@pytest.mark.parametrize("spoilt", [_damaged, _cut, _prose, _nothing, _blank])
def test_a_copy_that_is_damaged_or_not_ours_is_refused_and_the_store_stays(
    stage: Stage, workspace: Workspace, spoilt: Callable[[Path], bytes]
) -> None:
    with stage.opened() as veille:
        veille.collect()
        copy = veille.backups.make()
    copy.write_bytes(spoilt(copy))
    before = stage.database.read_bytes()

    with pytest.raises(WorkspaceError):
        restore(workspace, copy)

    assert stage.database.read_bytes() == before
    left = {path.name for path in stage.database.parent.iterdir() if path.suffix != ".lock"}
    assert left == {"backups", "secret", "veille.db"}


def test_the_database_of_another_program_is_refused(
    stage: Stage, workspace: Workspace, tmp_path: Path
) -> None:
    other = tmp_path / "recettes.db"
    raw = sqlite3.connect(other)
    raw.execute("CREATE TABLE recette (titre TEXT)")
    raw.close()
    before = stage.database.read_bytes()

    with pytest.raises(WorkspaceError, match="n’est pas une base de veille"):
        restore(workspace, other)

    assert stage.database.read_bytes() == before


def test_a_copy_that_is_not_there_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="introuvable"):
        restore(workspace, tmp_path / "rien.db")
