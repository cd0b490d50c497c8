"""Rows of pieces: what the centre wrote, each beside the item through which it enters publications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, Select, func, select, update
from sqlalchemy.dialects.sqlite import insert

from veille.model.piece import Illustration, Piece
from veille.store import own, selections, themes
from veille.store.tables import blob, item, piece


def get(c: Connection, public_id: str) -> Piece | None:
    found = _read(c, _whole().where(item.c.public_id == public_id))
    return found[0] if found else None


def listed(c: Connection, *, public: bool | None = None) -> list[Piece]:
    """The last written first."""
    query = _whole().order_by(item.c.seen_at.desc(), item.c.id.desc())
    if public is not None:
        query = query.where(piece.c.public == public)
    return _read(c, query)


def any_before(c: Connection, item_ids: Iterable[int], day: datetime) -> bool:
    """Whether one of these items is a piece that was first public before that instant."""
    first = func.coalesce(item.c.published_at, piece.c.updated_at)
    query = select(piece.c.item_id).join(item, item.c.id == piece.c.item_id).where(first < day)
    return c.execute(query.where(piece.c.item_id.in_(list(item_ids))).limit(1)).first() is not None


def put(w: Connection, item_id: int, values: Mapping[str, object]) -> None:
    """Writes a piece's own columns, new or not."""
    statement = insert(piece).values(item_id=item_id, **values)
    w.execute(statement.on_conflict_do_update(index_elements=[piece.c.item_id], set_=dict(values)))


def set_public(w: Connection, item_id: int, public: bool) -> None:
    w.execute(update(piece).where(piece.c.item_id == item_id).values(public=public))


def _whole() -> Select[tuple[object, ...]]:
    return (
        select(
            piece,
            item.c.public_id,
            item.c.title,
            item.c.summary,
            item.c.nature,
            item.c.published_at,
            blob.c.type.label("picture_type"),
        )
        .join(item, item.c.id == piece.c.item_id)
        .join(blob, blob.c.sha256 == piece.c.picture_sha256, isouter=True)
    )


def _read(c: Connection, query: Select[tuple[object, ...]]) -> list[Piece]:
    rows = c.execute(query).all()
    ids = [row.item_id for row in rows]
    given = themes.of_items(c, ids)
    waiting = selections.of_items(c, ids)
    placed = own.places(c, ids)
    return [
        Piece(
            public_id=row.public_id,
            item_id=row.item_id,
            title=row.title,
            body=row.body,
            summary=row.summary,
            link=row.link or "",
            nature=row.nature,
            territory=placed.get(row.item_id, ""),
            public=row.public,
            updated_at=row.updated_at,
            published_at=row.published_at,
            illustration=_illustration(row),
            themes=tuple(sorted(key for key, *_ in given.get(row.item_id, ()))),
            selected_for=tuple(waiting.get(row.item_id, ())),
        )
        for row in rows
    ]


def _illustration(row: Row[tuple[object, ...]]) -> Illustration | None:
    if row.picture_sha256 is None:
        return None
    return Illustration(
        row.picture_sha256,
        row.picture_width,
        row.picture_height,
        row.picture_type,
        row.picture_alt,
        row.picture_credit,
    )
