"""Search in the items' stems: SQLite's FTS5. Another engine replaces this module and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, TextualSelect, text
from sqlalchemy.dialects.sqlite import insert

from veille.store.tables import item, item_search


def index(w: Connection, item_id: int, stems: Sequence[str]) -> None:
    """What search looks through; the same stems again write nothing."""
    statement = insert(item_search).values(item_id=item_id, stems=" ".join(stems))
    w.execute(
        statement.on_conflict_do_update(
            index_elements=[item_search.c.item_id],
            set_={"stems": statement.excluded.stems},
            where=item_search.c.stems != statement.excluded.stems,
        )
    )


def matching(stems: Sequence[str]) -> TextualSelect:
    """A query for the ids of the items that hold every stem. Quoted: no word is an operator."""
    match = " ".join(f'"{stem}"' for stem in stems)
    found = text("SELECT rowid FROM item_fts WHERE item_fts MATCH :match")
    return found.bindparams(match=match).columns(item.c.id)
