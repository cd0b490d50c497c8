"""Gather what was just collected into stories, by the rule of triage/stories.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from veille.core.context import Context
from veille.model.item import State
from veille.store import settings, stories
from veille.store.engine import Connection
from veille.store.stories import Place, Row
from veille.text.dates import paris_day
from veille.triage.stories import PROBES, WINDOW, Title, Told, arrange, near, read

REMEMBERED = 45
"""Days during which a title can be found by its probes."""
_RENEWED = 500
_PROBES = "title-probes"
_GATHERED = REMEMBERED - 2 * WINDOW
"""Days during which an item is placed: all that it may be near to can still be found."""


def gather(w: Connection, ctx: Context, changed: Sequence[int], now: datetime) -> None:
    """Places items that were just told, or told otherwise, among the stories of the days around.

    A function of what is stored, whatever the order in which it came: every item that a change can
    reach, from one near title to the next, is placed again.
    """
    titles, oldest = Titles(ctx), paris_day(now) - timedelta(days=_GATHERED)
    told = [one for one in titles.of(w, changed).values() if one.day >= oldest]
    if not told:
        return
    stories.probe(w, {one.id: (one.day, one.title.probes) for one in told})
    held = _reached(w, titles, told)
    heads = arrange(held.values())
    moved = [one for one, head in heads.items() if held[one].head != head]
    if not moved:
        return
    before = stories.places(w, moved)
    stories.place(
        w,
        {
            one: Place(heads[one], _by(held[one], heads[one], before[one]), before[one].state)
            for one in moved
        },
    )
    stories.drop_with(w, {head for one in moved if (head := heads[one])})


def renew(ctx: Context) -> None:
    """Makes what former probes told findable by today's, some hundreds a transaction; goes on where it stopped.

    Nothing but a look at one word when that is done. No story changes: only what comes next can meet them.
    """
    with ctx.store.read() as r:
        said = settings.get(r, _PROBES) or ""
    version, _, last = said.partition(":")
    if version == PROBES and not last:
        return
    reached: int | None = int(last or 0) if version == PROBES else 0
    while reached is not None:
        with ctx.store.write() as w:
            found = stories.probed(w, reached, _RENEWED)
            titles = Titles(ctx).of(w, found)
            stories.probe(w, {one: (day, titles[one].title.probes) for one, day in found.items()})
            reached = max(found) if len(found) == _RENEWED else None
            settings.put(w, _PROBES, PROBES if reached is None else f"{PROBES}:{reached}")


def forget(w: Connection, now: datetime) -> None:
    """Lets go of the titles that are too old to meet a new one."""
    stories.forget_probes(w, paris_day(now) - timedelta(days=REMEMBERED))


def _by(one: Told, head: int | None, before: Place) -> str:
    """By whose word it follows: what a person put there stays theirs when its head moves."""
    if one.fixed:
        return before.story_by
    return stories.RULE if head else ""


def _reached(w: Connection, titles: Titles, changed: Sequence[Told]) -> dict[int, Told]:
    """Everything that stands, by near titles or by story, in touch with what changed."""
    held: dict[int, Told] = {}
    edge = {one.id: one for one in changed}
    while edge:
        held |= edge
        ids = stories.mates(w, edge) | {one.head for one in edge.values() if one.head}
        ids |= _near_ids(w, titles, edge.values())
        edge = titles.of(w, ids - held.keys())
    return held


def _near_ids(w: Connection, titles: Titles, told: Collection[Told]) -> set[int]:
    """Ids of the items that are near to one of those."""
    found = stories.sharing_around(w, [one.id for one in told], WINDOW)
    sharing: dict[int, list[Told]] = {}
    for one in told:
        for probe in one.title.probes:
            sharing.setdefault(probe, []).append(one)
    return {
        other.id
        for other in titles.of(w, found).values()
        if any(near(one, other) for probe in other.title.probes for one in sharing.get(probe, ()))
    }


class Titles:
    """Rows as the rule sees them, each read once."""

    def __init__(self, ctx: Context) -> None:
        self._outlets = ctx.outlets
        self._known: dict[int, Told] = {}

    def of(self, c: Connection, ids: Iterable[int]) -> dict[int, Told]:
        wanted = set(ids)
        for row in stories.rows(c, wanted - self._known.keys()):
            self.told(row)
        return {one: self._known[one] for one in wanted}

    def told(self, row: Row) -> Told:
        self._known[row.id] = Told(
            row.id,
            row.url_key,
            paris_day(row.published_at or row.seen_at),
            row.source,
            self.title(row),
            row.story,
            row.story_by == stories.STAFF or row.state != State.NEW.value,
        )
        return self._known[row.id]

    def title(self, row: Row) -> Title:
        return read(row.title, self._outlets, signed=row.category == "agregateur")


def around(day: date, days: int) -> list[date]:
    """So many days on each side of one."""
    return [day + timedelta(days=shift) for shift in range(-days, days + 1)]
