"""The journal read back: acts newest first, each with the words that its subject has today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, or_, select

from veille.model.act import Act, Subject, WantedActs
from veille.store.tables import dossier, edition, event, item, journal, person


def acts(c: Connection, wanted: WantedActs, hidden: Iterable[str] = ()) -> list[Act]:
    """One page. Kinds in `hidden` are left out."""
    query = (
        select(journal, person.c.name.label("who"))
        .join(person, person.c.id == journal.c.person_id)
        .order_by(journal.c.id.desc())
        .limit(wanted.limit)
    )
    if wanted.person is not None:
        query = query.where(journal.c.person_id == wanted.person)
    if wanted.before is not None:
        query = query.where(journal.c.id < wanted.before)
    if wanted.kind:
        query = query.where(journal.c.kind == wanted.kind)
    query = query.where(journal.c.kind.not_in(tuple(hidden)))
    rows = c.execute(query).all()
    subjects = _subjects(c, {row.object for row in rows})
    return [
        Act(
            row.id,
            row.at,
            row.who,
            row.verb,
            subjects[row.object],
            row.before,
            row.after,
            row.undoes,
        )
        for row in rows
    ]


def _subjects(c: Connection, objects: set[str]) -> dict[str, Subject]:
    """Object → what it is called now."""
    parted = {one: one.partition(":")[::2] for one in objects}
    found = {one: Subject(kind, key) for one, (kind, key) in parted.items()}
    for kind, look in _LOOKS:
        keys = [key for of, key in parted.values() if of == kind]
        if keys:
            found |= {f"{kind}:{key}": subject for key, subject in look(c, keys).items()}
    return found


def _pieces(c: Connection, keys: list[str]) -> dict[str, Subject]:
    return {key: replace(one, kind="piece") for key, one in _items(c, keys).items()}


def _events(c: Connection, keys: list[str]) -> dict[str, Subject]:
    query = select(event.c.public_id, event.c.title).where(event.c.public_id.in_(keys))
    return {row.public_id: Subject("event", row.public_id, row.title) for row in c.execute(query)}


def _dossiers(c: Connection, keys: list[str]) -> dict[str, Subject]:
    query = select(dossier.c.public_id, dossier.c.title).where(dossier.c.public_id.in_(keys))
    return {row.public_id: Subject("dossier", row.public_id, row.title) for row in c.execute(query)}


def _items(c: Connection, keys: list[str]) -> dict[str, Subject]:
    query = select(item.c.public_id, item.c.title).where(item.c.public_id.in_(keys))
    return {row.public_id: Subject("item", row.public_id, row.title) for row in c.execute(query)}


def _editions(c: Connection, keys: list[str]) -> dict[str, Subject]:
    """Named by their row in the acts of old, by their public id in comments."""
    numbers = [int(key) for key in keys if key.isascii() and key.isdecimal()]
    query = select(edition).where(or_(edition.c.id.in_(numbers), edition.c.public_id.in_(keys)))
    found: dict[str, Subject] = {}
    for row in c.execute(query):
        subject = Subject(
            "edition", row.public_id, row.title, row.publication, row.slug or "", row.date
        )
        found |= {key: subject for key in keys if key in (str(row.id), row.public_id)}
    return found


def _people(c: Connection, keys: list[str]) -> dict[str, Subject]:
    ids = [int(key) for key in keys if key.isascii() and key.isdecimal()]
    query = select(person.c.id, person.c.name).where(person.c.id.in_(ids))
    return {str(row.id): Subject("person", str(row.id), row.name) for row in c.execute(query)}


_LOOKS = (
    ("item", _items),
    ("piece", _pieces),
    ("event", _events),
    ("dossier", _dossiers),
    ("edition", _editions),
    ("person", _people),
)
"""What stands before the colon → where its name of today is looked up."""
