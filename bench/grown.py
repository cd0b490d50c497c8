"""A centre's store after twenty years: `python -m bench.grown --items 50000 --folder FOLDER [--next]`.

Reviews, letters, alerts and announcements of made-up items, sealed from 2006 to 2026 through the store's own
functions, composed by the rules of the shipped veille.yml. Nothing is rendered as mail: each edition keeps two
short sealed texts. The same count makes the same archive, to the byte. `--next` seals one more review there.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from itertools import groupby
from pathlib import Path

from bench import press, records
from veille.compose.view import edition_view
from veille.config.workspace import init
from veille.core import Veille, open_veille
from veille.core.composing import chosen, next_slug
from veille.model.edition import EditionView, Issue, Rendered
from veille.model.event import Day, EventForm, EventView
from veille.model.frozen import freeze
from veille.model.item import Filter
from veille.model.piece import PieceForm
from veille.store import editions, errata, items_read, people, permalinks, selections
from veille.store.engine import Connection
from veille.testing import FakeFetcher, FrozenClock, SeededIds

WHO = "Alice"
NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
LAST = date(2026, 11, 23)
DAYS = 7300
"""Twenty years."""
RETOLD = 0.1
"""So many of the items stand in a letter after they stood in a review."""
WAITING = 8
"""Items that the review will tell next: its living page shows them."""
NEXT = 25
"""Items of one more edition."""
PIECES = EVENTS = 3
"""A year."""
DOSSIERS, MEMBERS = 6, 30


@dataclass(frozen=True)
class Rhythm:
    """How a publication shares in the items: 50,000 make a review a week and a letter a month."""

    key: str
    share: float
    size: int


RHYTHMS = (
    Rhythm("revue", 0.84, 40),
    Rhythm("lettre", 0.09, 19),
    Rhythm("alerte", 0.06, 12),
    Rhythm("annonce", 0.01, 1),
)


@dataclass(frozen=True)
class Planned:
    """One edition to seal: how many new items it tells, and how many that a review told."""

    day: date
    publication: str
    fresh: int
    retold: int = 0
    issue: Issue = Issue.USUAL


def planned(items: int) -> list[Planned]:
    """Every edition, the oldest first; the new items of all of them are exactly so many."""
    rest = items - sum(round(items * one.share) for one in RHYTHMS[1:])
    totals = [rest, *(round(items * one.share) for one in RHYTHMS[1:])]
    made = [
        edition
        for rhythm, total in zip(RHYTHMS, totals, strict=True)
        for edition in _planned(rhythm, total, round(items * RETOLD))
    ]
    return sorted(made, key=lambda one: (one.day, one.publication))


def _planned(rhythm: Rhythm, total: int, retold: int) -> Iterator[Planned]:
    """Sizes differ as they do in life; the days are evenly spread."""
    rng = random.Random(rhythm.key)
    count = max(1, round(total / rhythm.size))
    jitter = 0 if rhythm.size == 1 else 0.15
    bounds = [round(total * (at + rng.uniform(-jitter, jitter)) / count) for at in range(count)]
    bounds = [0, *bounds[1:], total]
    for rank in range(count):
        day = LAST - timedelta(days=DAYS * (count - 1 - rank) // count)
        if rhythm.key == "revue":
            day -= timedelta(days=day.weekday())
        again = retold // count if rhythm.key == "lettre" else 0
        issue = Issue.SPECIAL if rhythm.key == "lettre" and rank % 50 == 49 else Issue.USUAL
        fresh = bounds[rank + 1] - bounds[rank]
        if fresh:
            yield Planned(day, rhythm.key, fresh, again, issue)


def grow(folder: Path, items: int, *, seed: int = 1) -> None:
    """Makes the workspace. The folder must not hold one yet."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.yml").write_text(records.SOURCES, encoding="utf-8")
    init(folder)
    (folder / "data" / "now").write_text(NOW.isoformat(), encoding="utf-8")
    clock = FrozenClock(NOW)
    veille = opened(folder, clock)
    try:
        history = History(veille, random.Random(seed))
        for year, editions_ in groupby(planned(items), key=lambda one: one.day.year):
            clock.set(datetime(year, 1, 2, 9, tzinfo=UTC) if year < NOW.year else NOW)
            _write_own(veille, history.rng, year)
            history.seal(list(editions_))
        clock.set(NOW)
        history.wait(WAITING)
        _gather(veille)
    finally:
        veille.close()


def opened(folder: Path, clock: FrozenClock | None = None) -> Veille:
    """The workspace, with names that follow from what they name; nothing is fetched nor printed."""
    clock = clock or FrozenClock(NOW)
    return open_veille(folder, clock=clock, ids=SeededIds(), fetcher=FakeFetcher(), printing=False)


class History:
    """Writes what twenty years left in a store, edition after edition."""

    def __init__(self, veille: Veille, rng: random.Random) -> None:
        self.rng = rng
        self._ctx = veille.ctx
        self._told: list[int] = []
        """Items that reviews told since the last letter."""
        with self._ctx.store.write() as w:
            self._who = people.person_id(w, WHO)
            self._writer = records.Writer(w, rng, self._who)

    def seal(self, plan: Sequence[Planned]) -> None:
        """These editions, in one transaction."""
        with self._ctx.store.write() as w:
            for one in plan:
                self._choose(w, one)
                self._seal(w, one)

    def wait(self, items: int, publication: str = "revue", day: date = LAST) -> None:
        """Retains so many new items, which no edition takes yet."""
        with self._ctx.store.write() as w:
            self._writer.items(w, publication, day + timedelta(days=1), items)

    def _choose(self, w: Connection, one: Planned) -> None:
        fresh = self._writer.items(w, one.publication, one.day, one.fresh)
        if one.publication == "revue":
            self._told += fresh
        again = self.rng.sample(self._told, min(one.retold, len(self._told)))
        self._writer.select_again(w, one.publication, one.day, again)
        if one.publication == "lettre":
            self._told = []

    def _seal(self, w: Connection, one: Planned) -> None:
        """Drafted of what waits and sealed at once: the one place where an edition is made."""
        rule = self._ctx.config.publication(one.publication)
        at = datetime.combine(one.day, hour(9), UTC)
        slug = next_slug(self._ctx, w, rule, one.day, one.issue)
        public_id = self._ctx.ids.public_id(f"edition:{rule.key}:{one.day.year}:{slug}")
        edito = press.note(self.rng, "contrats-de-ville") if one.publication == "lettre" else ""
        edition_id = editions.add_draft(
            w, rule.key, one.day, title="", edito=edito, public_id=public_id, at=at, issue=one.issue
        )
        selections.take(w, rule.key, selections.basket(w, rule.key, drafted=False), edition_id)
        placed = selections.placements(w, edition_id)
        found = items_read.by_ids(w, list(placed))
        sections, _left = chosen(self._ctx, rule, found, placed, one.day)
        view = edition_view(
            rule,
            sections,
            day=one.day,
            slug=slug,
            issue=one.issue,
            public_id=public_id,
            edito=edito,
        )
        self._freeze(w, edition_id, view, at)

    def _freeze(self, w: Connection, edition_id: int, view: EditionView, at: datetime) -> None:
        sent = Rendered(f"{view.publication_title} {view.slug}", f"<p>{view.path}</p>", view.path)
        editions.seal(
            w, edition_id, view=view, frozen_view=freeze(view), rendered=sent, by=self._who, at=at
        )
        selections.release(w, edition_id, [entry.public_id for entry in view.entries])
        paths = [(view.path, "edition", view.public_id)]
        paths += [(f"ressource/{one.public_id}/", "item", one.public_id) for one in view.entries]
        permalinks.keep(w, paths, at)
        people.write_journal(
            w, at=at, by=self._who, verb="seal", about=f"edition:{edition_id}", before={}, after={}
        )
        if self.rng.randrange(100) == 0:
            later = at + timedelta(days=2)
            errata.add(w, edition_id, "Une date était fausse : lire 2027.", self._who, later)


def _write_own(veille: Veille, rng: random.Random, year: int) -> None:
    """Pieces and events of the centre; the next alert tells of them."""
    for rank in range(PIECES):
        theme = press.themes(rng)[0]
        body = "\n\n".join(press.note(rng, theme) for _paragraph in range(4))
        title = f"Note de lecture {year}-{rank + 1} : {press.title(rng, theme)}"
        form = PieceForm(title, body, themes=(theme,), select=("alerte",), public=True)
        veille.pieces.write(form, by=WHO)
    for rank in range(EVENTS):
        theme = press.themes(rng)[0]
        day = Day(1, date(year, 4 + rank * 4, 12), hour(9, 30), hour(17), place=press.town(rng))
        view = EventView(days=(day,), description=press.note(rng, theme))
        title = f"Rencontre {year}-{rank + 1} : {press.title(rng, theme)}"
        event = EventForm(title, view, themes=(theme,), select=("alerte",), public=True)
        veille.events.write(event, by=WHO)


def _gather(veille: Veille) -> None:
    """A public dossier for each of the first themes, of its newest items."""
    for key in list(press.THEMES)[:DOSSIERS]:
        wanted = Filter(theme=key, limit=MEMBERS)
        kept = veille.searches.keep(wanted, f"Dossier : {veille.config.theme(key).label}", by=WHO)
        veille.dossiers.open(kept.public_id, by=WHO)
        for one in veille.items.listed(wanted):
            veille.dossiers.take(kept.public_id, one.public_id, by=WHO)
        veille.dossiers.publish(kept.public_id, by=WHO)


def seal_next(veille: Veille) -> str:
    """One more review of so many items, drafted and sealed through the facade; returns its path."""
    with veille.ctx.store.read() as r:
        seed = records.count(r)
    History(veille, random.Random(seed)).wait(NEXT)
    draft = veille.drafts.new("revue", by=WHO)
    sealed = veille.sealing.seal(draft.public_id, by=WHO, force=True)
    return sealed.view.path if sealed.view else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--next", action="store_true")
    asked = parser.parse_args()
    if asked.next:
        veille = opened(asked.folder)
        try:
            print(seal_next(veille))
        finally:
            veille.close()
        return
    if (asked.folder / "veille.yml").exists():
        sys.exit(f"{asked.folder} holds a workspace already")
    began = time.perf_counter()
    grow(asked.folder, asked.items)
    print(f"{asked.items} items in {time.perf_counter() - began:.1f} s: {asked.folder}")


if __name__ == "__main__":
    main()
