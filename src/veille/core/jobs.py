"""The scheduled jobs: what is due, what ran, one run at a time, in front or in the background."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from gettext import gettext as _
from threading import Event
from typing import IO, TYPE_CHECKING

from veille.config.cron import next_wall
from veille.core.beside import Begin, in_thread
from veille.core.locking import only_one
from veille.core.steps import Hear, Progress, Steps
from veille.core.tasks import TASKS
from veille.errors import NotFoundError, RefusedError, StoppedError, VeilleError
from veille.model.declared import JobRule
from veille.model.role import Right
from veille.store import jobs, people, sources
from veille.store.jobs import JobRun
from veille.text.dates import PARIS, paris_wall

if TYPE_CHECKING:
    from veille.core import Veille

log = logging.getLogger("veille.jobs")

PUBLISHING = JobRule(name="publication", task="publish", cron="")
"""The job behind the desk's button: it has no hour, and veille.yml need not name it."""

PATIENCE = 0.2
"""Seconds between two looks at whether another process has let go of a job."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One job of veille.yml: when it runs next, and how it ran last."""

    rule: JobRule
    next_at: datetime | None
    last: JobRun | None


class Jobs:
    """The jobs of veille.yml and their ledger. A job runs once at a time, among all processes."""

    def __init__(self, veille: Veille, begin: Begin = in_thread) -> None:
        self._veille = veille
        self._store = veille.ctx.store
        self._clock = veille.ctx.clock
        self._stop = Event()
        self._begun: list[Callable[[], None]] = []
        self.begin = begin
        self.clock_runs = False
        """Whether jobs leave at their hour from this process."""

    @property
    def rules(self) -> tuple[JobRule, ...]:
        return self._veille.config.centre.jobs

    def rule(self, name: str) -> JobRule:
        """The job of that name. Raises NotFoundError."""
        for rule in (*self.rules, PUBLISHING):
            if rule.name == name:
                return rule
        raise NotFoundError(_("aucun travail « {0} » dans veille.yml").format(name))

    def planned(self) -> list[Planned]:
        """In the order of veille.yml."""
        with self._store.read() as r:
            newest = jobs.newest(r)
        return [Planned(rule, self._next(rule), newest.get(rule.name)) for rule in self.rules]

    def _next(self, rule: JobRule) -> datetime | None:
        wall = next_wall(rule.cron, paris_wall(self._clock.now()))
        return wall.replace(tzinfo=PARIS) if wall else None

    def last(self, limit: int = 50) -> list[JobRun]:
        """The runs, the newest first."""
        with self._store.read() as r:
            return jobs.last(r, limit)

    def running(self) -> list[JobRun]:
        """What is under way, the oldest first."""
        with self._store.read() as r:
            return jobs.running(r)

    def get(self, job: str, slot: datetime) -> JobRun:
        """One run. Raises NotFoundError."""
        with self._store.read() as r:
            found = jobs.get(r, job, slot)
        if found is None:
            raise NotFoundError(_("aucun passage du travail « {0} » à ce moment").format(job))
        return found

    def claim(self, job: str, slot: datetime) -> bool:
        """True for the one clock that may run this slot."""
        with self._store.write() as w:
            return jobs.claim(w, job, slot, self._clock.now())

    def take_the_clock(self) -> IO[bytes] | None:
        """The right to run the jobs at their hour, until closed; None when another process has it."""
        return only_one(self._veille.workspace, "clock")

    def recover(self) -> None:
        """Runs that an earlier life left open are said to be interrupted; what still runs is left alone."""
        for job in {run.job for run in self.running()}:
            if held := self._lock(job):
                with closing(held), self._store.write() as w:
                    jobs.interrupt(w, job, self._clock.now())

    def run(self, name: str, *, by: str = "console", hear: Hear | None = None) -> str:
        """Runs a job now and waits for it; returns what it did, in words.

        Raises NotFoundError, ForbiddenError, RefusedError when it runs already, or what the task
        raises, after the ledger has it.
        """
        rule = self.rule(name)
        with closing(self._turn(name)):
            return self._carry_out(rule, self._open(name, by), hear)

    def launch(self, name: str, *, by: str) -> datetime:
        """Starts a job in the background and returns its slot at once. Raises like `run`, but for the task."""
        rule = self.rule(name)
        held = self._turn(name)
        try:
            slot = self._open(name, by)
            self._begun.append(self.begin(f"job-{name}", partial(self._behind, rule, slot, held)))
        except BaseException:
            held.close()
            raise
        return slot

    def run_due(self, name: str, slot: datetime) -> str | None:
        """For the clock: runs a slot that is due, after whatever run is under way; None when it was had.

        Raises NotFoundError, StoppedError, or what the task raises, after the ledger has it.
        """
        rule = self.rule(name)
        with closing(self._wait_for_turn(name)):
            return self._carry_out(rule, slot) if self.claim(name, slot) else None

    def stop(self) -> None:
        """Asks whatever runs to end at its next step, and waits for what was launched from here."""
        self._stop.set()
        while self._begun:
            self._begun.pop()()

    def _lock(self, name: str) -> IO[bytes] | None:
        return only_one(self._veille.workspace, f"job-{name}")

    def _turn(self, name: str) -> IO[bytes]:
        if self._stop.is_set():
            raise StoppedError(_("veille s’arrête : relancez-la, puis recommencez"))
        held = self._lock(name)
        if held is None:
            raise RefusedError(_("ce travail est déjà en cours : attendez qu’il finisse"))
        return held

    def _wait_for_turn(self, name: str) -> IO[bytes]:
        while (held := self._lock(name)) is None:
            if self._stop.wait(PATIENCE):
                raise StoppedError(_("veille s’arrête"))
        return held

    def _open(self, name: str, by: str) -> datetime:
        """A slot of its own for a run by hand, even when the clock stands still. Its turn must be had."""
        now = self._clock.now()
        with self._store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            jobs.interrupt(w, name, now)  # nobody runs it: we hold its lock
            slot = max(jobs.fresh_slot(w, name, now), sources.fresh_slot(w, now))
            jobs.claim(w, name, slot, now)
            people.write_journal(
                w,
                at=now,
                by=who,
                verb="run-job",
                about=f"job:{name}",
                before={},
                after={"slot": slot.isoformat()},
            )
        return slot

    def _behind(self, rule: JobRule, slot: datetime, held: IO[bytes]) -> None:
        """A thread's whole life: whatever happens is in the ledger, and nobody waits for an answer."""
        with closing(held):
            try:
                self._carry_out(rule, slot)
            except VeilleError as error:
                log.info("%s : %s", rule.name, error)  # the page of jobs shows it
            except Exception:
                log.exception(rule.name)

    def _carry_out(self, rule: JobRule, slot: datetime, hear: Hear | None = None) -> str:
        steps = Steps(self._clock, partial(self._save, rule.name, slot), self._stop, hear)
        try:
            note = TASKS[rule.task](self._veille, rule, slot, steps)
        except (StoppedError, KeyboardInterrupt):
            self._finish(rule.name, slot, "interrupted", "", steps.now)
            raise
        except VeilleError as error:
            self._finish(rule.name, slot, "failed", str(error), steps.now)
            raise
        except BaseException as error:
            self._finish(rule.name, slot, "failed", _unexpected(error), steps.now)
            raise
        self._finish(rule.name, slot, "done", note, steps.now)
        return note

    def _save(self, name: str, slot: datetime, progress: Progress) -> None:
        with self._store.write() as w:
            jobs.advance(w, name, slot, progress.done, progress.total, progress.log)

    def _finish(self, name: str, slot: datetime, state: str, note: str, so_far: Progress) -> None:
        with self._store.write() as w:
            jobs.advance(w, name, slot, so_far.done, so_far.total, so_far.log)
            jobs.finish(w, name, slot, state=state, note=note, now=self._clock.now())


def _unexpected(error: BaseException) -> str:
    return _("erreur imprévue, dont le détail est dans le terminal : {0!r}").format(error)
