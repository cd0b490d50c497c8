"""The only door to APScheduler: it wakes us; what ran is remembered by the store's job_run(job, slot)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from veille.core import Veille
from veille.errors import StoppedError, VeilleError
from veille.model.declared import JobRule
from veille.text.dates import PARIS, span

log = logging.getLogger("veille.jobs")

HOURLY = "à son heure"
"""What tells, in the scheduler, a job of veille.yml from a single catching up."""

# Without a grace of None, a run late by one second is dropped in silence.
_HABITS: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


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
    if slot is None:
        return None
    try:
        return veille.jobs.run_due(job.name, slot)
    except StoppedError:
        return None  # veille ends: the next start takes the slot up again
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
    plan(scheduler, veille)
    for job in veille.jobs.rules:
        scheduler.add_job(tick, id=f"{job.name}:catch-up", args=[veille, job], **_HABITS)
    scheduler.start()
    veille.jobs.clock_runs = True
    veille.followers.append(lambda: plan(scheduler, veille))

    def stop() -> None:
        veille.jobs.clock_runs = False
        veille.followers.clear()
        scheduler.shutdown(wait=True)
        turn.close()

    return stop


def plan(scheduler: BackgroundScheduler, veille: Veille) -> None:
    """Makes the scheduler follow veille.yml as it is now; what runs already is left to end."""
    wanted = {job.name: job for job in veille.jobs.rules}
    for planned in scheduler.get_jobs():
        if planned.name == HOURLY and planned.id not in wanted:
            planned.remove()
    for job in wanted.values():
        scheduler.add_job(
            tick,
            CronTrigger.from_crontab(job.cron, timezone=PARIS),
            id=job.name,
            name=HOURLY,
            args=[veille, job],
            replace_existing=True,
            **_HABITS,
        )
