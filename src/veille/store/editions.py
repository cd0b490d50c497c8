"""Rows of editions: drafted, sealed once and for all, read back."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from veille.model.edition import (
    Edition,
    EditionState,
    EditionView,
    Issue,
    Rendered,
    Validation,
)
from veille.model.frozen import thaw
from veille.model.printed import Printed
from veille.store import blobs, selections, shelving
from veille.store.tables import edition, entry, item, person, review, section, selection


def add_draft(
    w: Connection,
    publication: str,
    day: date,
    *,
    title: str,
    edito: str,
    public_id: str,
    at: datetime,
    issue: Issue = Issue.USUAL,
) -> int:
    """A draft without a number: numbers are taken at sealing."""
    statement = insert(edition).values(
        public_id=public_id,
        publication=publication,
        state=EditionState.DRAFT.value,
        date=day,
        year=day.year,
        title=title,
        edito=edito,
        issue=issue.value,
        created_at=at,
    )
    return int(w.execute(statement.returning(edition.c.id)).scalar_one())


def drop_draft(w: Connection, edition_id: int) -> None:
    """What it had taken waits again; who was asked to read it is told that it is no more."""
    w.execute(update(review).where(review.c.edition_id == edition_id).values(edition_id=None))
    w.execute(
        update(selection).where(selection.c.edition_id == edition_id).values(**selections.WAITING)
    )
    w.execute(delete(edition).where(edition.c.id == edition_id))


def validate(
    w: Connection,
    edition_id: int,
    at: datetime,
    mark: str,
    *,
    by: int | None = None,
    reader: str = "",
) -> None:
    """Found good to send by a person, or by a `reader` without an account."""
    values = {
        "state": EditionState.VALIDATED.value,
        "validated_at": at,
        "validated_by": by,
        "validated_name": reader,
        "validated_mark": mark,
    }
    w.execute(update(edition).where(edition.c.id == edition_id).values(**values))


def unsettle(w: Connection, edition_id: int) -> None:
    """Changed by a person: a draft again. Who had validated what it was stays known."""
    w.execute(
        update(edition)
        .where(edition.c.id == edition_id, edition.c.state == EditionState.VALIDATED.value)
        .values(state=EditionState.DRAFT.value)
    )


def reopen(w: Connection, edition_id: int) -> None:
    """A draft again, as if nobody had validated it."""
    values = {
        "state": EditionState.DRAFT.value,
        "validated_at": None,
        "validated_by": None,
        "validated_name": "",
        "validated_mark": None,
    }
    w.execute(update(edition).where(edition.c.id == edition_id).values(**values))


def next_number(c: Connection, publication: str, year: int, *, first: int, yearly: bool) -> int:
    """One more than the highest number sealed, of that year alone when numbers start again."""
    query = select(func.max(edition.c.number)).where(
        edition.c.publication == publication, edition.c.state == EditionState.SEALED.value
    )
    highest = c.execute(query).scalar()
    if highest is None:
        return first
    if yearly:
        highest = c.execute(query.where(edition.c.year == year)).scalar() or 0
    return int(highest) + 1


def next_special(c: Connection, publication: str) -> int:
    """One more than the special issues of a publication that were sealed, whatever the year."""
    query = select(edition.c.slug).where(
        edition.c.publication == publication,
        edition.c.state == EditionState.SEALED.value,
        edition.c.issue == Issue.SPECIAL.value,
    )
    numbers = [int(slug.removeprefix("hs-")) for slug in c.execute(query).scalars()]
    return max(numbers, default=0) + 1


def seal(
    w: Connection,
    edition_id: int,
    *,
    view: EditionView,
    frozen_view: dict[str, object],
    rendered: Rendered,
    by: int,
    at: datetime,
    printed: Printed | None = None,
    pdf_fault: str = "",
) -> None:
    """Freezes the edition whole: sections, entries, both parts, the PDF or why it has none.

    Triggers refuse any later change.
    """
    _freeze_sections(w, edition_id, view, frozen_view)
    w.execute(
        update(edition)
        .where(edition.c.id == edition_id)
        .values(
            state=EditionState.SEALED.value,
            number=None if view.issue is Issue.SPECIAL else view.number,
            slug=view.slug,
            subject=rendered.subject,
            view=frozen_view,
            html_sha256=blobs.keep(w, "text/html", rendered.html.encode()),
            text_sha256=blobs.keep(w, "text/plain", rendered.text.encode()),
            pdf_sha256=blobs.keep(w, "application/pdf", printed.pdf) if printed else None,
            pdf_pages=printed.pages if printed else None,
            pdf_fault=pdf_fault,
            sealed_at=at,
            sealed_by=by,
        )
    )
    shelving.shelve(w, edition_id)


def _freeze_sections(
    w: Connection, edition_id: int, view: EditionView, frozen_view: dict[str, object]
) -> None:
    frozen_sections = cast("list[dict[str, list[dict[str, object]]]]", frozen_view["sections"])
    ids = _item_ids(w, [one.public_id for one in view.entries])
    for position, (one, frozen) in enumerate(zip(view.sections, frozen_sections, strict=True)):
        values = {
            "edition_id": edition_id,
            "position": position,
            "key": one.key,
            "title": one.title,
            "kind": one.kind,
        }
        section_id = w.execute(
            insert(section).values(**values).returning(section.c.id)
        ).scalar_one()
        rows = [
            {
                "section_id": section_id,
                "item_id": ids[placed.public_id],
                "position": rank,
                "frozen": snapshot,
            }
            for rank, (placed, snapshot) in enumerate(
                zip(one.entries, frozen["entries"], strict=True)
            )
        ]
        w.execute(insert(entry), rows)


def _item_ids(c: Connection, public_ids: list[str]) -> dict[str, int]:
    query = select(item.c.public_id, item.c.id).where(item.c.public_id.in_(public_ids))
    return dict(c.execute(query).all())


def get(c: Connection, edition_id: int) -> Edition | None:
    row = c.execute(_whole().where(edition.c.id == edition_id)).first()
    return _edition(row) if row else None


def id_of(c: Connection, name: str) -> int | None:
    """The id behind « revue/2026/48 », a public id, or a plain id."""
    parts = name.strip("/").split("/")
    query = select(edition.c.id)
    if len(parts) == 3 and _number(parts[1]):
        query = query.where(
            edition.c.publication == parts[0],
            edition.c.year == int(parts[1]),
            edition.c.slug == parts[2],
        )
    elif _number(name):
        query = query.where(edition.c.id == int(name))
    else:
        query = query.where(edition.c.public_id == name)
    return c.execute(query).scalar()


def _number(text: str) -> bool:
    """Whether it is a whole number that a database can hold."""
    return text.isascii() and text.isdecimal() and len(text) < 16


def listed(
    c: Connection,
    *,
    publication: str = "",
    state: EditionState | None = None,
    limit: int | None = None,
) -> list[Edition]:
    """The newest first."""
    query = _whole().order_by(
        edition.c.date.desc(), edition.c.publication, edition.c.number.desc(), edition.c.id.desc()
    )
    if publication:
        query = query.where(edition.c.publication == publication)
    if state:
        query = query.where(edition.c.state == state.value)
    return [_edition(row) for row in c.execute(query.limit(limit))]


def _whole() -> Select[tuple[object, ...]]:
    validator = person.alias("validator")
    return (
        select(edition, person.c.name.label("sealer"), validator.c.name.label("validator"))
        .join(person, person.c.id == edition.c.sealed_by, isouter=True)
        .join(validator, validator.c.id == edition.c.validated_by, isouter=True)
    )


def _edition(row: Row[tuple[object, ...]]) -> Edition:
    return Edition(
        id=row.id,
        public_id=row.public_id,
        publication=row.publication,
        state=EditionState(row.state),
        date=row.date,
        number=row.number,
        slug=row.slug or "",
        title=row.title,
        edito=row.edito,
        view=thaw(row.view) if row.view else None,
        subject=row.subject,
        sealed_at=row.sealed_at,
        sealed_by=row.sealer or "",
        html_sha256=row.html_sha256 or "",
        text_sha256=row.text_sha256 or "",
        pdf_sha256=row.pdf_sha256 or "",
        pdf_pages=row.pdf_pages or 0,
        pdf_fault=row.pdf_fault,
        issue=Issue(row.issue),
        period=row.period,
        validation=_validation(row),
    )


def _validation(row: Row[tuple[object, ...]]) -> Validation | None:
    if row.validated_at is None:
        return None
    return Validation(
        at=row.validated_at,
        by=row.validated_name or row.validator or "",
        mark=row.validated_mark or "",
        by_link=bool(row.validated_name),
    )
