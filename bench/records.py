"""Rows of made-up items, as collecting and triage leave them: kept, filed under themes, waiting in a basket."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour

from sqlalchemy import func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from bench import press
from veille.geography import territory_name
from veille.store import themes
from veille.store.engine import Connection
from veille.store.tables import (
    fetch,
    item,
    item_territory,
    item_theme,
    selection,
    sighting,
    source,
    territory,
)
from veille.testing import SeededIds

CATEGORIES = (
    "presse-nationale",
    "presse-regionale",
    "presse-specialisee",
    "institution",
    "recherche",
)
PLACES = ("FR", "R53", "R53", "R52", "D35", "D35", "D29", "D44", "D49", "R11", "D93", "D59")
REVIEW_NATURES = ("actualite",) * 12 + (
    "experience",
    "rapport-etude",
    "texte-officiel",
    "publication",
)
LETTER_NATURES = (
    "actualite", "appel", "evenement", "rapport-etude", "publication", "outil", "experience",
    "texte-officiel", "formation", "emploi-stage",
)  # fmt: skip
_KINDS = ("Le Courrier de", "La Gazette de", "Radio", "Observatoire de", "Agence de", "Revue de")


def _sources() -> str:
    lines = [
        f'  - {{key: source-{rank}, name: "{_KINDS[rank % len(_KINDS)]} {press.place(rank * 7)}",'
        f' url: "https://source-{rank}.example/rss", kind: rss, category: {CATEGORIES[rank % 5]}}}\n'
        for rank in range(60)
    ]
    return f"sources:\n{''.join(lines)}"


SOURCES = _sources()
"""sources.yml: sixty sources that do not exist."""


def count(c: Connection) -> int:
    return int(c.execute(select(func.count()).select_from(item)).scalar_one())


class Writer:
    """Adds items to a store, each as if one source had told it in the days before an edition."""

    def __init__(self, w: Connection, rng: random.Random, who: int) -> None:
        self._rng, self._who = rng, who
        self._ids = SeededIds()
        self._themes = themes.ids(w)
        self._fetches = _fetches(w)
        self._next = int(w.execute(select(func.coalesce(func.max(item.c.id), 0))).scalar_one())
        for code in dict.fromkeys(PLACES):
            values = {"code": code, "kind": code[:1], "name": territory_name(code)}
            w.execute(upsert(territory).values(**values).on_conflict_do_nothing())

    def items(self, w: Connection, publication: str, day: date, wanted: int) -> list[int]:
        """New items that wait for a publication; returns their ids."""
        first = int(w.execute(select(func.coalesce(func.max(item.c.id), 0))).scalar_one()) + 1
        ids = list(range(first, first + wanted))
        filed = {one: press.themes(self._rng) for one in ids}
        rows = [self._item(one, publication, day, filed[one][0]) for one in ids]
        w.execute(insert(item), rows)
        w.execute(insert(sighting), [self._sighting(row) for row in rows])
        at = _moment(day, 0)
        given = {"origin": "staff", "score": 1.0, "why": "", "person_id": self._who, "at": at}
        w.execute(
            insert(item_theme),
            [
                {"item_id": one, "theme_id": self._themes[key], **given}
                for one in ids
                for key in filed[one]
            ],
        )
        placed = [one for one in ids if self._rng.randrange(3) == 0]
        if placed:
            w.execute(
                insert(item_territory),
                [
                    {"item_id": one, "code": self._rng.choice(PLACES), "origin": "staff", "at": at}
                    for one in placed
                ],
            )
        self._select(w, publication, at, [(one, None) for one in ids])
        return ids

    def select_again(self, w: Connection, publication: str, day: date, ids: Sequence[int]) -> None:
        """The same items for another publication, half of them with other words."""
        noted = [(one, press.note(self._rng, "gusp") if one % 2 else None) for one in ids]
        self._select(w, publication, _moment(day, 0), noted)

    def _select(
        self, w: Connection, key: str, at: datetime, noted: Sequence[tuple[int, str | None]]
    ) -> None:
        same = {"publication": key, "person_id": self._who, "at": at}
        if noted:
            w.execute(
                insert(selection), [{"item_id": one, "note": note, **same} for one, note in noted]
            )

    def _item(self, item_id: int, publication: str, day: date, theme: str) -> dict[str, object]:
        rng = self._rng
        told = _moment(day, rng.randint(1, 7 if publication == "revue" else 28))
        told += timedelta(minutes=rng.randrange(600))
        source_id = rng.choice(list(self._fetches))
        medium = rng.choices(("read", "listen", "watch"), (85, 10, 5))[0]
        address = f"https://source-{source_id}.example/{told:%Y/%m}/{item_id}"
        return {
            "id": item_id,
            "public_id": self._ids.public_id(f"item:{item_id}"),
            "url_key": address,
            "url": address,
            "title": press.title(rng, theme),
            "source_id": source_id,
            "published_at": told,
            "seen_at": told + timedelta(hours=2),
            "excerpt": press.note(rng, theme),
            "state": "kept",
            "nature_by": "staff",
            "access": rng.choices(("free", "mixed", "subscribers"), (6, 2, 2))[0],
            "medium": medium,
            "duration": None if medium == "read" else 60 * rng.randint(2, 90),
            "summary": press.note(rng, theme),
            "quotation": press.title(rng, theme) if rng.randrange(20) == 0 else "",
            **self._dated(publication, day),
        }

    def _dated(self, publication: str, day: date) -> dict[str, object]:
        """Its nature, with the days that this nature has; what an edition tells of is not over."""
        rng = self._rng
        of = {"revue": REVIEW_NATURES, "lettre": LETTER_NATURES}.get(publication, ("evenement",))
        nature = rng.choice(of)
        dates: dict[str, object] = {
            "closes_on": None,
            "starts_at": None,
            "ends_at": None,
            "place": "",
        }
        if nature == "appel":
            dates["closes_on"] = day + timedelta(days=rng.randint(10, 60))
        if nature in ("evenement", "formation"):
            starts = datetime.combine(day + timedelta(days=rng.randint(10, 60)), hour(9))
            dates |= {"starts_at": starts, "ends_at": starts + timedelta(hours=rng.randint(2, 8))}
            dates["place"] = press.town(rng)
        return {"nature": nature, **dates}

    def _sighting(self, row: dict[str, object]) -> dict[str, object]:
        source_id = row["source_id"]
        return {
            "source_id": source_id,
            "guid": row["public_id"],
            "item_id": row["id"],
            "fetch_id": self._fetches[source_id],
            "at": row["seen_at"],
        }


def _moment(day: date, before: int) -> datetime:
    return datetime.combine(day - timedelta(days=before), hour(7), UTC)


def _fetches(w: Connection) -> dict[object, int]:
    """source id → a visit of it."""
    at = datetime(2006, 11, 1, tzinfo=UTC)
    told = {"slot": at, "started": at, "ended": at, "outcome": "new", "bytes": 0}
    known: dict[object, int] = dict(w.execute(select(fetch.c.source_id, fetch.c.id)).all())
    active = source.c.state == "active"
    for one in w.execute(select(source.c.id).where(active, source.c.own.is_(False))).scalars():
        if one not in known:
            added = insert(fetch).values(source_id=one, seen=1, new=1, **told)
            known[one] = w.execute(added.returning(fetch.c.id)).scalar_one()
    return dict(sorted(known.items(), key=lambda pair: str(pair[0])))
