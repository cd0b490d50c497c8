"""Private previews: opened by a token whose hash alone is kept, closed, approved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from veille.model.review import Review
from veille.store.tables import person, review

_WHOLE = select(review, person.c.name.label("host")).join(person, person.c.id == review.c.person_id)


def add(
    w: Connection,
    token_sha256: str,
    *,
    edition_id: int,
    name: str,
    by: int,
    at: datetime,
    expires_at: datetime,
) -> int:
    values = {
        "token_sha256": token_sha256,
        "edition_id": edition_id,
        "name": name,
        "person_id": by,
        "at": at,
        "expires_at": expires_at,
    }
    return int(w.execute(insert(review).values(**values).returning(review.c.id)).scalar_one())


def by_token(c: Connection, token_sha256: str) -> Review | None:
    row = c.execute(_WHOLE.where(review.c.token_sha256 == token_sha256)).first()
    return _review(row) if row else None


def get(c: Connection, review_id: int) -> Review | None:
    row = c.execute(_WHOLE.where(review.c.id == review_id)).first()
    return _review(row) if row else None


def listed(c: Connection, edition_id: int) -> list[Review]:
    """Those of one edition, the oldest first."""
    query = _WHOLE.where(review.c.edition_id == edition_id).order_by(review.c.id)
    return [_review(row) for row in c.execute(query)]


def close(w: Connection, review_id: int, at: datetime) -> None:
    w.execute(update(review).where(review.c.id == review_id).values(closed_at=at))


def approve(w: Connection, review_id: int, at: datetime, sha256: str) -> None:
    values = {"approved_at": at, "approved_sha256": sha256}
    w.execute(update(review).where(review.c.id == review_id).values(**values))


def _review(row: Row[tuple[object, ...]]) -> Review:
    return Review(
        id=row.id,
        edition_id=row.edition_id,
        name=row.name,
        invited_by=row.host,
        invited_by_id=row.person_id,
        at=row.at,
        expires_at=row.expires_at,
        closed_at=row.closed_at,
        approved_at=row.approved_at,
        approved_sha256=row.approved_sha256 or "",
    )
