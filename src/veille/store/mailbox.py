"""The row under which the mailbox itself stands: how far its forwards were read, and how it does."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from veille.model.declared import MAIL_SOURCE
from veille.store.tables import source


def source_id(w: Connection, *, name: str, url: str) -> int:
    """The id of the reserved source, made at first sight."""
    found = w.execute(select(source.c.id).where(source.c.key == MAIL_SOURCE)).scalar()
    if found is not None:
        return int(found)
    values = {"name": name, "url": url, "kind": "mail", "state": "active", "territories": []}
    statement = insert(source).values(key=MAIL_SOURCE, **values)
    return int(w.execute(statement.returning(source.c.id)).scalar_one())
