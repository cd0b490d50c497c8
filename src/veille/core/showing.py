"""What the centre wrote, as the archive shows it: public pieces and events, read whole at one instant."""

from __future__ import annotations

from collections.abc import Iterable

from veille.archive.holdings import Announced, OwnPiece
from veille.centre.markdown import html
from veille.compose.view import entry_view
from veille.core.context import Context
from veille.model.edition import EntryView
from veille.store import events, items_read, pieces
from veille.store.engine import Connection
from veille.text.dates import paris_day


def own_pieces(c: Connection, ctx: Context) -> list[OwnPiece]:
    """The last published first."""
    written = pieces.listed(c, public=True)
    entries = own_entries(c, ctx, [piece.item_id for piece in written])
    shown = [
        OwnPiece(
            entry=entries[piece.item_id],
            html=html(piece.body),
            published_on=paris_day(piece.published_at or piece.updated_at),
            updated_on=paris_day(piece.updated_at),
            link=piece.link,
            illustration=piece.illustration,
        )
        for piece in written
    ]
    return sorted(shown, key=lambda one: (one.published_on, one.entry.public_id), reverse=True)


def own_events(c: Connection, ctx: Context) -> list[Announced]:
    """In the order of the calendar."""
    announced = events.listed(c, public=True)
    entries = own_entries(c, ctx, [event.item_id for event in announced])
    shown = [
        Announced(event, entries[event.item_id], paris_day(event.updated_at)) for event in announced
    ]
    return sorted(shown, key=lambda one: (one.event.view.days[0].at, one.event.public_id))


def own_entries(c: Connection, ctx: Context, ids: Iterable[int]) -> dict[int, EntryView]:
    """item id → its item as a reader sees it."""
    found = items_read.by_ids(c, list(ids), shown=True)
    return {item.id: entry_view(item, ctx.words) for item in found}
