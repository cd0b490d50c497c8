"""What a publication could gather by itself: own news, own events, kept items that no edition of it has told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from veille.model.declared import OWN_SOURCE
from veille.model.item import State
from veille.store.tables import edition, event, item, piece, selection, source

LATE = timedelta(days=31)
"""A page found so long after its date is news all the same."""


def last_sealed(c: Connection, publication: str) -> tuple[datetime, str] | None:
    """(when the last edition was sealed, its slug); None before the first."""
    query = (
        select(edition.c.sealed_at, edition.c.slug)
        .where(edition.c.publication == publication, edition.c.state == "sealed")
        .order_by(edition.c.sealed_at.desc())
        .limit(1)
    )
    row = c.execute(query).first()
    return (row.sealed_at, row.slug) if row else None


def own_news(c: Connection, publication: str, since: datetime) -> list[int]:
    """Items of the centre's own sources seen since, and its pieces published since, never selected for it."""
    news = (
        select(item.c.id)
        .join(source, source.c.id == item.c.source_id)
        .outerjoin(piece, piece.c.item_id == item.c.id)
        .outerjoin(event, event.c.item_id == item.c.id)
        .where(
            source.c.own,
            event.c.id.is_(None),
            or_(source.c.key != OWN_SOURCE, piece.c.public),
            item.c.seen_at > since,
            # A source added today would bring its whole past with it.
            func.coalesce(item.c.published_at, item.c.seen_at) > since - LATE,
        )
    )
    return _free(c, news.where(*_untold(publication)))


def own_events(c: Connection, publication: str) -> list[int]:
    """Public events of the centre that this publication never told; which are over is not looked at."""
    events = select(item.c.id).join(event, event.c.item_id == item.c.id).where(event.c.public)
    return _free(c, events.where(*_untold(publication)))


def kept(c: Connection, publication: str, since: datetime) -> list[int]:
    """Items that staff kept, seen since, never selected for this publication."""
    query = select(item.c.id).where(item.c.state == State.KEPT.value, item.c.seen_at > since)
    return _free(c, query.where(*_untold(publication)))


def _untold(publication: str) -> Iterable[ColumnElement[bool]]:
    """Neither waiting, nor in a draft, nor in a sealed edition of it; nor dropped; with an address."""
    told = select(selection.c.id).where(
        selection.c.item_id == item.c.id, selection.c.publication == publication
    )
    return (~told.exists(), item.c.state != State.DROPPED.value, item.c.url.is_not(None))


def _free(c: Connection, query: Select[int]) -> list[int]:
    return sorted(c.execute(query).scalars())
