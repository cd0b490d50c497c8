"""Rows of kept searches and dossiers, and of what was decided of each item for each dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from veille.model.dossier import Dossier, DossierState
from veille.model.search import read
from veille.store.tables import dossier, dossier_item, journal

IN, ASIDE = "in", "aside"


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the journal that may be taken back."""

    id: int
    verb: str
    before: dict[str, Any]
    after: dict[str, Any]


def add(w: Connection, values: Mapping[str, object]) -> None:
    w.execute(insert(dossier).values(**values))


def change(w: Connection, dossier_id: int, values: Mapping[str, object]) -> None:
    w.execute(update(dossier).where(dossier.c.id == dossier_id).values(**values))


def remove(w: Connection, dossier_id: int) -> None:
    w.execute(delete(dossier).where(dossier.c.id == dossier_id))


def find(c: Connection, public_id: str) -> Dossier | None:
    return _one(c, dossier.c.public_id == public_id)


def by_token(c: Connection, token: str) -> Dossier | None:
    return _one(c, dossier.c.token == token)


def by_key(c: Connection, key: str) -> Dossier | None:
    return _one(c, dossier.c.key == key)


def listed(c: Connection, *states: DossierState) -> list[Dossier]:
    """In the order in which they were kept."""
    query = _whole().order_by(dossier.c.id)
    if states:
        query = query.where(dossier.c.state.in_(states))
    return [_read(row) for row in c.execute(query)]


def row_of(c: Connection, dossier_id: int) -> dict[str, Any]:
    """Every column but the id, as the journal keeps it."""
    query = select(*(column for column in dossier.c if column.name != "id"))
    return dict(c.execute(query.where(dossier.c.id == dossier_id)).mappings().one())


def _one(c: Connection, where: ColumnElement[bool]) -> Dossier | None:
    row = c.execute(_whole().where(where)).first()
    return _read(row) if row else None


def _whole() -> Any:
    size = (
        select(func.count())
        .where(dossier_item.c.dossier_id == dossier.c.id, dossier_item.c.state == IN)
        .scalar_subquery()
    )
    return select(dossier, size.label("size"))


def _read(row: Row[*tuple[Any, ...]]) -> Dossier:
    return Dossier(
        id=row.id,
        public_id=row.public_id,
        title=row.title,
        wanted=read(row.query),
        state=DossierState(row.state),
        token=row.token,
        at=row.at,
        key=row.key or "",
        introduction=row.introduction,
        updated_on=row.updated_on,
        size=row.size,
    )


# --- what was decided of items -----------------------------------------------------------------


def members(c: Connection, dossier_id: int) -> list[tuple[int, datetime]]:
    """(item id, since when it is in), in the order that a person gave."""
    query = (
        select(dossier_item.c.item_id, dossier_item.c.at)
        .where(dossier_item.c.dossier_id == dossier_id, dossier_item.c.state == IN)
        .order_by(dossier_item.c.position, dossier_item.c.item_id)
    )
    return [(row.item_id, row.at) for row in c.execute(query)]


def holding(c: Connection, item_ids: Iterable[int]) -> set[int]:
    """The ids of the dossiers that hold one of these items."""
    query = select(dossier_item.c.dossier_id).distinct()
    where = (dossier_item.c.item_id.in_(list(item_ids)), dossier_item.c.state == IN)
    return set(c.execute(query.where(*where)).scalars())


def judged(c: Connection, dossier_id: int) -> set[int]:
    """Every item that was taken in or set aside: it is proposed no more."""
    query = select(dossier_item.c.item_id).where(dossier_item.c.dossier_id == dossier_id)
    return set(c.execute(query).scalars())


def decided(c: Connection, dossier_id: int, item_id: int) -> dict[str, Any]:
    """What was decided of one item, with its place; empty when nothing was."""
    columns = (dossier_item.c.state, dossier_item.c.position)
    row = c.execute(select(*columns).where(_pair(dossier_id, item_id))).mappings().first()
    return dict(row) if row else {}


def decide(
    w: Connection, dossier_id: int, item_id: int, what: Mapping[str, Any], by: int, at: datetime
) -> None:
    """Writes a decision and its place; nothing given forgets it."""
    if not what:
        w.execute(delete(dossier_item).where(_pair(dossier_id, item_id)))
        return
    values = {"state": what["state"], "position": what["position"], "person_id": by, "at": at}
    statement = upsert(dossier_item).values(dossier_id=dossier_id, item_id=item_id, **values)
    keys = [dossier_item.c.dossier_id, dossier_item.c.item_id]
    w.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))


def first_place(c: Connection, dossier_id: int) -> int:
    """A place before all others: what was just taken in comes first, until a person moves it."""
    query = select(func.min(dossier_item.c.position)).where(
        dossier_item.c.dossier_id == dossier_id, dossier_item.c.state == IN
    )
    least = c.execute(query).scalar()
    return 0 if least is None else int(least) - 1


def arrange(w: Connection, dossier_id: int, item_ids: Iterable[int]) -> None:
    """Gives the items this order."""
    for position, item_id in enumerate(item_ids):
        w.execute(
            update(dossier_item)
            .where(_pair(dossier_id, item_id), dossier_item.c.position != position)
            .values(position=position)
        )


def _pair(dossier_id: int, item_id: int) -> ColumnElement[bool]:
    return and_(dossier_item.c.dossier_id == dossier_id, dossier_item.c.item_id == item_id)


# --- the last act, to take back ----------------------------------------------------------------


def last_act(c: Connection, about: str, verbs: Iterable[str]) -> Act | None:
    """The last act of these kinds on one dossier that was not taken back yet."""
    undoing = journal.alias("undoing")
    query = (
        select(journal.c.id, journal.c.verb, journal.c.before, journal.c.after)
        .where(journal.c.object == about, journal.c.verb.in_(list(verbs)))
        .where(~select(undoing.c.id).where(undoing.c.undoes == journal.c.id).exists())
        .order_by(journal.c.id.desc())
        .limit(1)
    )
    row = c.execute(query).first()
    return Act(*row) if row else None
