"""Ten years of sealed editions: one is made and sealed for good, then written again with other items."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from veille.core import Veille
from veille.model.edition import Edition
from veille.model.item import Filter, State, Triage
from veille.store.engine import Connection
from veille.store.tables import edition, entry, item, section, selection

WHO = "Alice"
ENTRIES = 25


def publish(veille: Veille, *, publication: str, editions: int) -> None:
    """Seals one edition of 25 items, and as many more, a week apart, in the years before."""
    first = _sealed(veille, publication)
    with veille.ctx.store.write() as w:
        model = Model(w, first.id)
        items = _kept(w, editions * ENTRIES)
        for back in range(1, editions):
            model.write(w, items[back * ENTRIES : (back + 1) * ENTRIES], back)


def _sealed(veille: Veille, publication: str) -> Edition:
    newest = veille.items.listed(Filter(state=State.NEW, limit=ENTRIES))
    for one in newest:
        form = Triage(select=(publication,), summary=f"Note : {one.title}.")
        veille.items.triage(one.public_id, form, by=WHO)
    draft = veille.drafts.new(publication, by=WHO)
    return veille.sealing.seal(draft.public_id, by=WHO, force=True)


def _kept(c: Connection, wanted: int) -> Sequence[Row[Any, Any]]:
    query = select(item.c.id, item.c.public_id).where(item.c.state == "kept")
    return c.execute(query.order_by(item.c.id.desc()).limit(wanted)).all()


class Model:
    """The rows of an edition, to write again under another date, with other items."""

    def __init__(self, c: Connection, edition_id: int) -> None:
        found = c.execute(select(edition).where(edition.c.id == edition_id))
        self.edition: dict[str, Any] = dict(found.mappings().one())
        sections = c.execute(select(section).where(section.c.edition_id == edition_id))
        self.section: dict[str, Any] = dict(sections.mappings().first() or {})
        placed = c.execute(select(entry).where(entry.c.section_id == self.section["id"]))
        self.frozen = placed.mappings().all()[0]["frozen"]

    def write(self, w: Connection, items: Sequence[Row[Any, Any]], back: int) -> None:
        """Sealed last: from then on triggers refuse whatever comes."""
        day = self.edition["date"] - timedelta(weeks=back)
        made = self._draft(w, day, back)
        self._place(w, made, items)
        kept = {key: self.edition[key] for key in ("html_sha256", "text_sha256", "sealed_at")}
        name = f"copie-{back}"
        w.execute(
            update(edition)
            .where(edition.c.id == made)
            .values(
                state="sealed", number=-back, slug=name, view=self._view(items, day, name), **kept
            )
        )

    def _draft(self, w: Connection, day: date, back: int) -> int:
        same = ("publication", "created_at", "title", "edito", "subject")
        values = {key: self.edition[key] for key in same}
        values |= {"public_id": f"copie{back:05d}", "state": "draft", "date": day, "year": day.year}
        return int(w.execute(insert(edition).values(**values).returning(edition.c.id)).scalar_one())

    def _place(self, w: Connection, made: int, items: Sequence[Row[Any, Any]]) -> None:
        same = {key: self.section[key] for key in ("position", "key", "title", "kind")}
        row = insert(section).values(edition_id=made, **same).returning(section.c.id)
        part = w.execute(row).scalar_one()
        w.execute(
            insert(entry),
            [
                {"section_id": part, "item_id": one.id, "position": rank, "frozen": self.frozen}
                for rank, one in enumerate(items)
            ],
        )
        taken = {
            "publication": self.edition["publication"],
            "person_id": self.edition["sealed_by"],
            "at": self.edition["created_at"],
            "edition_id": made,
        }
        w.execute(insert(selection), [{"item_id": one.id, **taken} for one in items])

    def _view(self, items: Sequence[Row[Any, Any]], day: date, name: str) -> dict[str, Any]:
        view: dict[str, Any] = copy.deepcopy(self.edition["view"])
        view |= {"date": day.isoformat(), "slug": name, "public_id": name}
        entries = [one for part in view["sections"] for one in part["entries"]]
        for frozen, one in zip(entries, items, strict=False):
            frozen["public_id"] = one.public_id
        return view
