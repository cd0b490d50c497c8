"""Sources asked side by side, host by host: who is slow, or never answers, holds nobody up."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue

from veille.collect.gather import Gathered, gather
from veille.collect.kinds.visit import Ask
from veille.collect.mail.post import Post
from veille.collect.reach.polite import Polite
from veille.collect.reach.schedule import asks_robots, by_host
from veille.core.context import Context
from veille.core.health import another_feed
from veille.model.declared import Source
from veille.store import hosts
from veille.store.sources import SourceState

PATIENCE = 2.0
"""Seconds after which a host that is still being asked no longer counts among those asked at once."""
MOST_THREADS = 256
"""Hosts under way in all: those asked at once, and those that keep us waiting."""
_TICK = 0.5

Group = Sequence[Source]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source brought, and when it was asked."""

    started: datetime
    gathered: Gathered
    proposed_url: str | None = None
    """The feed that would mend what fails."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A host of which every source was asked."""

    rank: int


_Heard = SimpleQueue[Answer | Exception | _Done]


def polite(ctx: Context) -> Polite:
    """The way to pages: knows what earlier runs learned of their hosts."""
    with ctx.store.read() as r:
        known = hosts.known(r)
    return Polite(ctx.fetcher, known, ctx.clock.now, ctx.pause)


def keep_manners(ctx: Context, pages: Polite) -> None:
    """Keeps what was learned of hosts, for whoever asks them next."""
    if learned := pages.learned():
        with ctx.store.write() as w:
            hosts.keep(w, learned)


def ask_all(
    ctx: Context,
    wanted: Sequence[Source],
    states: Mapping[str, SourceState],
    pages: Polite,
    post: Post,
) -> Iterator[list[Answer]]:
    """What came since the last time, again and again until all answered; empty when nothing came for a while.

    One host at a time is asked by one thread, so that none is asked twice at once. Whoever failed
    last time is asked last. A bug that one source brings out is raised once the others answered.
    """
    heard: _Heard = SimpleQueue()

    def ask(rank: int, group: Group) -> None:
        for source in group:
            try:
                heard.put(_visit(ctx, source, states[source.key], pages, post))
            except Exception as bug:
                heard.put(bug)  # left in this thread, the run would wait for it for ever
        heard.put(_Done(rank))

    groups = by_host(wanted)
    groups.sort(key=lambda group: all(states[source.key].failures for source in group))
    with _Crowd(ctx.config.centre.collect.threads, groups, ask) as crowd:
        bugs: list[Exception] = []
        left = len(wanted)
        while left:
            came = list(_came(heard, crowd))
            bugs += [one for one in came if isinstance(one, Exception)]
            left -= len(came)
            yield [one for one in came if isinstance(one, Answer)]
    for bug in bugs:
        yield []  # what waits to be stored is stored first
        raise bug


def _came(heard: _Heard, crowd: _Crowd) -> Iterator[Answer | Exception]:
    """Waits a moment for one answer, then takes all that are there; each host that is done makes room."""
    try:
        one = heard.get(timeout=_TICK)
        while True:
            if isinstance(one, _Done):
                crowd.done(one.rank)
            else:
                yield one
            one = heard.get_nowait()
    except Empty:
        crowd.let_in()


class _Crowd:
    """Hosts under way: so many at once, and beside them those that were given up waiting for."""

    def __init__(
        self, at_once: int, groups: Sequence[Group], ask: Callable[[int, Group], None]
    ) -> None:
        self._at_once, self._ask = at_once, ask
        self._waiting = deque(enumerate(groups))
        self._since: dict[int, float] = {}
        self._pool = ThreadPoolExecutor(max(1, min(MOST_THREADS, len(groups))))

    def __enter__(self) -> _Crowd:
        self.let_in()
        return self

    def __exit__(self, *_error: object) -> None:
        # Cut short, the run asks nobody else: only what is under way is waited for.
        self._waiting.clear()
        self._pool.shutdown(cancel_futures=True)

    def done(self, rank: int) -> None:
        del self._since[rank]

    def let_in(self) -> None:
        """As many hosts as there is room for. One that hangs takes a thread, and nobody's place."""
        now = time.monotonic()
        lively = sum(now - since < PATIENCE for since in self._since.values())
        while self._waiting and lively < self._at_once and len(self._since) < MOST_THREADS:
            rank, group = self._waiting.popleft()
            self._since[rank] = now
            self._pool.submit(self._ask, rank, group)
            lively += 1


def _visit(ctx: Context, source: Source, state: SourceState, pages: Polite, post: Post) -> Answer:
    started = ctx.clock.now()
    fetcher = pages if asks_robots(source) else ctx.fetcher
    ask = Ask(source, fetcher, started, state.validators, state.memory, post)
    gathered = gather(ask)
    return Answer(started, gathered, another_feed(ask, state, gathered, pages))
