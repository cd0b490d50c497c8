"""The few words a store keeps about itself: which workspace it is, which day its archive shows."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from veille.store.tables import setting


def get(c: Connection, key: str) -> str | None:
    return c.execute(select(setting.c.value).where(setting.c.key == key)).scalar()


def put(w: Connection, key: str, value: str) -> None:
    statement = insert(setting).values(key=key, value=value)
    w.execute(
        statement.on_conflict_do_update(
            index_elements=[setting.c.key],
            set_={"value": statement.excluded.value},
            where=setting.c.value != statement.excluded.value,
        )
    )
