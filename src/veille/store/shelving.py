"""Shelving: what each sealed edition told, entered once under its items and headings, never reckoned anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, delete, insert, select, text

from veille.store.tables import entry, filed, placed, section, stale

Heading = tuple[str, str, int]
"""(kind, key, year): « theme », « habitat », 2026."""

_PLACED = text(
    "INSERT INTO placed(item_id, public_id, title, first_on, last_on, seen_at)"
    " SELECT n.item_id, json_extract(n.frozen, '$.public_id'), json_extract(n.frozen, '$.title'),"
    " e.date, e.date, e.sealed_at"
    " FROM entry n JOIN section s ON s.id = n.section_id JOIN edition e ON e.id = s.edition_id"
    " WHERE e.id = :edition AND n.frozen IS NOT NULL"
    " ON CONFLICT(item_id) DO UPDATE SET"
    " title = CASE WHEN excluded.last_on >= last_on THEN excluded.title ELSE title END,"
    " first_on = min(first_on, excluded.first_on), last_on = max(last_on, excluded.last_on),"
    " seen_at = min(seen_at, excluded.seen_at)"
)
_FILED = text(
    "INSERT OR REPLACE INTO filed(kind, key, year, item_id, label)"
    " SELECT :kind, json_extract(h.value, '$.key'), CAST(strftime('%Y', e.date) AS INTEGER),"
    " n.item_id, json_extract(h.value, '$.label')"
    " FROM entry n JOIN section s ON s.id = n.section_id JOIN edition e ON e.id = s.edition_id,"
    " json_each(n.frozen, :part) h WHERE e.id = :edition AND n.frozen IS NOT NULL"
)
_KINDS = (("theme", "$.themes"), ("territory", "$.territories"))


def shelve(w: Connection, edition_id: int) -> None:
    """Enters a sealed edition: its items, and the headings under which it told them."""
    # A piece that stood alone stands from now on where the edition told it.
    told = select(entry.c.item_id).join(section, section.c.id == entry.c.section_id)
    ids = list(w.execute(told.where(section.c.edition_id == edition_id)).scalars())
    before = headings_of(w, [*w.execute(_unsealed(ids)).scalars()])
    _leave(w, ids)
    w.execute(_PLACED, {"edition": edition_id})
    for kind, part in _KINDS:
        w.execute(_FILED, {"edition": edition_id, "kind": kind, "part": part})
    # It may have stood in another year, or under what it is not told under.
    _mark(w, "heading", (json.dumps(one) for one in before - headings_of(w, ids)))


def _leave(w: Connection, item_ids: Sequence[int]) -> None:
    """Those of the items that stand alone do so no more."""
    ids = [*w.execute(_unsealed(item_ids)).scalars()]
    w.execute(delete(filed).where(filed.c.item_id.in_(ids)))
    w.execute(delete(placed).where(placed.c.item_id.in_(ids)))


@dataclass(frozen=True, slots=True)
class Standing:
    """A public piece of the centre that no edition told yet, and its headings as (kind, key, label)."""

    item_id: int
    public_id: str
    title: str
    since: date
    headings: tuple[tuple[str, str, str], ...] = ()


def stand(w: Connection, item_ids: Sequence[int], standing: Iterable[Standing]) -> None:
    """Makes exactly these of the items stand alone; headings that gained or lost one are stale."""
    before = headings_of(w, [*w.execute(_unsealed(item_ids)).scalars()])
    _leave(w, item_ids)
    sealed = set(
        w.execute(select(placed.c.item_id).where(placed.c.item_id.in_(item_ids))).scalars()
    )
    for one in standing:
        if one.item_id not in sealed:
            _stand(w, one)
    after = headings_of(w, [*w.execute(_unsealed(item_ids)).scalars()])
    _mark(w, "heading", (json.dumps(one) for one in before ^ after))


def alone(c: Connection) -> set[int]:
    """Items that have a page and that no edition told."""
    return set(c.execute(select(placed.c.item_id).where(placed.c.seen_at.is_(None))).scalars())


def _unsealed(item_ids: Sequence[int]) -> Select[tuple[int]]:
    return select(placed.c.item_id).where(
        placed.c.item_id.in_(item_ids), placed.c.seen_at.is_(None)
    )


def _stand(w: Connection, one: Standing) -> None:
    w.execute(
        insert(placed).values(
            item_id=one.item_id,
            public_id=one.public_id,
            title=one.title,
            first_on=one.since,
            last_on=one.since,
        )
    )
    rows = [
        {"kind": kind, "key": key, "label": label, "year": one.since.year, "item_id": one.item_id}
        for kind, key, label in one.headings
    ]
    if rows:
        w.execute(insert(filed), rows)


def headings_of(c: Connection, item_ids: Iterable[int]) -> set[Heading]:
    """The headings under which these items stand."""
    query = select(filed.c.kind, filed.c.key, filed.c.year).distinct()
    return {
        (row.kind, row.key, row.year)
        for row in c.execute(query.where(filed.c.item_id.in_(list(item_ids))))
    }


# --- what the archive does not show yet ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stale:
    """What changed since a build ended well: keys by kind, and how far the list was read."""

    editions: frozenset[int]
    errata: frozenset[int]
    """Editions of which only the page changed."""
    items: frozenset[int]
    links: frozenset[int]
    """Items whose address died or came back: their words are the same."""
    events: frozenset[str]
    dossiers: frozenset[int]
    headings: frozenset[Heading]
    mark: int


def stale_now(c: Connection) -> Stale:
    """Everything that waits for a build."""
    rows = c.execute(select(stale.c.id, stale.c.kind, stale.c.key)).all()

    def of(kind: str) -> list[str]:
        return [row.key for row in rows if row.kind == kind]

    return Stale(
        editions=frozenset(int(key) for key in of("edition")),
        errata=frozenset(int(key) for key in of("erratum")),
        items=frozenset(int(key) for key in of("item")),
        links=frozenset(int(key) for key in of("link")),
        events=frozenset(of("event")),
        dossiers=frozenset(int(key) for key in of("dossier")),
        headings=frozenset(_heading(key) for key in of("heading")),
        mark=max((row.id for row in rows), default=0),
    )


def _heading(key: str) -> Heading:
    kind, name, year = json.loads(key)
    return (kind, name, year)


def mark_links(w: Connection, public_ids: Iterable[str]) -> None:
    """Notes that the addresses of these items died, or came back."""
    ids = list(public_ids)
    query = select(placed.c.item_id).where(placed.c.public_id.in_(ids))
    _mark(w, "link", (str(one) for one in w.execute(query).scalars()))


def _mark(w: Connection, kind: str, keys: Iterable[str]) -> None:
    statement = text("INSERT OR REPLACE INTO stale(kind, key) VALUES (:kind, :key)")
    rows = [{"kind": kind, "key": key} for key in keys]
    if rows:
        w.execute(statement, rows)


def forget(w: Connection, mark: int) -> None:
    """What was read up to this mark is shown; what came after stays."""
    w.execute(delete(stale).where(stale.c.id <= mark))
