"""The only door to APScheduler: it wakes us; what ran is remembered by the store's job_run(job, slot)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from veille.core import Veille
from veille.errors import VeilleError
from veille.model.declared import JobRule
from veille.text.dates import PARIS, span

log = logging.getLogger("veille.jobs")


def latest_due(cron: str, after: datetime, now: datetime) -> datetime | None:
    """The last instant in (after, now] when the cron expression fires in Paris; None when none does."""
    trigger = CronTrigger.from_crontab(cron, timezone=PARIS)
    found: datetime | None = None
    moment = trigger.get_next_fire_time(None, after + timedelta(microseconds=1))
    while moment is not None and moment <= now:
        found = moment.astimezone(UTC)
        moment = trigger.get_next_fire_time(moment, moment + timedelta(microseconds=1))
    return found


def tick(veille: Veille, job: JobRule) -> str | None:
    """Runs the job's latest missed slot within its window, unless another clock has it. Its note, or None."""
    now = veille.clock.now()
    slot = latest_due(job.cron, now - span(job.catch_up), now)
    if slot is None or not veille.jobs.claim(job.name, slot):
        return None
    try:
        return veille.jobs.run(job.name, slot)
    except VeilleError as error:
        log.error("%s : %s", job.name, error)  # the ledger has it too: the desk shows it
        return None


def start(veille: Veille) -> Callable[[], None]:
    """Starts the clock in the background and returns how to stop it. Missed slots are caught up at once.

    One clock a workspace: where another process has it, nothing starts, and a line says so.
    """
    turn = veille.jobs.take_the_clock()
    if turn is None:
        log.warning("une autre horloge fait déjà les travaux de cet espace")
        return lambda: None
    veille.jobs.recover()
    scheduler = BackgroundScheduler(timezone=PARIS)
    for job in veille.jobs.rules:
        # Without a grace of None, a run late by one second is dropped in silence.
        habits = {
            "args": [veille, job],
            "misfire_grace_time": None,
            "coalesce": True,
            "max_instances": 1,
        }
        trigger = CronTrigger.from_crontab(job.cron, timezone=PARIS)
        scheduler.add_job(tick, trigger, id=job.name, **habits)
        scheduler.add_job(tick, id=f"{job.name}:catch-up", **habits)
    scheduler.start()

    def stop() -> None:
        scheduler.shutdown(wait=True)
        turn.close()

    return stop
