"""The shape of a store: the sum of its migrations, and what is refused in French."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import veille.store
from tests.rivals import at_once, open_and_close
from veille.errors import WorkspaceError
from veille.store.engine import Store
from veille.store.migrate import HEAD, open_store
from veille.store.tables import metadata

MIGRATIONS = Path(veille.store.__file__).parent / "migrations"


def _is_ours(thing: Any, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """FTS5 keeps its index in tables of its own, which no declaration holds."""
    return not (kind == "table" and (name or "").startswith("item_fts"))


def test_the_tables_are_the_sum_of_the_migrations(tmp_path: Path) -> None:
    store = open_store(tmp_path / "veille.db")
    with store.engine.connect() as connection:
        options = {"include_object": _is_ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    store.close()


def test_the_head_known_here_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "veille.db"
    open_store(path).close()
    before = path.read_bytes()

    open_store(path).close()

    assert path.read_bytes() == before


def test_two_processes_may_open_a_store_that_does_not_exist_yet(tmp_path: Path) -> None:
    path = tmp_path / "veille.db"

    assert at_once(open_and_close, path) == [0, 0]

    store = Store(path)
    with store.read() as r:
        assert r.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all() == [
            HEAD
        ]
    store.close()


def test_a_store_of_another_version_is_refused_in_french(tmp_path: Path) -> None:
    path = tmp_path / "veille.db"
    open_store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()

    with pytest.raises(WorkspaceError, match=r"une autre version de veille \(révision 9999\)"):
        open_store(path)

    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    raw.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "veille.db"
    path.write_text("Madame, Monsieur,\n" * 100, encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(WorkspaceError):
        open_store(path)

    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "veille.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recette (titre TEXT)")
    raw.close()

    with pytest.raises(WorkspaceError, match="n’est pas une base de veille"):
        open_store(path)

    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("recette",)]
    raw.close()
