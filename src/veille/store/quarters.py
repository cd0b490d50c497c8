"""Rows of priority quarters, imported from the official list."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.geography.quarters import Quarter
from veille.store.tables import territory

KIND = "Q"


def all_of(c: Connection) -> list[Quarter]:
    """Every quarter that was imported, by code."""
    query = select(territory).where(territory.c.kind == KIND, territory.c.parent.is_not(None))
    return [
        Quarter(row.code, row.name, tuple(row.parent.split()))
        for row in c.execute(query.order_by(territory.c.code))
    ]


def take(w: Connection, quarters: Sequence[Quarter]) -> None:
    """Adds and renames; a quarter that left the list keeps its row, for items may lie in it."""
    rows = [
        {"code": one.code, "kind": KIND, "name": one.name, "parent": " ".join(one.communes)}
        for one in quarters
    ]
    new = upsert(territory)
    changed = {"kind": KIND, "name": new.excluded.name, "parent": new.excluded.parent}
    w.execute(new.on_conflict_do_update(index_elements=["code"], set_=changed), rows)
