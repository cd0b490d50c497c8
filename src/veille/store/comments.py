"""Comments: what the team and those it asked say about an item or an edition."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select

from veille.model.comment import Comment
from veille.store.tables import comment, person

_WHOLE = select(comment, person.c.name.label("member")).join(
    person, person.c.id == comment.c.person_id, isouter=True
)


def add(
    w: Connection, about: str, text: str, at: datetime, *, person_id: int | None, name: str = ""
) -> int:
    """The id of the new comment; `name` for whoever has no account."""
    values = {"object": about, "person_id": person_id, "name": name, "at": at, "text": text}
    return int(w.execute(insert(comment).values(**values).returning(comment.c.id)).scalar_one())


def listed(c: Connection, about: str) -> list[Comment]:
    """The oldest first, as a conversation is read."""
    query = _WHOLE.where(comment.c.object == about).order_by(comment.c.id)
    return [_comment(row) for row in c.execute(query)]


def get(c: Connection, comment_id: int) -> Comment | None:
    row = c.execute(_WHOLE.where(comment.c.id == comment_id)).first()
    return _comment(row) if row else None


def remove(w: Connection, comment_id: int) -> None:
    w.execute(delete(comment).where(comment.c.id == comment_id))


def count_by_name(c: Connection, about: str, name: str) -> int:
    """How many came by a private link under that name."""
    query = (
        select(func.count())
        .select_from(comment)
        .where(comment.c.object == about, comment.c.person_id.is_(None), comment.c.name == name)
    )
    return int(c.execute(query).scalar_one())


def _comment(row: Row[tuple[object, ...]]) -> Comment:
    return Comment(row.id, row.object, row.person_id, row.member or row.name, row.at, row.text)
