"""Brings a store to this program's shape, or says in French why it cannot."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from veille.errors import WorkspaceError
from veille.store import indexing
from veille.store.engine import Store

HEAD = "0007"
"""The newest revision; a test keeps it equal to Alembic's. Known here so that opening needs no Alembic."""


def open_store(path: Path) -> Store:
    """The store at `path`, made or migrated if need be. Raises WorkspaceError when it is not ours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    store = Store(path, indexing.refresh)
    try:
        revision = revision_of(store)
        if revision != HEAD:
            _upgrade(store, revision)
    except BaseException:
        store.close()
        raise
    return store


def revision_of(store: Store) -> str | None:
    """Its revision, None for an empty file. Raises WorkspaceError when it is not ours."""
    refusal = _("{0} n’est pas une base de veille").format(store.path.name)
    try:
        with store.read() as r:
            names = set(r.execute(text("SELECT name FROM sqlite_master")).scalars())
            if "alembic_version" in names:
                return r.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DatabaseError as error:
        raise WorkspaceError(refusal) from error
    if names:
        raise WorkspaceError(refusal)
    return None


def _upgrade(store: Store, revision: str | None) -> None:
    from alembic import command  # takes 0.8 s to import, and most starts need no migration
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if revision is not None and revision not in {
        script.revision for script in ScriptDirectory.from_config(config).walk_revisions()
    }:
        raise WorkspaceError(
            _(
                "{0} vient d’une autre version de veille (révision {1}) : installez cette version,"
                " ou restaurez une sauvegarde"
            ).format(store.path.name, revision)
        )
    with store.engine.connect().execution_options(raw=True) as connection:
        # Batch migrations copy tables: with foreign keys on, children would be emptied.
        connection.exec_driver_sql("pragma foreign_keys=off")
        connection.exec_driver_sql("pragma query_only=0")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        try:
            # Another process may have migrated while we waited for the lock: Alembic looks again.
            command.upgrade(config, "head")
            indexing.refresh(connection)
            _check_references(connection)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("pragma foreign_keys=on")


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("pragma foreign_key_check").first()
    if broken is not None:
        raise WorkspaceError(
            _("la mise à niveau laisserait une référence cassée : {0}").format(broken)
        )
