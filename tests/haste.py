"""What every test would otherwise do anew, done once: the suite is quicker for it, and not laxer.

The program opens one workspace and lives long; the tests open thousands. What the libraries
compile at a first use (statements, addresses of pages) is the same each time, so it is kept.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from veille.store import engine

_UNHURRIED = (50_000, 20, 50)
"""Python's collector runs a seventy-fifth as often: it took a sixth of the time."""


def hurry(patch: pytest.MonkeyPatch) -> None:
    """For the whole of a session."""
    _keep_statements(patch)
    _keep_addresses(patch)
    _spare_the_disk(patch)
    gc.set_threshold(*_UNHURRIED)


def _keep_statements(patch: pytest.MonkeyPatch) -> None:
    """SQL compiled for one store serves them all: every one speaks SQLite, and in the same way."""
    kept: Any = LRUCache(5000)
    plain = Engine.__init__

    def init(self: Engine, *given: Any, **named: Any) -> None:
        plain(self, *given, **named)
        self._compiled_cache = kept

    patch.setattr(Engine, "__init__", init)
    patch.setattr(SQLiteDialect_pysqlite, "__eq__", lambda one, other: type(one) is type(other))
    patch.setattr(SQLiteDialect_pysqlite, "__hash__", lambda one: hash(type(one)))


def _keep_addresses(patch: pytest.MonkeyPatch) -> None:
    """What writes the address of a page depends on its rule alone."""
    kept: dict[object, Callable[..., tuple[str, str]]] = {}
    plain = Rule._compile_builder

    def compiled(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in kept:
            kept[key] = plain(self, append_unknown)
        return kept[key]

    patch.setattr(Rule, "_compile_builder", compiled)


def _spare_the_disk(patch: pytest.MonkeyPatch) -> None:
    """No test pulls the plug: what a killed process leaves, the system writes all the same."""
    pragmas = tuple(one.replace("=full", "=off") for one in engine._PRAGMAS)
    patch.setattr(engine, "_PRAGMAS", pragmas)
