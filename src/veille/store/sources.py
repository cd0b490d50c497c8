"""Rows of sources, their run-time state, and one row for each fetch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select, text, update

from veille.model.declared import MAIL_SOURCE, OWN_SOURCE, Source
from veille.model.item import Outcome, Validators
from veille.store.tables import fetch, sighting, source

_OF_ONE_ADDRESS: Mapping[str, object] = {
    **dict.fromkeys(("etag", "last_modified", "digest", "moved_to", "proposed_url")),
    **dict.fromkeys(("next_due_at", "gone_at")),
    **dict.fromkeys(("memory", "last_error", "trouble"), ""),
    **dict.fromkeys(("failures", "empty_runs"), 0),
}
"""What was learned at one address by one kind, and is worth nothing to another."""

# Written for each visit of thousands: made once, they need no making, and no looking up, again.
_ADD_FETCH = insert(fetch)
_LAST_FETCH = text("SELECT seq FROM sqlite_sequence WHERE name = 'fetch'")
_UPDATE_SOURCE = update(source).where(source.c.id == bindparam("of"))

FOUND = "found"
"""The state of an outlet that nobody watches: somebody brought one of its pages in by hand."""

RESERVED = frozenset({OWN_SOURCE, MAIL_SOURCE})
"""Keys of rows that the program makes itself: sources.yml neither declares nor retires them."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the program knows of a source beside what sources.yml declares."""

    id: int
    key: str
    name: str
    state: str
    """active, paused (enabled: false), retired (left the file), found (never in it)."""
    validators: Validators
    next_due_at: datetime | None
    failures: int
    last_ok_at: datetime | None
    last_error: str
    moved_to: str | None
    memory: str = ""
    """What its kind keeps between two visits."""
    gone_at: datetime | None = None
    """Since when its server says that it is no more (410): it is not asked by itself."""
    trouble: str = ""
    proposed_url: str | None = None
    empty_runs: int = 0
    last_filled_at: datetime | None = None
    newest_at: datetime | None = None
    rhythm: float | None = None


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One row of the fetch log."""

    id: int
    source_id: int
    slot: datetime
    started: datetime
    ended: datetime
    outcome: Outcome
    status: int | None
    size: int
    seen: int
    new: int
    error: str


def in_step(c: Connection, declared: Iterable[Source]) -> bool:
    """Whether the rows already say what the file says: most starts then write nothing."""
    wanted = {one.key: _declared(one) for one in declared}
    rows = {
        row.key: row
        for row in c.execute(select(source))
        if row.key in wanted or (row.state != "retired" and not _is_ours(row))
    }
    return rows.keys() == wanted.keys() and all(
        getattr(rows[key], name) == value
        for key, values in wanted.items()
        for name, value in values.items()
    )


def sync(w: Connection, declared: Iterable[Source]) -> None:
    """Makes the rows follow the file. A source that left it is retired, never deleted."""
    rows = {row.key: row for row in w.execute(select(source))}
    for one in declared:
        values = _declared(one)
        row = rows.pop(one.key, None)
        if row is None:
            w.execute(insert(source).values(key=one.key, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            anew = {} if (row.url, row.kind) == (one.url, one.kind) else _OF_ONE_ADDRESS
            if row.state == "paused" and one.enabled:
                anew = {**anew, "gone_at": None}  # whoever takes it up again wants it asked
            w.execute(update(source).where(source.c.id == row.id).values(**values, **anew))
    for row in rows.values():
        if row.state != "retired" and not _is_ours(row):
            w.execute(update(source).where(source.c.id == row.id).values(state="retired"))


def _is_ours(row: Row[tuple[object, ...]]) -> bool:
    """Whether a row lives without a line of sources.yml."""
    return row.state == FOUND or row.key in RESERVED


def outlet(w: Connection, key: str, name: str, url: str) -> int:
    """The row of an outlet that nobody declares, made at first sight; its name is what readers see."""
    return _made(w, key, name=name, url=url, kind="page", category="ajouts", state=FOUND)


def mailbox(w: Connection, *, name: str, url: str) -> int:
    """The row under which the mailbox stands, made at first sight: how far its forwards were read."""
    return _made(w, MAIL_SOURCE, name=name, url=url, kind="mail", state="active")


def _made(w: Connection, key: str, **values: object) -> int:
    """The id of the row of that key."""
    found = w.execute(select(source.c.id).where(source.c.key == key)).scalar()
    if found is None:
        statement = insert(source).values(key=key, territories=[], **values)
        found = w.execute(statement.returning(source.c.id)).scalar_one()
    return int(found)


def _declared(one: Source) -> dict[str, object]:
    return {
        "name": one.name,
        "url": one.url,
        "kind": one.kind,
        "category": one.category,
        "own": one.own,
        "access": one.access,
        "territories": list(one.territory),
        "state": "active" if one.enabled else "paused",
    }


def states(c: Connection) -> dict[str, SourceState]:
    """Every source ever declared, by key."""
    rows = c.execute(select(source).order_by(source.c.key))
    return {row.key: _state(row) for row in rows}


def _state(row: Row[Any]) -> SourceState:
    return SourceState(
        id=row.id,
        key=row.key,
        name=row.name,
        state=row.state,
        validators=Validators(row.etag, row.last_modified, row.digest),
        next_due_at=row.next_due_at,
        failures=row.failures,
        last_ok_at=row.last_ok_at,
        last_error=row.last_error,
        moved_to=row.moved_to,
        memory=row.memory,
        gone_at=row.gone_at,
        trouble=row.trouble,
        proposed_url=row.proposed_url,
        empty_runs=row.empty_runs,
        last_filled_at=row.last_filled_at,
        newest_at=row.newest_at,
        rhythm=row.rhythm,
    )


def suspects(c: Connection, quiet_since: datetime) -> list[SourceState]:
    """The watched sources that may call for a look; the few that are then judged: cheap, for every page asks."""
    query = select(source).where(
        source.c.state == "active",
        or_(
            source.c.failures > 0,
            source.c.trouble != "",
            source.c.moved_to.is_not(None),
            source.c.newest_at < quiet_since,
        ),
    )
    return [_state(row) for row in c.execute(query)]


def id_of(c: Connection, key: str) -> int:
    """The id of a source that is known to be declared."""
    return int(c.execute(select(source.c.id).where(source.c.key == key)).scalar_one())


def next_fetch(w: Connection) -> int:
    """The id of the next fetch to be recorded; all those after it are free too, in this transaction."""
    return int(w.execute(_LAST_FETCH).scalar() or 0) + 1


def record_fetches(w: Connection, records: Iterable[FetchRecord]) -> None:
    """Adds the rows of fetches, under ids that `next_fetch` counted."""
    rows = [
        {
            "id": record.id,
            "source_id": record.source_id,
            "slot": record.slot,
            "started": record.started,
            "ended": record.ended,
            "outcome": record.outcome.value,
            "http_status": record.status,
            "bytes": record.size,
            "seen": record.seen,
            "new": record.new,
            "error": record.error,
        }
        for record in records
    ]
    if rows:
        w.execute(_ADD_FETCH, rows)


def fetched_in(c: Connection, slot: datetime) -> set[int]:
    """Sources that were already asked in this slot: a run that starts again passes them over."""
    return set(c.execute(select(fetch.c.source_id).where(fetch.c.slot == slot)).scalars())


@dataclass(frozen=True, slots=True)
class Success:
    """What a good visit leaves on the row of its source."""

    source_id: int
    at: datetime
    due: datetime
    validators: Validators
    memory: str
    moved_to: str | None = None
    trouble: str = ""
    """Of an answer that was read all the same; `error` is its words."""
    error: str = ""
    newest_at: datetime | None = None
    rhythm: float | None = None


def succeeded(w: Connection, visits: Iterable[Success]) -> None:
    if facts := [_facts(success) for success in visits]:
        w.execute(_UPDATE_SOURCE, facts)


def _facts(success: Success) -> dict[str, object]:
    return {
        "of": success.source_id,
        "etag": success.validators.etag,
        "last_modified": success.validators.last_modified,
        "digest": success.validators.digest,
        "memory": success.memory,
        "failures": 0,
        "empty_runs": 0,
        "last_ok_at": success.at,
        "last_filled_at": success.at,
        "last_error": success.error,
        "trouble": success.trouble,
        "proposed_url": None,
        "gone_at": None,
        "moved_to": success.moved_to,
        "next_due_at": success.due,
        "newest_at": success.newest_at,
        "rhythm": success.rhythm,
    }


def failed(
    w: Connection,
    source_id: int,
    *,
    error: str,
    due: datetime,
    trouble: str = "",
    empty: bool = False,
    proposed_url: str | None = None,
    gone_at: datetime | None = None,
) -> None:
    """Writes why a visit failed, and when the next one is due; what the last good one left stays."""
    w.execute(
        update(source)
        .where(source.c.id == source_id)
        .values(
            failures=source.c.failures + 1,
            empty_runs=source.c.empty_runs + (1 if empty else 0),
            last_error=error,
            trouble=trouble,
            proposed_url=proposed_url,
            gone_at=gone_at,
            next_due_at=due,
        )
    )


def seen_names(c: Connection, item_ids: Iterable[int]) -> dict[int, list[str]]:
    """item id → names of every source where it was seen, in order."""
    names: dict[int, list[str]] = {}
    query = (
        select(sighting.c.item_id, source.c.name)
        .join(source, source.c.id == sighting.c.source_id)
        .where(sighting.c.item_id.in_(list(item_ids)))
        .distinct()
        .order_by(sighting.c.item_id, source.c.name)
    )
    for item_id, name in c.execute(query):
        names.setdefault(item_id, []).append(name)
    return names


def fresh_slot(c: Connection, now: datetime) -> datetime:
    """A slot for a run by hand: now, or just after the last one when two runs meet in one instant."""
    last = c.execute(select(func.max(fetch.c.slot))).scalar()
    return now if last is None or last < now else last + timedelta(microseconds=1)
