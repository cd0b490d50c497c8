"""The scheduled jobs: what is due, what ran, and the tasks themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from gettext import gettext as _
from typing import IO, TYPE_CHECKING

from veille.core.locking import only_one
from veille.errors import NotFoundError, RefusedError, VeilleError
from veille.model.declared import JobRule
from veille.store import jobs, sources
from veille.store.jobs import JobRun
from veille.text.french import count

if TYPE_CHECKING:
    from veille.core import Veille

ROBOT = "veille"
"""Who acts when a job does."""


class Jobs:
    """The jobs of veille.yml and their ledger."""

    def __init__(self, veille: Veille) -> None:
        self._veille = veille
        self._store = veille.ctx.store
        self._clock = veille.ctx.clock

    @property
    def rules(self) -> tuple[JobRule, ...]:
        return self._veille.config.centre.jobs

    def rule(self, name: str) -> JobRule:
        """The job of that name. Raises NotFoundError."""
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise NotFoundError(_("aucun travail « {0} » dans veille.yml").format(name))

    def last(self, limit: int = 50) -> list[JobRun]:
        """The runs, the newest first."""
        with self._store.read() as r:
            return jobs.last(r, limit)

    def claim(self, job: str, slot: datetime) -> bool:
        """True for the one clock that may run this slot."""
        with self._store.write() as w:
            return jobs.claim(w, job, slot, self._clock.now())

    def take_the_clock(self) -> IO[bytes] | None:
        """The right to run the jobs at their hour, until closed; None when another process has it."""
        return only_one(self._veille.workspace, "clock")

    def recover(self) -> None:
        """At start: runs that an earlier life left open are said to be interrupted."""
        with self._store.write() as w:
            jobs.interrupt(w, self._clock.now())

    def run(self, name: str, slot: datetime | None = None) -> str:
        """Runs a job now, or for a slot already claimed; returns what it did, in words.

        Raises NotFoundError, or what the task raises, after the ledger has it.
        """
        rule = self.rule(name)
        if slot is None:
            slot = self._claim_now(name)
        try:
            note = _TASKS[rule.task](self._veille, rule, slot)
        except VeilleError as error:
            self._finish(name, slot, "failed", str(error))
            raise
        except BaseException as error:
            self._finish(name, slot, "failed", repr(error))
            raise
        self._finish(name, slot, "done", note)
        return note

    def _claim_now(self, name: str) -> datetime:
        """A slot of its own for a run by hand, even when the clock stands still."""
        now = self._clock.now()
        with self._store.write() as w:
            slot = max(jobs.fresh_slot(w, name, now), sources.fresh_slot(w, now))
            jobs.claim(w, name, slot, now)
        return slot

    def _finish(self, name: str, slot: datetime, state: str, note: str) -> None:
        with self._store.write() as w:
            jobs.finish(w, name, slot, state=state, note=note, now=self._clock.now())


def _collect(veille: Veille, rule: JobRule, slot: datetime) -> str:
    report = veille.collect(slot=slot)
    fine = len(report.results) - len(report.failing)
    return _("{0}, {1} à revoir, {2}").format(
        count(fine, "source va bien", "sources vont bien"),
        len(report.failing),
        count(report.new, "élément nouveau", "éléments nouveaux"),
    )


def _draft(veille: Veille, rule: JobRule, slot: datetime) -> str:
    try:
        edition = veille.editions.new(rule.publication, by=ROBOT)
    except RefusedError as error:
        return str(error)  # too little waits: said, and nothing is wrong
    return _("brouillon préparé : {0}").format(edition.public_id)


def _archive(veille: Veille, rule: JobRule, slot: datetime) -> str:
    built = veille.archive.build()
    return _("{0}, {1}").format(
        count(built.pages, "page", "pages"), count(len(built.written), "écrite", "écrites")
    )


def _backup(veille: Veille, rule: JobRule, slot: datetime) -> str:
    return _("sauvegarde : {0}").format(veille.backups.make().name)


_TASKS: Mapping[str, Callable[[Veille, JobRule, datetime], str]] = {
    "collect": _collect,
    "draft": _draft,
    "archive": _archive,
    "backup": _backup,
}
