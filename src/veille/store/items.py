"""Rows of items, one by one: found, added, changed, decided. Many at once: filing.py; whole: items_read.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import (
    Connection,
    String,
    bindparam,
    cast,
    insert,
    literal,
    or_,
    select,
    update,
)

from veille.model.item import Candidate
from veille.store.tables import (
    edition,
    entry,
    item,
    journal,
    section,
)


def add(
    w: Connection,
    candidate: Candidate,
    *,
    public_id: str,
    url_key: str,
    source_id: int,
    language: str,
    access: str,
    seen_at: datetime,
    proposed_by: int | None = None,
) -> int:
    """A new item; returns its id. `proposed_by` is who brought it in by hand."""
    statement = insert(item).values(
        public_id=public_id,
        url_key=url_key,
        source_id=source_id,
        language=language,
        access=access,
        seen_at=seen_at,
        proposed_by=proposed_by,
        **told_columns(candidate),
    )
    return int(w.execute(statement.returning(item.c.id)).scalar_one())


def retell(
    w: Connection,
    item_id: int,
    candidate: Candidate,
    *,
    url_key: str,
    source_id: int,
    language: str,
    access: str,
) -> None:
    """The home source tells it otherwise: its words replace the old ones, staff's words stay."""
    told = told_columns(candidate)
    if candidate.url is None:
        del told["url"]  # a person may have given it one since
    else:
        told["url_key"] = url_key
    w.execute(
        update(item)
        .where(item.c.id == item_id)
        .values(source_id=source_id, language=language, access=access, **told)
    )


def told_columns(candidate: Candidate) -> dict[str, object]:
    """What a source says of an item, by column."""
    return {
        "url": candidate.url,
        "title": candidate.title,
        "author": candidate.author,
        "published_at": candidate.published_at,
        "excerpt": candidate.excerpt,
        "medium": candidate.medium,
        "duration": candidate.duration,
    }


def suggest_nature(w: Connection, item_id: int, nature: str, why: str) -> None:
    """A rule's guess, never over a person's word."""
    w.execute(
        update(item)
        .where(item.c.id == item_id, item.c.nature_by != "staff")
        .where(or_(item.c.nature != nature, item.c.nature_why != why))
        .values(nature=nature, nature_by="rule" if nature else "", nature_why=why)
    )


def decide(w: Connection, item_id: int, values: Mapping[str, object]) -> None:
    """Writes a person's decisions, by column."""
    if "nature" in values:
        values = {**values, "nature_by": "staff", "nature_why": ""}
    if values:
        w.execute(
            update(item).where(item.c.id == bindparam("wanted")).values(**values),
            {"wanted": item_id},
        )


def set_nature(w: Connection, item_id: int, nature: str) -> None:
    """A person's word, or nobody's any more when empty: a rule may then speak again."""
    by = "staff" if nature else ""
    w.execute(
        update(item).where(item.c.id == item_id).values(nature=nature, nature_by=by, nature_why="")
    )


def sealed_since(c: Connection, item_id: int, act: int) -> bool:
    """Whether an edition was sealed with that item after an act, by the order of the journal."""
    query = (
        select(edition.c.id)
        .join(section, section.c.edition_id == edition.c.id)
        .join(entry, entry.c.section_id == section.c.id)
        .join(journal, journal.c.object == literal("edition:") + cast(edition.c.id, String))
        .where(entry.c.item_id == item_id, journal.c.verb == "seal", journal.c.id > act)
    )
    return c.execute(query).first() is not None


def id_of(c: Connection, name: str) -> int | None:
    """The id behind a public id or an exact address."""
    found = c.execute(select(item.c.id).where(item.c.public_id == name)).scalar()
    if found is None and "://" in name:  # no index has addresses as they are written: a whole scan
        found = c.execute(select(item.c.id).where(item.c.url == name)).scalar()
    return found


def ids_of(c: Connection, public_ids: Iterable[str]) -> dict[str, int]:
    """public id → id, of those that exist."""
    query = select(item.c.public_id, item.c.id).where(item.c.public_id.in_(list(public_ids)))
    return dict(c.execute(query).all())


def id_of_key(c: Connection, url_key: str) -> int | None:
    """The id of the item at that address, however it is written."""
    return c.execute(select(item.c.id).where(item.c.url_key == url_key)).scalar()
