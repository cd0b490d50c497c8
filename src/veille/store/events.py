"""Rows of events: days, programme and registration, each beside the item that enters publications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from veille.model.event import Day, Event, EventForm, EventView
from veille.store import selections, themes
from veille.store.tables import event, item

_TEXTS = "place description audience speakers contact registration".split()


def get(c: Connection, public_id: str) -> Event | None:
    found = _read(c, _whole().where(event.c.public_id == public_id))
    return found[0] if found else None


def listed(c: Connection, *, public: bool | None = None) -> list[Event]:
    """The furthest in the future first."""
    query = _whole().order_by(event.c.starts.desc(), event.c.id.desc())
    if public is not None:
        query = query.where(event.c.public == public)
    return _read(c, query)


def views(c: Connection, item_ids: Iterable[int]) -> dict[int, EventView]:
    """item id → the event that it announces."""
    query = select(event).where(event.c.item_id.in_(list(item_ids)))
    return {row.item_id: _view(row) for row in c.execute(query)}


def any_public(c: Connection) -> bool:
    return c.execute(select(event.c.id).where(event.c.public).limit(1)).first() is not None


def of_items(c: Connection, item_ids: Iterable[int]) -> set[str]:
    """The public ids of the events that these items announce."""
    query = select(event.c.public_id).where(event.c.item_id.in_(list(item_ids)))
    return set(c.execute(query).scalars())


def add(w: Connection, public_id: str, item_id: int, form: EventForm, **more: object) -> None:
    values = {"public_id": public_id, "item_id": item_id, **_columns(form), **more}
    w.execute(insert(event).values(**values))


def change(w: Connection, item_id: int, form: EventForm, **more: object) -> None:
    """Writes it anew; `more` are columns that no form holds."""
    w.execute(update(event).where(event.c.item_id == item_id).values(**_columns(form), **more))


def mark(w: Connection, item_id: int, values: Mapping[str, object]) -> None:
    """Cancelled, restored, made public or withdrawn."""
    w.execute(update(event).where(event.c.item_id == item_id).values(**values))


def _columns(form: EventForm) -> dict[str, object]:
    view = form.view
    return {
        "title": form.title,
        "territory": form.territory or None,
        "public": form.public,
        "starts": view.days[0].at,
        "ends": view.days[-1].until,
        "days": [_plain(day) for day in view.days],
        "registration_url": view.registration_url or None,
        "register_by": view.register_by,
        **{name: getattr(view, name) for name in _TEXTS},
    }


def _plain(day: Day) -> dict[str, object]:
    return {
        "rank": day.rank,
        "date": day.date.isoformat(),
        "starts": day.starts.isoformat("minutes") if day.starts else None,
        "ends": day.ends.isoformat("minutes") if day.ends else None,
        "place": day.place,
        "programme": day.programme,
    }


def _day(plain: Mapping[str, Any]) -> Day:
    hours = {key: time.fromisoformat(plain[key]) for key in ("starts", "ends") if plain[key]}
    return Day(**{**plain, "date": date.fromisoformat(plain["date"]), **hours})


def _view(row: Row[tuple[object, ...]]) -> EventView:
    return EventView(
        days=tuple(_day(plain) for plain in row.days),
        registration_url=row.registration_url or "",
        register_by=row.register_by,
        cancelled=row.cancelled_at is not None,
        **{name: getattr(row, name) for name in _TEXTS},
    )


def _whole() -> Select[tuple[object, ...]]:
    return select(event).join(item, item.c.id == event.c.item_id)


def _read(c: Connection, query: Select[tuple[object, ...]]) -> list[Event]:
    rows = c.execute(query).all()
    ids = [row.item_id for row in rows]
    given = themes.of_items(c, ids)
    waiting = selections.of_items(c, ids)
    return [
        Event(
            public_id=row.public_id,
            item_id=row.item_id,
            title=row.title,
            view=_view(row),
            territory=row.territory or "",
            sequence=row.sequence,
            public=row.public,
            updated_at=row.updated_at,
            themes=tuple(sorted(key for key, *_ in given.get(row.item_id, ()))),
            selected_for=tuple(waiting.get(row.item_id, ())),
        )
        for row in rows
    ]
