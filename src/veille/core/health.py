"""How sources do: what a visit leaves of it, and what is judged of it when somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from veille.collect.gather import Gathered
from veille.collect.health import SILENT_AT_LEAST, diagnose
from veille.collect.kinds.visit import Ask
from veille.collect.mend import mendable, mended
from veille.collect.reach.schedule import next_due, share_of
from veille.collect.rhythm import FEWEST_DAYS, days_of, rhythm_words, usual_gap, wait_words
from veille.model.declared import Source
from veille.model.health import Diagnosis, Facts, Health, Scorecard, Trouble
from veille.model.item import Candidate, Outcome
from veille.ports import Fetcher
from veille.store import scorecards, sources
from veille.store.engine import Connection
from veille.store.sources import SourceState, Success


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A declared source, what became of it, and what to do about it."""

    source: Source
    diagnosis: Diagnosis
    facts: Facts = field(default_factory=Facts)

    @property
    def health(self) -> Health:
        return self.diagnosis.state

    @property
    def last_ok_at(self) -> datetime | None:
        return self.facts.last_ok_at

    @property
    def last_error(self) -> str:
        return self.facts.error

    @property
    def moved_to(self) -> str | None:
        return self.facts.moved_to

    @property
    def new_url(self) -> str | None:
        """An address to adopt: where the server says that it moved, else the feed that its site declares."""
        return self.facts.moved_to or self.facts.proposed_url

    @property
    def rhythm(self) -> str:
        """« tous les 3 jours »; empty while too little is known."""
        return rhythm_words(self.facts.rhythm)


@dataclass(frozen=True, slots=True)
class Worth:
    """A source beside what it brought."""

    one: SourceHealth
    card: Scorecard
    idle: bool
    """Watched for a year, in which nothing of it was kept or published."""

    @property
    def lead(self) -> str:
        """Publication to first sighting, in words; empty when it is not known."""
        return wait_words(self.card.lead_hours)

    @property
    def waits(self) -> str:
        """First sighting to sealed edition, in words; empty when none of it was published."""
        days = self.card.edition_days
        return "" if days is None else wait_words(days * 24)


def health_of(source: Source, state: SourceState | None) -> SourceHealth:
    """What is declared, joined to what is stored; a source that was just declared has no row yet."""
    facts = _facts(source, state)
    return SourceHealth(source, diagnose(facts), facts)


def troubled(c: Connection, declared: Sequence[Source], now: datetime) -> int:
    """How many sources someone should look at."""
    by_key = {one.key: one for one in declared}
    suspects = sources.suspects(c, now - SILENT_AT_LEAST)
    judged = (health_of(by_key[state.key], state) for state in suspects if state.key in by_key)
    return sum(one.health.troubled for one in judged)


def another_feed(ask: Ask, state: SourceState, gathered: Gathered, pages: Fetcher) -> str | None:
    """The feed that its site declares in place of one that is gone: looked for once for each new trouble."""
    if not mendable(ask.source.kind, gathered.trouble):
        return None
    if state.trouble == gathered.trouble:
        return state.proposed_url
    return mended(ask, gathered.trouble, pages)


def remember(
    w: Connection,
    state: SourceState,
    gathered: Gathered,
    *,
    new: int,
    now: datetime,
    proposed_url: str | None,
) -> Success | None:
    """What a visit tells of a source's health: a failure is written on its row, anything else is to be."""
    if gathered.outcome in (Outcome.FAILED, Outcome.EMPTY):
        failures = state.failures + 1
        sources.failed(
            w,
            state.id,
            error=gathered.reason,
            due=next_due(now, failures, gathered.retry_after, share_of(state.key, failures)),
            trouble=gathered.trouble,
            empty=gathered.outcome is Outcome.EMPTY,
            proposed_url=proposed_url,
            gone_at=(state.gone_at or now) if gathered.trouble == Trouble.GONE else None,
        )
        return None
    trouble, error = _doubt(state, gathered)
    return Success(
        source_id=state.id,
        at=now,
        due=next_due(now, 0, None),
        validators=gathered.validators,
        memory=gathered.memory,
        moved_to=gathered.moved_to,
        trouble=trouble,
        error=error,
        newest_at=_newest(state, gathered.candidates, new, now),
        # A watched page that no longer changes is not silent: it says the same.
        rhythm=None if gathered.revisions else _rhythm(w, state, gathered.candidates, new),
    )


def _doubt(state: SourceState, gathered: Gathered) -> tuple[str, str]:
    """A doubt stands while nothing was read again."""
    stands = state.trouble in set(Trouble) and Trouble(state.trouble).is_doubt
    if gathered.outcome is Outcome.NOT_MODIFIED and stands:
        return state.trouble, state.last_error
    return gathered.trouble, gathered.reason


def _newest(
    state: SourceState, candidates: Sequence[Candidate], new: int, now: datetime
) -> datetime | None:
    """The newest publication that is not ahead of now; an item without a date is as new as its arrival."""
    known = [min(one.published_at, now) for one in candidates if one.published_at]
    known += [state.newest_at] if state.newest_at else []
    if new and any(one.published_at is None for one in candidates):
        known.append(now)
    return max(known, default=None)


def _rhythm(
    w: Connection, state: SourceState, candidates: Sequence[Candidate], new: int
) -> float | None:
    """From the dates of the entries; of a feed that shows too few, from what is stored of it too."""
    days = days_of(one.published_at for one in candidates if one.published_at)
    if len(days) < FEWEST_DAYS:
        if state.last_ok_at is None or not new:
            # The store holds no more than what was just read, or than last time.
            return state.rhythm
        days |= days_of(scorecards.recent_moments(w, state.id))
    return usual_gap(days)


def _facts(source: Source, state: SourceState | None) -> Facts:
    if state is None:
        return Facts(enabled=source.enabled, note=source.note)
    return Facts(
        enabled=source.enabled,
        note=source.note,
        last_ok_at=state.last_ok_at,
        last_filled_at=state.last_filled_at,
        newest_at=state.newest_at,
        rhythm=state.rhythm,
        failures=state.failures,
        empty_runs=state.empty_runs,
        trouble=state.trouble,
        error=state.last_error,
        moved_to=state.moved_to,
        proposed_url=state.proposed_url,
        gone_at=state.gone_at,
    )
