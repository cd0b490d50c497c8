"""Collect: ask every source at once, store each answer as it comes, so that none waits for another."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import SimpleQueue

from veille.collect.gather import Gathered, gather
from veille.collect.post import Post, post_of
from veille.collect.schedule import by_host, next_due, pause_after
from veille.collect.visit import Ask
from veille.core.context import Context
from veille.core.filing import file_candidates
from veille.core.forwards import Forwards, take_forwards
from veille.core.gathering import forget
from veille.model.declared import Source
from veille.model.item import Outcome
from veille.store import sources
from veille.store.engine import Connection
from veille.store.sources import FetchRecord, SourceState

BATCH = 200
"""Sources with nothing new that share one transaction."""
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
    answered: bool = True
    """Whether a server answered at all, be it to refuse."""

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
        return bool(self.results) and not any(result.answered for result in self.results)

    @property
    def new(self) -> int:
        return sum(result.new for result in self.results)


@dataclass(frozen=True, slots=True)
class _Answer:
    started: datetime
    gathered: Gathered


Progress = Callable[[SourceResult, int, int], None]
"""Told of each source as it is stored: (result, how many done, how many in all)."""


def collect(
    ctx: Context,
    keys: Sequence[str] = (),
    *,
    slot: datetime | None = None,
    progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> CollectReport:
    """Runs once over the given sources, or all that are enabled. With `slot`, only those due, once.

    A failing source is health, not an error. Raises NotFoundError for an unknown key.
    """
    wanted, states, slot = _prepare(ctx, keys, slot)
    with ctx.store.write() as w:
        forget(w, ctx.clock.now())
    results: dict[str, SourceResult] = {}
    quiet: list[_Answer] = []
    flushed = ctx.clock.now()
    told = progress or _silent

    def store(batch: Sequence[_Answer]) -> None:
        with ctx.store.write() as w:
            for answer in batch:
                key = answer.gathered.source
                results[key] = _store_one(w, ctx, answer, states[key], slot)
        # Once committed: a terminal that is held up must not hold the store up.
        for answer in batch:
            told(results[answer.gathered.source], len(results), len(wanted))

    with closing(post_of(ctx.config.centre.collect.mailbox, ctx.workspace.folder)) as post:
        for answer in _as_they_answer(ctx, post, wanted, states, pause):
            if answer.gathered.candidates:
                store([answer])
            else:
                quiet.append(answer)
            if len(quiet) == BATCH or ctx.clock.now() - flushed > LONGEST_WAIT:
                store(quiet)
                quiet, flushed = [], ctx.clock.now()
        store(quiet)
        forwards = None if keys else take_forwards(ctx, post)
    return CollectReport(slot, tuple(results[source.key] for source in wanted), forwards)


def _silent(result: SourceResult, done: int, total: int) -> None:
    """Tells nobody."""


def _prepare(
    ctx: Context, keys: Sequence[str], slot: datetime | None
) -> tuple[list[Source], dict[str, SourceState], datetime]:
    """(sources to ask, their states, the slot): a job's slot passes over what is done or not yet due."""
    for key in keys:
        ctx.config.source(key)
    now = ctx.clock.now()
    with ctx.store.read() as r:
        states = sources.states(r, counted=False)
        done = sources.fetched_in(r, slot) if slot else set()
        chosen = slot or sources.fresh_slot(r, now)
    wanted = [
        source
        for source in ctx.config.sources
        if (source.key in keys if keys else source.enabled)
        and not (slot and _not_now(states[source.key], now, done))
    ]
    return wanted, states, chosen


def _not_now(state: SourceState, now: datetime, done: set[int]) -> bool:
    return state.id in done or (state.next_due_at is not None and state.next_due_at > now)


def _as_they_answer(
    ctx: Context,
    post: Post,
    wanted: Sequence[Source],
    states: dict[str, SourceState],
    pause: Callable[[float], None],
) -> Iterator[_Answer]:
    """One thread a host, so that no host is asked twice at once and a hanging one costs only its own.

    A bug that one source brings out is raised once the others are stored.
    """
    answers: SimpleQueue[_Answer | Exception] = SimpleQueue()

    def ask(group: Sequence[Source]) -> None:
        for rank, source in enumerate(group):
            if rank:
                pause(pause_after(group[rank - 1]))
            try:
                answers.put(_ask_one(ctx, post, source, states[source.key]))
            except Exception as bug:
                answers.put(bug)  # left in this thread, the run would wait for it for ever

    groups = by_host(wanted)
    pool = ThreadPoolExecutor(max(1, min(ctx.config.centre.collect.threads, len(groups))))
    try:
        for group in groups:
            pool.submit(ask, group)
        bugs = []
        for _ in wanted:
            answer = answers.get()
            if isinstance(answer, Exception):
                bugs.append(answer)
            else:
                yield answer
    finally:
        # Cut short, the run asks nobody else: only what is under way is waited for.
        pool.shutdown(cancel_futures=True)
    for bug in bugs:
        raise bug


def _ask_one(ctx: Context, post: Post, source: Source, state: SourceState) -> _Answer:
    started = ctx.clock.now()
    ask = Ask(source, ctx.fetcher, started, state.validators, state.memory, post)
    return _Answer(started, gather(ask))


def _store_one(
    w: Connection, ctx: Context, answer: _Answer, state: SourceState, slot: datetime
) -> SourceResult:
    now, gathered = ctx.clock.now(), answer.gathered
    source = ctx.config.source(gathered.source)
    fetch_id = sources.record_fetch(w, state.id, _record(answer, slot, now))
    new = file_candidates(w, ctx, source, state.id, fetch_id, gathered.candidates, now)
    outcome = Outcome.UNCHANGED if gathered.outcome is Outcome.NEW and not new else gathered.outcome
    sources.count_new(w, fetch_id, outcome, new)
    if gathered.outcome in (Outcome.FAILED, Outcome.EMPTY):
        due = next_due(now, state.failures + 1, gathered.retry_after)
        sources.failed(w, state.id, error=gathered.reason, due=due)
    else:
        due = next_due(now, 0, None)
        sources.succeeded(
            w,
            state.id,
            at=now,
            validators=gathered.validators,
            memory=gathered.memory,
            moved_to=gathered.moved_to,
            due=due,
        )
    return SourceResult(
        source.key,
        source.name,
        outcome,
        len(gathered.candidates),
        new,
        gathered.reason,
        gathered.moved_to,
        answered=gathered.status is not None,
    )


def _record(answer: _Answer, slot: datetime, now: datetime) -> FetchRecord:
    gathered = answer.gathered
    return FetchRecord(
        slot=slot,
        started=answer.started,
        ended=now,
        outcome=gathered.outcome,
        status=gathered.status,
        size=gathered.bytes,
        seen=len(gathered.candidates),
        new=0,
        error=gathered.reason,
    )
