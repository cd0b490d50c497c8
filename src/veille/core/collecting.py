"""Collect: ask every source at once, store each answer as it comes, so that none waits for another."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from veille.collect.mail.post import post_of
from veille.collect.reach.polite import Polite
from veille.collect.reach.schedule import is_due
from veille.core.context import Context
from veille.core.filing import Filing
from veille.core.forwards import Forwards, take_forwards
from veille.core.gathering import forget, renew
from veille.core.health import remember
from veille.core.visiting import Answer, ask_all, polite
from veille.model.declared import Source
from veille.model.item import Outcome
from veille.store import hosts, revisions, sources
from veille.store.engine import Connection
from veille.store.sources import FetchRecord, SourceState

BATCH = 200
"""Sources that share one transaction, at most."""
MOST_ENTRIES = 1_000
"""Entries that do: the more, the less each costs; yet they all wait in memory, and hold other writers up."""
LONGEST_WAIT = timedelta(seconds=2)
"""How long they may wait for it: who watches sees the run go on."""


@dataclass(frozen=True, slots=True)
class SourceResult:
    """How one source did in one run."""

    key: str
    name: str
    outcome: Outcome
    seen: int
    new: int
    error: str
    moved_to: str | None = None
    answered: bool | None = True
    """Whether a server answered at all, be it to refuse; None of a mailbox, which says nothing of the web."""

    @property
    def healthy(self) -> bool:
        return self.outcome not in (Outcome.FAILED, Outcome.EMPTY)


@dataclass(frozen=True, slots=True)
class CollectReport:
    """One run, in the order of sources.yml."""

    slot: datetime
    results: tuple[SourceResult, ...]
    forwards: Forwards | None = None
    """What colleagues sent to the watch address; None without a mailbox, or when sources were named."""

    @property
    def failing(self) -> tuple[SourceResult, ...]:
        return tuple(result for result in self.results if not result.healthy)

    @property
    def cut_off(self) -> bool:
        """Whether nobody answered: the fault is then ours, and no source should be paused for it."""
        told = {result.answered for result in self.results}
        return False in told and True not in told

    @property
    def new(self) -> int:
        return sum(result.new for result in self.results)


Progress = Callable[[SourceResult, int, int], None]
"""Told of each source as it is stored: (result, how many done, how many in all)."""


def collect(
    ctx: Context,
    keys: Sequence[str] = (),
    *,
    slot: datetime | None = None,
    progress: Progress | None = None,
) -> CollectReport:
    """Runs once over the given sources, or all that are enabled. With `slot`, only those due, once.

    A failing source is health, not an error. Raises NotFoundError for an unknown key.
    """
    wanted, states, slot = _prepare(ctx, keys, slot)
    with ctx.store.write() as w:
        forget(w, ctx.clock.now())
        revisions.forget(w, ctx.clock.now() - _kept_for(ctx))
    renew(ctx)
    run = _Run(ctx, wanted, states, slot, polite(ctx), progress or _silent)
    mailbox = ctx.config.centre.collect.mailbox
    with _seldom_swept(), closing(post_of(mailbox, ctx.workspace.folder)) as post:
        for answers in ask_all(ctx, wanted, states, run.pages, post):
            run.take(answers)
        run.store()
        forwards = None if keys else take_forwards(ctx, post)
    return CollectReport(slot, tuple(run.results[source.key] for source in wanted), forwards)


class _Run:
    """What one run was asked, what waits to be stored, and how each source did."""

    def __init__(
        self,
        ctx: Context,
        wanted: Sequence[Source],
        states: Mapping[str, SourceState],
        slot: datetime,
        pages: Polite,
        told: Progress,
    ) -> None:
        self._ctx, self._states, self._slot, self._told = ctx, states, slot, told
        self.pages = pages
        self.results: dict[str, SourceResult] = {}
        # As they were when the run began: meanwhile one may leave the file, and its answer is kept all the same.
        self._asked, self._reading = {source.key: source for source in wanted}, ctx.reading
        self._waiting: list[Answer] = []
        self._stored_at = ctx.clock.now()

    def take(self, answers: Sequence[Answer]) -> None:
        """Lets them wait for others; stores all that wait once they are many, or have waited long."""
        self._waiting += answers
        entries = sum(len(answer.gathered.candidates) for answer in self._waiting)
        # Nothing came for a while: what waits would wait for a host that is slow.
        late = not answers or self._ctx.clock.now() - self._stored_at > LONGEST_WAIT
        if self._waiting and (late or entries >= MOST_ENTRIES or len(self._waiting) >= BATCH):
            self.store()

    def store(self) -> None:
        """What waits, in one transaction."""
        batch, self._waiting = self._waiting, []
        with self._ctx.store.write() as w:
            now = self._ctx.clock.now()
            hosts.keep(w, self.pages.learned())
            filing = Filing(w, self._ctx, now)
            elsewhere = self._elsewhere()
            for answer in batch:
                self._keep(w, filing, answer, now, elsewhere)
            filing.finish()
        # Once committed: a terminal that is held up must not hold the store up.
        before = len(self.results) - len(batch)
        for rank, answer in enumerate(batch, start=1):
            self._told(self.results[answer.gathered.source], before + rank, len(self._asked))
        self._stored_at = self._ctx.clock.now()

    def _keep(
        self, w: Connection, filing: Filing, answer: Answer, now: datetime, elsewhere: set[str]
    ) -> None:
        key = answer.gathered.source
        state = self._states[key]
        result = _store_one(w, self._asked[key], filing, answer, state, self._slot, now)
        self.results[key] = result
        if key not in elsewhere:
            _remember(w, filing, state, answer, result, now)

    def _elsewhere(self) -> set[str]:
        """Sources of which the address or the kind was changed since: what was learned is of the former one."""
        if self._ctx.reading is self._reading:
            return set()
        now = {source.key: (source.url, source.kind) for source in self._ctx.config.sources}
        return {
            source.key
            for source in self._asked.values()
            if now.get(source.key) not in (None, (source.url, source.kind))
        }


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """Thousands of entries wait their turn, none of them in a circle: Python need not look so often."""
    before = gc.get_threshold()
    gc.set_threshold(20_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _kept_for(ctx: Context) -> timedelta:
    return timedelta(days=ctx.config.centre.retention.text_days)


def _silent(result: SourceResult, done: int, total: int) -> None:
    """Tells nobody."""


def _prepare(
    ctx: Context, keys: Sequence[str], slot: datetime | None
) -> tuple[list[Source], dict[str, SourceState], datetime]:
    """(sources to ask, their states, the slot): a job's slot passes over what is done or not yet due."""
    # One reading for the whole: its rows are there, whatever the files come to say meanwhile.
    config, now = ctx.config, ctx.clock.now()
    for key in keys:
        config.source(key)
    with ctx.store.read() as r:
        states = sources.states(r)
        done = sources.fetched_in(r, slot) if slot else set()
        chosen = slot or sources.fresh_slot(r, now)
    wanted = [
        source
        for source in config.sources
        if (source.key in keys if keys else _to_be_asked(source, states[source.key]))
        and not (slot and _not_now(states[source.key], now, done))
    ]
    return wanted, states, chosen


def _to_be_asked(source: Source, state: SourceState) -> bool:
    """Not what its server said is gone for good: it waits for another address, or to be asked by name."""
    return source.enabled and state.gone_at is None


def _not_now(state: SourceState, now: datetime, done: set[int]) -> bool:
    return state.id in done or not is_due(state.next_due_at, now)


def _store_one(
    w: Connection,
    source: Source,
    filing: Filing,
    answer: Answer,
    state: SourceState,
    slot: datetime,
    now: datetime,
) -> SourceResult:
    gathered = answer.gathered
    fetch_id = filing.next_fetch()
    new = filing.file(source, state.id, fetch_id, gathered.candidates)
    revisions.add(w, state.id, gathered.revisions, now)
    outcome = Outcome.UNCHANGED if gathered.outcome is Outcome.NEW and not new else gathered.outcome
    filing.visited(
        FetchRecord(
            id=fetch_id,
            source_id=state.id,
            slot=slot,
            started=answer.started,
            ended=now,
            outcome=outcome,
            status=gathered.status,
            size=gathered.bytes,
            seen=len(gathered.candidates),
            new=new,
            error=gathered.reason,
        )
    )
    return SourceResult(
        source.key,
        source.name,
        outcome,
        len(gathered.candidates),
        new,
        gathered.reason,
        gathered.moved_to,
        answered=None if source.kind == "mail" else gathered.status is not None,
    )


def _remember(
    w: Connection,
    filing: Filing,
    state: SourceState,
    answer: Answer,
    result: SourceResult,
    now: datetime,
) -> None:
    told = remember(
        w, state, answer.gathered, new=result.new, now=now, proposed_url=answer.proposed_url
    )
    filing.remembered(told)
