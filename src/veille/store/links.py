"""Rows of addresses that were asked whether they answer, once each, and where they were published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select
from sqlalchemy.dialects.sqlite import insert

from veille.model.dossier import DossierState
from veille.model.edition import EditionState
from veille.model.link import DeadLink, DeadPlace, LinkCheck, LinkRecord, LinkRound, turned
from veille.store import shelving
from veille.store.dossiers import IN
from veille.store.shelves import slices
from veille.store.tables import (
    dossier,
    dossier_item,
    edition,
    entry,
    item,
    link_check,
    piece,
    section,
)
from veille.text.dates import paris_day


@dataclass(frozen=True, slots=True)
class _Place:
    """An address given to readers once."""

    url: str
    day: date
    title: str
    public_id: str
    edition: str = ""
    publication: str = ""
    slug: str = ""


def keep(w: Connection, checks: Sequence[LinkCheck]) -> LinkRound:
    """Adds an answer to what is known of each address. Pages that now say something else are stale."""
    before = records(w, [one.url for one in checks])
    after = [
        before[one.url].after(one) if one.url in before else LinkRecord(one).after(one)
        for one in checks
    ]
    for record in after:
        _put(w, record)
    died, revived = turned(before, after)
    return LinkRound(len(checks), len(checks), died, revived, _changed(w, [*died, *revived]))


def vouch(w: Connection, record: LinkRecord, at: datetime) -> LinkRound:
    """A person found a dead link good."""
    _put(w, replace(record, failed_at=None, dead_at=None, good_at=at))
    url = record.last.url
    return LinkRound(revived=(url,), changed=_changed(w, [url]))


def _changed(w: Connection, urls: Sequence[str]) -> tuple[str, ...]:
    """Notes for the next build of the archive which items it shows otherwise, and returns these."""
    changed = items_of(w, urls)
    shelving.mark_links(w, changed)
    return changed


def _put(w: Connection, record: LinkRecord) -> None:
    values = {
        "at": record.last.at,
        "outcome": record.last.outcome,
        "note": record.last.note,
        "moved_to": record.last.moved_to or None,
        "failed_at": record.failed_at,
        "dead_at": record.dead_at,
        "good_at": record.good_at,
    }
    statement = insert(link_check).values(url=record.last.url, **values)
    w.execute(statement.on_conflict_do_update(index_elements=[link_check.c.url], set_=values))


def known(c: Connection, urls: Sequence[str], since: datetime) -> dict[str, LinkCheck]:
    """address → what it answered, for those asked since then."""
    found = records(c, urls)
    return {url: record.last for url, record in found.items() if record.last.at >= since}


def records(c: Connection, urls: Sequence[str]) -> dict[str, LinkRecord]:
    """address → what is known of it; those that were never asked are not here."""
    return {
        row.url: _record(row)
        for some in slices(urls)
        for row in c.execute(select(link_check).where(link_check.c.url.in_(some)))
    }


def published(c: Connection) -> dict[str, date]:
    """address → the last day on which readers were given it, drafts and withdrawn dossiers left out."""
    found: dict[str, date] = {}
    for row in _all_published(c):
        found[row.url] = max(row.day, found.get(row.url, row.day))
    return found


def items_of(c: Connection, urls: Iterable[str]) -> tuple[str, ...]:
    """public ids of the items that readers find under these addresses, sorted."""
    found = {row.public_id for some in slices(urls) for row in _all_published(c, some)}
    return tuple(sorted(found))


def dead_days(c: Connection) -> dict[str, date]:
    """address → the day, in Paris, on which it was found dead."""
    query = select(link_check.c.url, link_check.c.dead_at).where(link_check.c.dead_at.is_not(None))
    return {url: paris_day(at) for url, at in c.execute(query)}


def dead(c: Connection) -> list[DeadLink]:
    """Published addresses that lead nowhere, the last found first; each with where it was published."""
    query = select(link_check).where(link_check.c.dead_at.is_not(None))
    found = {row.url: row for row in c.execute(query)}
    places: dict[str, list[_Place]] = {}
    if found:
        for row in _all_published(c, query.with_only_columns(link_check.c.url)):
            places.setdefault(row.url, []).append(row)
    made = [_dead(found[url], rows) for url, rows in places.items()]
    return sorted(made, key=lambda one: (one.since, one.url), reverse=True)


def sound(c: Connection, most: int) -> list[str]:
    """Addresses that answered when they were last asked, those that were left in peace longest."""
    query = select(link_check.c.url).where(link_check.c.outcome.in_(("ok", "moved")))
    return list(c.execute(query.order_by(link_check.c.at, link_check.c.url).limit(most)).scalars())


def _dead(row: Row[Any], rows: Sequence[_Place]) -> DeadLink:
    newest = max(rows, key=lambda one: one.day)
    places = {
        one.edition: DeadPlace(one.edition, one.publication, one.slug, one.day)
        for one in rows
        if one.edition
    }
    return DeadLink(
        url=row.url,
        title=newest.title,
        item=newest.public_id,
        since=row.dead_at,
        note=row.note,
        moved_to=row.moved_to or "",
        places=tuple(sorted(places.values(), key=lambda one: one.date, reverse=True)),
    )


def _all_published(
    c: Connection, among: Sequence[str] | Select[Any] | None = None
) -> Iterator[_Place]:
    """A row for each time an address was given to readers; `among`: these addresses alone."""

    def rows(url: ColumnElement[str], query: Select[Any]) -> Iterable[Any]:
        return c.execute(query if among is None else query.where(url.in_(among)))

    for row in rows(_TOLD, _in_editions()):
        yield _Place(*row)
    for row in rows(piece.c.link, _in_pieces()):
        yield _Place(row.link, paris_day(row.published_at or row.updated_at), *row[3:])
    for row in rows(item.c.url, _in_dossiers()):
        yield _Place(row.url, paris_day(row.at), *row[2:])


_TOLD = entry.c.frozen["url"].as_string()
"""As each sealed edition told it: that is what its page shows for ever."""


def _in_editions() -> Select[Any]:
    return (
        select(
            _TOLD,
            edition.c.date,
            entry.c.frozen["title"].as_string(),
            item.c.public_id,
            edition.c.public_id.label("edition"),
            edition.c.publication,
            edition.c.slug,
        )
        .join(section, section.c.id == entry.c.section_id)
        .join(edition, edition.c.id == section.c.edition_id)
        .join(item, item.c.id == entry.c.item_id)
        .where(edition.c.state == EditionState.SEALED.value)
    )


def _in_pieces() -> Select[Any]:
    columns = (piece.c.link, item.c.published_at, piece.c.updated_at, item.c.title)
    return (
        select(*columns, item.c.public_id)
        .join(item, item.c.id == piece.c.item_id)
        .where(piece.c.public, piece.c.link.is_not(None))
    )


def _in_dossiers() -> Select[Any]:
    return (
        select(item.c.url, dossier_item.c.at, item.c.title, item.c.public_id)
        .join(dossier_item, dossier_item.c.item_id == item.c.id)
        .join(dossier, dossier.c.id == dossier_item.c.dossier_id)
        .where(dossier.c.state == DossierState.PUBLIC.value, dossier_item.c.state == IN)
        .where(item.c.url.is_not(None))
    )


def _record(row: Row[Any]) -> LinkRecord:
    last = LinkCheck(row.url, row.at, row.outcome, row.note, row.moved_to or "")
    return LinkRecord(last, row.failed_at, row.dead_at, row.good_at)
