"""Rows of places: where an item's words or its source put it, what is only likely, and what a person chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.geography import territory_name
from veille.model.item import Suggestion
from veille.store.tables import item, item_territory, likely_place, territory


@dataclass(frozen=True, slots=True)
class Placed:
    """What rules say of an item: its territories (origin `text` or `source`), and those to ask a person about."""

    origin: str = "source"
    taken: tuple[Suggestion, ...] = ()
    likely: tuple[Suggestion, ...] = ()


def place(w: Connection, item_id: int, placed: Placed, at: datetime) -> None:
    """Replaces what rules said before; never what a person chose, and rows that still hold stay untouched."""
    by = w.execute(select(item.c.placed_by).where(item.c.id == item_id)).scalar()
    if by == "staff":
        return
    wanted = {one.key: (placed.origin, one.why) for one in placed.taken}
    held = {
        row.code: (row.origin, row.why)
        for row in w.execute(select(item_territory).where(item_territory.c.item_id == item_id))
    }
    gone = [code for code, said in held.items() if wanted.get(code) != said]
    _forget(w, item_id, gone)
    new = [one for one in placed.taken if held.get(one.key) != wanted[one.key]]
    _write(w, {item_id: Placed(placed.origin, tuple(new))}, at)
    w.execute(delete(likely_place).where(likely_place.c.item_id == item_id))
    _write(w, {item_id: Placed(likely=placed.likely)}, at)


def place_new(w: Connection, placed: Mapping[int, Placed], at: datetime) -> None:
    """The same for items that were just added, by id."""
    _write(w, placed, at)


def decide(w: Connection, item_id: int, codes: Iterable[str], at: datetime) -> None:
    """A person's territories: exactly these. What was likely is gone, so that the desk stops asking."""
    chosen = tuple(Suggestion("territory", code, 1.0, "") for code in dict.fromkeys(codes))
    w.execute(delete(item_territory).where(item_territory.c.item_id == item_id))
    w.execute(delete(likely_place).where(likely_place.c.item_id == item_id))
    w.execute(update(item).where(item.c.id == item_id).values(placed_by="staff"))
    _write(w, {item_id: Placed("staff", chosen)}, at)


def release(w: Connection, item_id: int) -> None:
    """Nobody's word any more: rules may speak again."""
    w.execute(update(item).where(item.c.id == item_id).values(placed_by=""))


def likely(c: Connection, item_ids: Sequence[int]) -> dict[int, list[Suggestion]]:
    """item id → what a person is asked about, the likeliest first."""
    query = (
        select(likely_place)
        .where(likely_place.c.item_id.in_(item_ids))
        .order_by(likely_place.c.item_id, likely_place.c.score.desc(), likely_place.c.code)
    )
    found: dict[int, list[Suggestion]] = {}
    for row in c.execute(query):
        one = Suggestion("territory", row.code, row.score, row.why)
        found.setdefault(row.item_id, []).append(one)
    return found


def name(w: Connection, codes: Iterable[str]) -> None:
    """The rows that territories of items point to."""
    rows = [{"code": code, "kind": code[:1], "name": territory_name(code)} for code in codes]
    if rows:
        w.execute(upsert(territory).on_conflict_do_nothing(), rows)


def _forget(w: Connection, item_id: int, codes: Sequence[str]) -> None:
    if codes:
        w.execute(
            delete(item_territory).where(
                item_territory.c.item_id == item_id, item_territory.c.code.in_(codes)
            )
        )


def _write(w: Connection, placed: Mapping[int, Placed], at: datetime) -> None:
    taken = [
        {"item_id": item_id, "code": one.key, "origin": said.origin, "at": at, "why": one.why}
        for item_id, said in placed.items()
        for one in said.taken
    ]
    asked = [
        {"item_id": item_id, "code": one.key, "score": one.score, "why": one.why}
        for item_id, said in placed.items()
        for one in said.likely
    ]
    if taken:
        name(w, dict.fromkeys(str(row["code"]) for row in taken))
        w.execute(insert(item_territory), taken)
    if asked:
        w.execute(insert(likely_place), asked)
