"""Items read whole, in a fixed number of queries whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from veille.model.item import Filter, Item, Published, State, Suggestion
from veille.store import events, places, search, selections, sources, stories, themes
from veille.store.tables import (
    edition,
    entry,
    item,
    item_territory,
    person,
    section,
    selection,
    source,
)
from veille.text.query import Query


def count_by_state(c: Connection) -> dict[str, int]:
    """How many rows each state has: a story once, and whatever somebody kept besides."""
    few = (State.NEW.value, State.KEPT.value)
    query = select(item.c.state, func.count(), func.count(item.c.story)).group_by(item.c.state)
    rows = {row[0]: row for row in c.execute(query.where(item.c.state.in_(few)))}
    found = {state: row[1] - (row[2] if state == State.NEW else 0) for state, row in rows.items()}
    # What was dropped is nearly all there is: counted as what remains, since counting a whole
    # table is quick and counting a part of it is not.
    retold = _count(c, item.c.state == State.DROPPED.value, item.c.story.is_not(None))
    found[State.DROPPED.value] = _count(c) - sum(row[1] for row in rows.values()) - retold
    return {state: number for state, number in found.items() if number}


def _count(c: Connection, *where: ColumnElement[bool]) -> int:
    return int(c.execute(select(func.count()).select_from(item).where(*where)).scalar_one())


def count_new_by(c: Connection, column: str) -> dict[str, int]:
    """New items by `category` or `key` of their source, a story counted once."""
    chosen = source.c[column]
    query = (
        select(chosen, func.count())
        .join(item, item.c.source_id == source.c.id)
        .where(item.c.state == State.NEW, item.c.story.is_(None))
        .group_by(chosen)
        .order_by(chosen)
    )
    return dict(c.execute(query).all())


def listed(c: Connection, wanted: Filter, words: Query) -> list[Item]:
    """The newest to come in that fit the filter, ordered by the day they tell, the newest first."""
    day = func.coalesce(item.c.published_at, item.c.seen_at)
    if wanted.selected_for:
        ids = _selected(c, wanted, words)
    else:
        match = search.matching(c, wanted, words)
        ids = search.newest(c, match, limit=wanted.limit, before=wanted.before).ids
    query = _whole().where(item.c.id.in_(ids)).order_by(day.desc(), item.c.public_id)
    return _read(c, query)


def _selected(c: Connection, wanted: Filter, words: Query) -> Sequence[int]:
    """Baskets are small: what waits is looked at one by one."""
    waiting = select(selection.c.item_id).where(
        selection.c.publication == wanted.selected_for, selections.waiting()
    )
    return search.among(c, list(c.execute(waiting).scalars()), search.matching(c, wanted, words))[
        : wanted.limit
    ]


def by_ids(c: Connection, ids: Sequence[int], *, shown: bool = False) -> list[Item]:
    """Exactly these, in the order of their ids; `shown`: without what no reader is told."""
    query = _whole().where(item.c.id.in_(ids)).order_by(item.c.id)
    return _read(c, query, shown=shown) if ids else []


def in_order(c: Connection, ids: Sequence[int], *, shown: bool = False) -> list[Item]:
    """Exactly these, as they come."""
    found = {one.id: one for one in by_ids(c, ids, shown=shown)}
    return [found[one] for one in ids if one in found]


def seen_at(c: Connection, item_id: int) -> datetime | None:
    """When an item came in, or the first after it."""
    query = select(item.c.seen_at).where(item.c.id >= item_id).order_by(item.c.id).limit(1)
    return c.execute(query).scalar()


def _whole() -> Select[tuple[object, ...]]:
    head = item.alias("head")
    return (
        select(
            item,
            source.c.key.label("source_key"),
            source.c.name.label("source_name"),
            source.c.own,
            head.c.public_id.label("head"),
            person.c.name.label("proposer"),
        )
        .join(source, source.c.id == item.c.source_id)
        .outerjoin(head, head.c.id == item.c.story)
        .outerjoin(person, person.c.id == item.c.proposed_by)
    )


def _read(c: Connection, query: Select[tuple[object, ...]], *, shown: bool = False) -> list[Item]:
    rows = c.execute(query).all()
    ids = [row.id for row in rows]
    around = _Around(c, ids, shown=shown)
    return [around.item(row) for row in rows]


class _Around:
    """What stands in other tables about some items, fetched once for all."""

    def __init__(self, c: Connection, ids: Sequence[int], *, shown: bool) -> None:
        self.themes = themes.of_items(c, ids)
        self.territories = _territories(c, ids)
        self.likely = {} if shown else places.likely(c, ids)
        self.selected = {} if shown else selections.of_items(c, ids)
        self.published = {} if shown else _published(c, ids)
        self.names = sources.seen_names(c, ids)
        self.told = stories.tellings(c, ids)
        self.events = events.views(c, ids)

    def item(self, row: Row[tuple[object, ...]]) -> Item:
        rated = self.themes.get(row.id, [])
        placed = self.territories.get(row.id, [])
        return Item(
            id=row.id,
            public_id=row.public_id,
            url_key=row.url_key,
            url=row.url,
            title=row.title,
            seen_at=row.seen_at,
            source=row.source_key,
            source_name=row.source_name,
            state=State(row.state),
            author=row.author,
            published_at=row.published_at,
            excerpt=row.excerpt,
            language=row.language,
            nature=row.nature,
            medium=row.medium,
            duration=row.duration,
            access=row.access,
            closes_on=row.closes_on,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=row.place,
            summary=row.summary,
            quotation=row.quotation,
            own=row.own,
            proposed_by=row.proposer or "",
            territories=tuple(code for code, _why in placed),
            placed_by=row.placed_by,
            placed_why=tuple(why for _code, why in placed),
            themes=tuple(sorted(key for key, origin, _, _ in rated if origin == "staff")),
            suggestions=(*_suggestions(row, rated), *self.likely.get(row.id, ())),
            selected_for=tuple(self.selected.get(row.id, ())),
            published_in=tuple(self.published.get(row.id, ())),
            also_seen=tuple(name for name in self.names.get(row.id, ()) if name != row.source_name),
            story=row.head,
            also_told=tuple(self.told.get(row.id, ())),
            event=self.events.get(row.id),
        )


def _suggestions(
    row: Row[tuple[object, ...]], rated: Sequence[tuple[str, str, float, str]]
) -> tuple[Suggestion, ...]:
    found = [
        Suggestion("theme", key, score, why)
        for key, origin, score, why in rated
        if origin != "staff"
    ]
    if row.nature and row.nature_by == "rule":
        found.append(Suggestion("nature", row.nature, 1.0, row.nature_why))
    return tuple(found)


def _territories(c: Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """item id → (code, why)."""
    query = (
        select(item_territory.c.item_id, item_territory.c.code, item_territory.c.why)
        .where(item_territory.c.item_id.in_(ids))
        .order_by(item_territory.c.item_id, item_territory.c.code)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for item_id, code, why in c.execute(query):
        found.setdefault(item_id, []).append((code, why))
    return found


def _published(c: Connection, ids: Sequence[int]) -> dict[int, list[Published]]:
    """item id → the sealed editions it was in, the newest first."""
    # The title alone, taken out by the store: a frozen view is a whole letter.
    title = edition.c.view["publication_title"].as_string()
    query = (
        select(
            entry.c.item_id,
            title.label("title"),
            edition.c.publication,
            edition.c.number,
            edition.c.date,
            edition.c.year,
            edition.c.slug,
        )
        .join(section, section.c.id == entry.c.section_id)
        .join(edition, edition.c.id == section.c.edition_id)
        .where(entry.c.item_id.in_(ids), edition.c.state == "sealed")
        .order_by(entry.c.item_id, edition.c.date.desc(), edition.c.publication, edition.c.number)
    )
    found: dict[int, list[Published]] = {}
    for row in c.execute(query):
        found.setdefault(row.item_id, []).append(
            Published(
                publication=row.publication,
                title=row.title,
                number=row.number,
                date=row.date,
                path=f"{row.publication}/{row.year}/{row.slug}/",
                slug=row.slug,
            )
        )
    return found
