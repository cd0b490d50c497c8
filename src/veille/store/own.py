"""Rows of items that the centre writes itself, pieces and events alike, and of the source they stand under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from veille.model.declared import OWN_SOURCE
from veille.model.item import State
from veille.store import places as territories
from veille.store.tables import item, item_territory, source


def source_id(w: Connection, *, name: str, url: str) -> int:
    """The id of the reserved source, made at first sight; it follows the centre's name."""
    values = {"name": name, "url": url, "kind": "own", "own": True, "state": "active"}
    row = w.execute(select(source).where(source.c.key == OWN_SOURCE)).first()
    if row is None:
        added = insert(source).values(key=OWN_SOURCE, territories=[], **values)
        return int(w.execute(added.returning(source.c.id)).scalar_one())
    if any(getattr(row, column) != value for column, value in values.items()):
        w.execute(update(source).where(source.c.id == row.id).values(**values))
    return int(row.id)


def add(
    w: Connection, *, public_id: str, url_key: str, home: int, title: str, seen_at: datetime
) -> int:
    """A kept item without an address yet; returns its id."""
    statement = insert(item).values(
        public_id=public_id,
        url_key=url_key,
        source_id=home,
        title=title,
        seen_at=seen_at,
        state=State.KEPT.value,
    )
    return int(w.execute(statement.returning(item.c.id)).scalar_one())


def tell(w: Connection, item_id: int, values: Mapping[str, object]) -> None:
    """Its words and dates, by column; a nature is a person's."""
    if "nature" in values:
        values = {**values, "nature_by": "staff", "nature_why": ""}
    w.execute(update(item).where(item.c.id == item_id).values(**values))


def place(w: Connection, item_id: int, codes: Iterable[str], at: datetime) -> None:
    """Its territories: exactly these, by a person's word."""
    w.execute(delete(item_territory).where(item_territory.c.item_id == item_id))
    codes = list(dict.fromkeys(codes))
    territories.name(w, codes)
    for code in codes:
        w.execute(insert(item_territory).values(item_id=item_id, code=code, origin="staff", at=at))


def places(c: Connection, item_ids: Iterable[int]) -> dict[int, str]:
    """item id → its territory; what the centre writes has one at most."""
    query = select(item_territory.c.item_id, item_territory.c.code).where(
        item_territory.c.item_id.in_(list(item_ids))
    )
    return dict(c.execute(query).all())
