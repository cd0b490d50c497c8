"""Opens the store and gives its two kinds of transaction. The only place that knows the dialect."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, TypeDecorator, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from veille.errors import BusyError, WorkspaceError

__all__ = ["Connection", "DatabaseError", "Instant", "Store"]
"""A connection is passed about by `core`, which has no other business with SQLAlchemy."""

_PRAGMAS = ("busy_timeout=5000", "synchronous=full", "foreign_keys=on")
_TURNS = 100
"""Attempts, 50 ms apart, to turn the journal on: SQLite does not wait for that one lock by itself."""


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. SQLite would store local digits and return them naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is not an instant")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Store:
    """One database. `read()` cannot write; `write()` is one immediate transaction."""

    def __init__(self, path: Path, settle: Callable[[Connection], None] | None = None) -> None:
        """`settle` brings what is derived in step, at the end of each writing transaction."""
        self.path = path
        self._settle = settle
        self.engine = _engine(f"sqlite:///{path}")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view; any UPDATE inside raises."""
        with _told_when_busy(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that holds the write lock from its first statement, so no update is lost.

        No network, mail or template call inside: it would hold every other writer up.
        """
        with (
            _told_when_busy(),
            self.engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            yield connection
            if self._settle:
                self._settle(connection)

    def copy_to(self, target: Path) -> None:
        """A compact copy at one instant (VACUUM INTO); `target` must not exist."""
        with self.engine.connect().execution_options(raw=True) as connection:
            connection.exec_driver_sql("pragma query_only=0")  # left by whoever read before
            connection.exec_driver_sql("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _told_when_busy() -> Iterator[None]:
    """A lock that outlasts busy_timeout, or a disk without room; anything else is a bug and stays one."""
    try:
        yield
    except OperationalError as error:
        told = str(error.orig)
        if "database is locked" in told:
            raise BusyError(
                _("la base est occupée par un autre travail : réessayez dans un instant")
            ) from error
        if "disk" in told:  # « database or disk is full », « disk I/O error »
            raise WorkspaceError(
                _(
                    "le disque est plein ou ne répond plus : rien n’est enregistré, faites de la place"
                )
            ) from error
        raise


def settle(path: Path) -> None:
    """Brings everything a store's journal holds into its one file, so that the file may be moved."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("pragma wal_checkpoint(truncate)")
    except sqlite3.DatabaseError:
        # Too damaged to be settled: it is moved as it is, with its journal.
        return
    finally:
        connection.close()


def _engine(url: str) -> Engine:
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"pragma {pragma}")
            _write_ahead(connection)
        except Exception as error:
            connection.close()
            raise WorkspaceError(_("la base ne s’ouvre pas : {0}").format(error)) from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("raw"):
            return
        writing = options.get("writing", False)
        connection.exec_driver_sql(f"pragma query_only={int(not writing)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _write_ahead(connection: Any) -> None:
    """Once for the life of the file; two processes that open a new one take turns."""
    for turn in range(_TURNS):
        try:
            connection.execute("pragma journal_mode=wal")
        except sqlite3.OperationalError as error:
            if "database is locked" not in str(error) or turn == _TURNS - 1:
                raise
            time.sleep(0.05)
        else:
            return


def check_integrity(path: Path) -> None:
    """Refuses a file that is no sound database of ours. Raises WorkspaceError."""
    engine = _engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection:
            verdict = connection.exec_driver_sql("pragma integrity_check").scalar()
            # An empty file is a sound database to SQLite, and a stranger's would be migrated.
            ours = connection.exec_driver_sql(
                "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
            ).scalar()
    except DatabaseError as error:
        raise WorkspaceError(_("{0} n’est pas une base de veille").format(path.name)) from error
    finally:
        engine.dispose()
    if not ours:
        raise WorkspaceError(_("{0} n’est pas une base de veille").format(path.name))
    if verdict != "ok":
        raise WorkspaceError(_("{0} est abîmée : {1}").format(path.name, verdict))
