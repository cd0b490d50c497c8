"""The ledger of jobs: one row for each (job, slot), so that no slot runs twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, func, select, tuple_, update
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
    done: int = 0
    total: int = 0
    """0 when the work cannot be counted."""
    log: str = ""
    """What it did, a sentence a line."""


def claim(w: Connection, job: str, slot: datetime, now: datetime) -> bool:
    """True for the one clock that gets this slot; a slot whose run was cut short may be had again."""
    statement = insert(job_run).values(job=job, slot=slot, state="running", started=now)
    taken_over = statement.on_conflict_do_update(
        index_elements=[job_run.c.job, job_run.c.slot],
        set_={
            "state": "running",
            "started": now,
            "ended": None,
            "note": "",
            "done": 0,
            "total": 0,
            "log": "",
        },
        where=job_run.c.state == "interrupted",
    )
    return w.execute(taken_over).rowcount == 1


def fresh_slot(c: Connection, job: str, now: datetime) -> datetime:
    """A slot for a run by hand: now, or just after the job's last when two meet in one instant."""
    last = c.execute(select(func.max(job_run.c.slot)).where(job_run.c.job == job)).scalar()
    return now if last is None or last < now else last + timedelta(microseconds=1)


def finish(
    w: Connection, job: str, slot: datetime, *, state: str, note: str, now: datetime
) -> None:
    w.execute(
        update(job_run)
        .where(job_run.c.job == job, job_run.c.slot == slot)
        .values(state=state, note=note, ended=now)
    )


def advance(w: Connection, job: str, slot: datetime, done: int, total: int, log: str) -> None:
    """How far a run has come."""
    w.execute(
        update(job_run)
        .where(job_run.c.job == job, job_run.c.slot == slot)
        .values(done=done, total=total, log=log)
    )


def interrupt(w: Connection, job: str, now: datetime) -> None:
    """What an earlier life left running will never end: it says so."""
    w.execute(
        update(job_run)
        .where(job_run.c.job == job, job_run.c.state == "running")
        .values(state="interrupted", ended=now)
    )


def last(c: Connection, limit: int = 50) -> list[JobRun]:
    newest_first = (job_run.c.started.desc(), job_run.c.slot.desc(), job_run.c.job)
    return _runs(c, select(job_run).order_by(*newest_first).limit(limit))


def running(c: Connection) -> list[JobRun]:
    return _runs(
        c,
        select(job_run)
        .where(job_run.c.state == "running")
        .order_by(job_run.c.started, job_run.c.job),
    )


def newest(c: Connection) -> dict[str, JobRun]:
    """Job → its run that started last."""
    latest = select(job_run.c.job, func.max(job_run.c.slot)).group_by(job_run.c.job)
    query = select(job_run).where(tuple_(job_run.c.job, job_run.c.slot).in_(latest))
    return {run.job: run for run in _runs(c, query)}


def get(c: Connection, job: str, slot: datetime) -> JobRun | None:
    query = select(job_run).where(job_run.c.job == job, job_run.c.slot == slot)
    return next(iter(_runs(c, query)), None)


def _runs(c: Connection, query: Select[tuple[object, ...]]) -> list[JobRun]:
    return [JobRun(**row) for row in c.execute(query).mappings()]
