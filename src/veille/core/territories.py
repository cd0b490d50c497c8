"""Territories that the program does not travel with: the priority quarters, from the official list."""

from __future__ import annotations

from collections.abc import Sequence

from veille.core import quarter_table
from veille.core.context import Context
from veille.geography.quarters import Quarter, learn
from veille.model.role import Right
from veille.store import people, quarters
from veille.store.engine import Store


class Territories:
    """What may be told of places beyond the geography that is shipped."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def quarters(self) -> list[Quarter]:
        """The priority quarters that were imported, by code."""
        with self._ctx.store.read() as r:
            return quarters.all_of(r)

    def read(self, content: bytes, file: str) -> list[Quarter]:
        """The quarters of a CSV or GeoJSON. Raises ConfigError, with each faulty line."""
        return quarter_table.read(content, file)

    def take(self, found: Sequence[Quarter], *, by: str) -> None:
        """Adds and renames quarters, all of them or none. Raises ForbiddenError."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            quarters.take(w, found)
            people.write_journal(
                w,
                at=self._ctx.clock.now(),
                by=who,
                verb="import-territories",
                about="",
                before={},
                after={"quarters": len(found)},
            )
        recall(self._ctx.store)


def recall(store: Store) -> None:
    """Learns again the quarters that the store holds."""
    with store.read() as r:
        learn(quarters.all_of(r))
