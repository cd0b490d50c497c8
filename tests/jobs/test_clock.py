"""The clock: what is due in Paris, and one run a slot whatever the number of clocks."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from tests.cast import NOW, Stage, rewrite
from tests.rivals import at_once, claim_all
from veille.core import Veille
from veille.core.locking import only_one
from veille.jobs.clock import latest_due, plan, start, tick
from veille.store import settings
from veille.text.dates import PARIS

DAY = timedelta(days=1)


def _paris(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=PARIS)  # type: ignore[arg-type,misc]


def _slots(cron: str, since: datetime, until: datetime) -> list[datetime]:
    """Every slot that a clock which looks each half-hour would see."""
    seen = set()
    now = since.astimezone(UTC)
    while now < until:
        now += timedelta(minutes=30)
        if slot := latest_due(cron, max(since, now - timedelta(hours=1)), now):
            seen.add(slot)
    return sorted(seen)


# --- what is due -----------------------------------------------------------------------------------


def test_the_last_slot_of_the_window_is_due() -> None:
    due = latest_due("0 7 * * mon-fri", NOW - timedelta(hours=12), NOW)

    assert due == _paris(2026, 11, 16, 7)
    assert due.tzinfo is UTC


def test_a_slot_is_due_from_its_instant_on_and_the_window_leaves_its_start_out() -> None:
    slot = _paris(2026, 11, 16, 7)

    assert latest_due("0 7 * * *", slot - DAY, slot) == slot
    assert latest_due("0 7 * * *", slot, slot + timedelta(hours=1)) is None
    assert latest_due("0 7 * * *", slot - timedelta(hours=1), slot - timedelta(seconds=1)) is None


def test_of_several_slots_that_were_missed_only_the_latest_is_due() -> None:
    assert latest_due("0 7 * * *", NOW - 10 * DAY, NOW) == _paris(2026, 11, 16, 7)


@pytest.mark.parametrize(
    "named, day",
    [("mon", 16), ("tue", 17), ("wed", 18), ("thu", 19), ("fri", 20), ("sat", 21), ("sun", 22)],
)
def test_a_named_day_is_that_day(named: str, day: int) -> None:
    week = (_paris(2026, 11, 16), _paris(2026, 11, 23))

    assert latest_due(f"0 8 * * {named}", *week) == _paris(2026, 11, day, 8)


def test_working_days_leave_the_week_end_alone() -> None:
    week = _slots("0 7 * * mon-fri", _paris(2026, 11, 16), _paris(2026, 11, 23))

    assert [slot.astimezone(PARIS).day for slot in week] == [16, 17, 18, 19, 20]


@pytest.mark.parametrize(
    "day, before, after",
    [((2026, 10, 25), 2, 1), ((2027, 3, 28), 1, 2)],
    ids=["the hour that comes twice", "the hour that is missing"],
)
@pytest.mark.parametrize("hour, minute", [(1, 30), (3, 0), (3, 30), (7, 0)])
def test_when_clocks_change_a_job_runs_once_at_its_hour(
    day: tuple[int, int, int], before: int, after: int, hour: int, minute: int
) -> None:
    midnight = _paris(*day)

    slots = _slots(f"{minute} {hour} * * *", midnight, midnight.replace(hour=23))

    offset = before if hour < 2 else after
    expected = datetime(*day, hour, minute, tzinfo=UTC) - timedelta(hours=offset)
    assert slots == [expected]
    assert slots[0].astimezone(PARIS).replace(tzinfo=None) == datetime(*day, hour, minute)


@pytest.mark.parametrize("day", [(2026, 10, 25), (2027, 3, 28)])
def test_when_clocks_change_a_job_of_every_permitted_hour_misses_and_doubles_none(
    day: tuple[int, int, int],
) -> None:
    midnight = _paris(*day)

    slots = _slots("0 0-1,3-23 * * *", midnight - timedelta(minutes=5), midnight.replace(hour=23))

    hours = [slot.astimezone(PARIS).hour for slot in slots]
    assert hours == [0, 1, *range(3, 24)]


# --- one run a slot ----------------------------------------------------------------------------------


def _job(veille: Veille, name: str = "collect") -> str | None:
    return tick(veille, veille.jobs.rule(name))


def _ledger(veille: Veille) -> list[tuple[str, datetime, str]]:
    return sorted((run.job, run.slot, run.state) for run in veille.jobs.last())


def test_what_is_due_runs_and_says_what_it_did(veille: Veille) -> None:
    note = _job(veille)

    assert note
    assert "4" in note
    (run,) = veille.jobs.last()
    assert (run.job, run.slot, run.state) == ("collect", _paris(2026, 11, 16, 7), "done")
    assert (run.note, run.started, run.ended) == (note, NOW, NOW)


def test_a_slot_runs_once_however_often_the_clock_ticks(stage: Stage, veille: Veille) -> None:
    _job(veille)
    asked = len(stage.web.asked)
    stage.clock.advance(minutes=5)

    assert _job(veille) is None
    assert len(stage.web.asked) == asked


def test_after_a_stop_the_latest_slot_is_caught_up_once(stage: Stage, veille: Veille) -> None:
    stage.clock.set(_paris(2026, 11, 19, 18, 30))

    for _ in range(3):
        _job(veille)

    assert _ledger(veille) == [("collect", _paris(2026, 11, 19, 7), "done")]


def test_a_slot_older_than_its_window_is_not_caught_up(stage: Stage, veille: Veille) -> None:
    stage.clock.set(_paris(2026, 11, 16, 19, 0, 1))

    assert _job(veille) is None
    assert veille.jobs.last() == []
    assert stage.web.asked == []


def test_two_clocks_in_one_program_run_a_slot_once(stage: Stage, veille: Veille) -> None:
    together = Barrier(4)

    def one(_rank: int) -> str | None:
        together.wait()
        return _job(veille)

    with ThreadPoolExecutor(4) as pool:
        notes = list(pool.map(one, range(4)))

    assert sum(note is not None for note in notes) == 1
    assert len(stage.web.asked) == 4
    assert len(veille.jobs.last()) == 1


def test_two_clocks_in_two_programs_share_the_slots_and_run_none_twice(
    stage: Stage, veille: Veille
) -> None:
    slots = [NOW + timedelta(hours=rank) for rank in range(20)]

    assert at_once(claim_all, stage.database, slots, NOW) == [0, 0]

    with veille.ctx.store.read() as r:
        assert settings.get(r, "pris") == str(len(slots))
    assert sorted(run.slot for run in veille.jobs.last()) == slots


def test_a_task_that_fails_is_told_and_the_clock_goes_on(
    stage: Stage, veille: Veille, caplog: pytest.LogCaptureFixture
) -> None:
    (stage.folder / "archive").write_text("à moi", "utf-8")

    with caplog.at_level(logging.ERROR, "veille.jobs"):
        assert _job(veille, "archive") is None

    assert [record.getMessage().partition(" ")[0] for record in caplog.records] == ["archive"]
    assert _ledger(veille) == [("archive", _paris(2026, 11, 16, 6, 45), "failed")]
    assert _job(veille, "collect")


def test_a_task_that_fails_is_not_tried_again_in_its_slot(stage: Stage, veille: Veille) -> None:
    in_the_way = stage.folder / "archive"
    in_the_way.write_text("à moi", "utf-8")
    _job(veille, "archive")
    in_the_way.unlink()

    assert _job(veille, "archive") is None
    stage.clock.advance(days=1)
    assert _job(veille, "archive")


# --- the clock itself ----------------------------------------------------------------------------------


def test_starting_the_clock_catches_up_and_closes_what_an_earlier_life_left_open(
    stage: Stage,
) -> None:
    rewrite(
        stage.folder / "veille.yml",
        '  - {name: archive, task: archive, cron: "45 6 * * *", catch_up: 12h}\n',
        "",
    )
    rewrite(
        stage.folder / "veille.yml",
        '  - {name: backup, task: backup, cron: "30 3 * * *", catch_up: 24h}\n',
        "",
    )
    with stage.opened() as veille:
        veille.jobs.claim("collect", NOW - DAY)
        done = Event()
        run_due = veille.jobs.run_due

        def watched(name: str, slot: datetime) -> str | None:
            try:
                return run_due(name, slot)
            finally:
                done.set()

        veille.jobs.run_due = watched  # type: ignore[method-assign]
        stop = start(veille)
        assert done.wait(timeout=20)
        stop()

        assert _ledger(veille) == [
            ("collect", NOW - DAY, "interrupted"),
            ("collect", _paris(2026, 11, 16, 7), "done"),
        ]
        assert not veille.jobs.clock_runs


def test_jobs_that_change_in_the_file_are_planned_anew(stage: Stage) -> None:
    scheduler = BackgroundScheduler(timezone=PARIS)
    with stage.opened() as veille:
        plan(scheduler, veille)
        scheduler.add_job(tick, id="collect:catch-up", args=[veille, veille.jobs.rule("collect")])
        rewrite(stage.folder / "veille.yml", 'cron: "30 3 * * *"', 'cron: "10 4 * * *"')
        rewrite(stage.folder / "veille.yml", "{name: archive,", "{name: site,")
        veille.followers.append(lambda: plan(scheduler, veille))

        veille.reload()

        planned = {job.id: str(job.trigger) for job in scheduler.get_jobs()}
        assert planned.keys() == {"collect", "draft-lettre", "site", "backup", "collect:catch-up"}
        assert "hour='4', minute='10'" in planned["backup"]


def test_the_clock_waits_for_a_run_by_hand_and_ends_when_it_must(stage: Stage) -> None:
    with stage.opened() as veille:
        held = only_one(veille.workspace, "job-collect")
        assert held
        with ThreadPoolExecutor(1) as pool:
            late = pool.submit(_job, veille)
            veille.jobs.stop()
            assert late.result(timeout=20) is None
        held.close()
        assert veille.jobs.last() == []
