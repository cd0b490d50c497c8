"""The ledger of jobs: one row for each (job, slot), so that no slot runs twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from veille.store.tables import job_run


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of one job."""

    job: str
    slot: datetime
    state: str
    """running, done, failed, interrupted."""
    started: datetime
    ended: datetime | None
    note: str


def claim(w: Connection, job: str, slot: datetime, now: datetime) -> bool:
    """True for the one clock that gets this slot."""
    statement = insert(job_run).values(job=job, slot=slot, state="running", started=now)
    return w.execute(statement.on_conflict_do_nothing()).rowcount == 1


def finish(
    w: Connection, job: str, slot: datetime, *, state: str, note: str, now: datetime
) -> None:
    w.execute(
        update(job_run)
        .where(job_run.c.job == job, job_run.c.slot == slot)
        .values(state=state, note=note, ended=now)
    )


def interrupt(w: Connection, now: datetime) -> None:
    """What an earlier life left running will never end: it says so."""
    w.execute(
        update(job_run).where(job_run.c.state == "running").values(state="interrupted", ended=now)
    )


def last(c: Connection, limit: int = 50) -> list[JobRun]:
    query = select(job_run).order_by(job_run.c.started.desc(), job_run.c.job).limit(limit)
    return [
        JobRun(row.job, row.slot, row.state, row.started, row.ended, row.note)
        for row in c.execute(query)
    ]
