"""Items that sources told for the first time, added in a few statements whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, text
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.geography import territory_name
from veille.model.item import Candidate, Suggestion
from veille.store.items import told
from veille.store.tables import item, item_territory, territory

_INSERT = insert(item)
_LAST_ID = text("SELECT seq FROM sqlite_sequence WHERE name = 'item'")
"""An id is never given twice, even when the row that had it is gone."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item that is about to be added, under an id that `next_id` counted."""

    id: int
    candidate: Candidate
    public_id: str
    url_key: str
    source_id: int
    language: str
    access: str
    nature: Suggestion | None = None


def next_id(w: Connection) -> int:
    """The id of the next item to be added; all those after it are free too, in this transaction."""
    return int(w.execute(_LAST_ID).scalar() or 0) + 1


def add_all(w: Connection, new: Sequence[NewItem], seen_at: datetime) -> None:
    """Items that were told for the first time, in one go."""
    rows = [
        {
            "id": one.id,
            "public_id": one.public_id,
            "url_key": one.url_key,
            "source_id": one.source_id,
            "language": one.language,
            "access": one.access,
            "seen_at": seen_at,
            "nature": one.nature.key if one.nature else "",
            "nature_by": "rule" if one.nature else "",
            "nature_why": one.nature.why if one.nature else "",
            **told(one.candidate),
        }
        for one in new
    ]
    if rows:
        w.execute(_INSERT, rows)


def place_new(w: Connection, placed: Sequence[tuple[int, str]], at: datetime) -> None:
    """The home source's own territories, as (item id, code), of items that were just added."""
    if not placed:
        return
    codes = dict.fromkeys(code for _item, code in placed)
    names = [{"code": code, "kind": code[:1], "name": territory_name(code)} for code in codes]
    w.execute(upsert(territory).on_conflict_do_nothing(), names)
    rows = [
        {"item_id": item_id, "code": code, "origin": "source", "at": at} for item_id, code in placed
    ]
    w.execute(insert(item_territory), rows)
