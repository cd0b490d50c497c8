"""Jobs: each does its task by name, and the ledger says how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from tests.cast import (
    ALICE,
    FIL,
    GAZETTE,
    NOW,
    RENTS,
    SCHOOL,
    Stage,
    feed,
    held_work,
    select_for,
)
from veille.core import Veille
from veille.core.locking import only_one
from veille.errors import (
    ArchiveError,
    FetchError,
    ForbiddenError,
    NotFoundError,
    RefusedError,
    StoppedError,
)
from veille.model.item import Fetched, Validators
from veille.model.role import Role
from veille.store import people
from veille.store.tables import person
from veille.text.dates import PARIS
from veille.text.french import long_date

SLOT = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def _last(veille: Veille) -> tuple[str, str, str]:
    run = veille.jobs.last(1)[0]
    return run.job, run.state, run.note


def test_collecting_says_how_the_sources_do(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = FetchError("le serveur ne répond pas")

    note = veille.jobs.run("collect")

    assert note.replace("\u00a0", " ") == "3 sources vont bien, 1 à revoir, 3 éléments nouveaux"
    assert _last(veille) == ("collect", "done", note)


def test_a_collect_that_was_cut_short_asks_only_the_rest(stage: Stage, veille: Veille) -> None:
    veille.collect(["gazette", "fil"], slot=SLOT)
    stage.web.asked.clear()

    veille.jobs.run_due("collect", SLOT)

    assert len(stage.web.asked) == 2


def test_drafting_makes_a_draft_in_the_name_of_the_robot(veille: Veille) -> None:
    veille.collect()
    select_for(veille, "lettre", SCHOOL, RENTS)

    note = veille.jobs.run("draft-lettre")

    (draft,) = veille.editions.listed()
    assert note == f"brouillon du {long_date(draft.date)} préparé"
    with veille.ctx.store.read() as r:
        query = (
            "SELECT p.name FROM journal j JOIN person p ON p.id = j.person_id WHERE verb = 'draft'"
        )
        assert r.exec_driver_sql(query).scalars().all() == ["veille"]


def test_drafting_with_too_little_is_no_failure_and_says_why(veille: Veille) -> None:
    note = veille.jobs.run("draft-lettre")

    assert "il en faut au moins 2" in note
    assert _last(veille) == ("draft-lettre", "done", note)
    assert veille.editions.listed() == []


def test_the_archive_and_the_backup_are_made(stage: Stage, veille: Veille) -> None:
    assert "écrite" in veille.jobs.run("archive")
    assert veille.jobs.run("backup").endswith(".db")

    assert (stage.folder / "archive" / "index.html").is_file()
    assert len(veille.backups.listed()) == 1


def test_what_fails_is_raised_after_the_ledger_has_it(stage: Stage, veille: Veille) -> None:
    (stage.folder / "archive").write_text("à moi", "utf-8")

    with pytest.raises(ArchiveError) as refused:
        veille.jobs.run("archive")

    assert _last(veille) == ("archive", "failed", str(refused.value))


def test_a_bug_is_in_the_ledger_too(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = ZeroDivisionError("a bug of ours")

    with pytest.raises(ZeroDivisionError):
        veille.jobs.run("collect")

    job, state, note = _last(veille)
    assert (job, state) == ("collect", "failed")
    assert "le détail est dans le terminal : ZeroDivisionError(" in note


def test_two_runs_by_hand_in_one_instant_are_two_rows_of_the_ledger(veille: Veille) -> None:
    for _ in range(2):
        veille.jobs.run("backup")

    assert len({run.slot for run in veille.jobs.last()}) == 2
    assert {run.state for run in veille.jobs.last()} == {"done"}


def test_an_unknown_job_is_refused_and_leaves_no_trace(veille: Veille) -> None:
    with pytest.raises(NotFoundError, match="aucun travail"):
        veille.jobs.run("menage")

    assert veille.jobs.last() == []


def test_what_an_earlier_life_left_running_is_said_to_be_interrupted(
    stage: Stage, veille: Veille
) -> None:
    veille.jobs.run("backup")
    veille.jobs.claim("collect", SLOT)
    stage.clock.advance(hours=1)

    veille.jobs.recover()

    assert {(run.job, run.state, run.ended) for run in veille.jobs.last()} == {
        ("backup", "done", NOW),
        ("collect", "interrupted", NOW + timedelta(hours=1)),
    }
    # What was cut short may be had again, once; what ended may not.
    assert veille.jobs.claim("collect", SLOT)
    assert not veille.jobs.claim("collect", SLOT)
    assert not veille.jobs.claim("backup", NOW)


# --- what is due, how far it has come -------------------------------------------------------


def test_every_job_says_when_it_runs_next_and_how_it_last_ended(veille: Veille) -> None:
    veille.jobs.run("backup")

    planned = {one.rule.name: one for one in veille.jobs.planned()}

    assert list(planned) == ["collect", "draft-lettre", "archive", "backup"]
    assert planned["collect"].next_at == datetime(2026, 11, 17, 7, tzinfo=PARIS)
    assert planned["draft-lettre"].next_at == datetime(2026, 11, 25, 6, tzinfo=PARIS)
    assert planned["collect"].last is None
    assert planned["backup"].last == veille.jobs.last(1)[0]


def test_a_collect_leaves_its_count_and_its_log_in_words(stage: Stage, veille: Veille) -> None:
    stage.web.answers[FIL] = FetchError("le serveur a répondu 404")

    veille.jobs.run("collect")

    (run,) = veille.jobs.last()
    lines = run.log.replace("\u00a0", " ").split("\n")
    assert (run.done, run.total) == (4, 4)
    assert "La Gazette : 2 nouveaux" in lines
    assert "Le Fil : le serveur a répondu 404" in lines
    assert veille.jobs.get("collect", run.slot) == run


def test_a_collect_that_brings_nothing_says_so_once(veille: Veille) -> None:
    veille.jobs.run("collect")
    veille.jobs.run("collect")

    log = veille.jobs.last(1)[0].log.replace("\u00a0", " ")
    assert log == "4 sources n’ont rien de nouveau."


def test_a_collect_that_had_nobody_to_ask_says_so(stage: Stage, veille: Veille) -> None:
    stage.web.answers.clear()
    assert "0 élément nouveau" in veille.jobs.run("collect").replace("\u00a0", " ")
    assert "Aucun site n’a répondu" in veille.jobs.last(1)[0].log

    assert veille.jobs.run("collect") == "aucune source à visiter pour l’instant"


def test_an_archive_counts_its_pages(veille: Veille) -> None:
    heard: list[tuple[int, int, str]] = []

    veille.jobs.run("archive", hear=lambda *step: heard.append(step))

    (run,) = veille.jobs.last()
    assert run.done == run.total == heard[-1][1]
    assert "Écrite : index.html" in run.log.split("\n")


def test_a_run_that_never_was_is_not_found(veille: Veille) -> None:
    with pytest.raises(NotFoundError, match="aucun passage"):
        veille.jobs.get("collect", SLOT)


# --- launched in the background ----------------------------------------------------------------


@pytest.fixture
def waiting(veille: Veille) -> list[Callable[[], None]]:
    """Work that was launched and does not start before the test says so."""
    return held_work(veille)


def test_a_job_that_is_launched_runs_beside_us_and_is_journaled(
    veille: Veille, waiting: list[Callable[[], None]]
) -> None:
    slot = veille.jobs.launch("backup", by=ALICE)

    assert [(run.job, run.slot, run.state) for run in veille.jobs.running()] == [
        ("backup", slot, "running")
    ]
    assert veille.backups.listed() == []

    waiting.pop()()
    assert veille.jobs.running() == []
    assert veille.jobs.get("backup", slot).state == "done"
    with veille.ctx.store.read() as r:
        query = "SELECT p.name, j.verb, j.object FROM journal j JOIN person p ON p.id = j.person_id"
        assert r.exec_driver_sql(query).all() == [(ALICE, "run-job", "job:backup")]


def test_a_job_runs_once_at_a_time_however_it_is_asked_for(
    veille: Veille, waiting: list[Callable[[], None]]
) -> None:
    veille.jobs.launch("backup", by=ALICE)

    with pytest.raises(RefusedError, match="déjà en cours"):
        veille.jobs.launch("backup", by=ALICE)
    with pytest.raises(RefusedError, match="déjà en cours"):
        veille.jobs.run("backup")
    assert len(veille.jobs.last()) == 1
    veille.jobs.launch("archive", by=ALICE)  # another job is another matter

    waiting[0]()
    veille.jobs.launch("backup", by=ALICE)
    assert [run.state for run in veille.jobs.last() if run.job == "backup"] == ["running", "done"]
    for work in waiting[1:]:
        work()


def test_who_may_only_read_launches_nothing(
    veille: Veille, waiting: list[Callable[[], None]]
) -> None:
    with veille.ctx.store.write() as w:
        people.person_id(w, "Chloé")
        w.execute(person.update().values(role=Role.RELECTURE.value))

    with pytest.raises(ForbiddenError):
        veille.jobs.launch("backup", by="Chloé")

    assert (waiting, veille.jobs.last()) == ([], [])
    veille.jobs.run("backup", by=ALICE)  # the turn was given back


def test_what_fails_in_the_background_is_in_the_ledger_and_a_bug_in_the_terminal(
    stage: Stage,
    veille: Veille,
    waiting: list[Callable[[], None]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    (stage.folder / "archive").write_text("à moi", "utf-8")
    stage.web.answers[GAZETTE] = ZeroDivisionError("a bug of ours")
    veille.jobs.launch("archive", by=ALICE)
    veille.jobs.launch("collect", by=ALICE)

    with caplog.at_level(logging.ERROR, "veille.jobs"):
        for work in waiting:
            work()

    assert {(run.job, run.state) for run in veille.jobs.last()} == {
        ("archive", "failed"),
        ("collect", "failed"),
    }
    assert [record.getMessage() for record in caplog.records] == ["collect"]


def test_a_run_that_died_with_its_process_gives_way_to_the_next(
    veille: Veille, waiting: list[Callable[[], None]]
) -> None:
    veille.jobs.claim("backup", SLOT)  # and then the power failed

    veille.jobs.launch("backup", by=ALICE)

    assert [run.state for run in veille.jobs.last()] == ["running", "interrupted"]
    waiting.pop()()


def test_what_another_process_runs_is_not_said_to_be_interrupted(veille: Veille) -> None:
    veille.jobs.claim("backup", SLOT)
    held = only_one(veille.workspace, "job-backup")
    assert held

    with closing(held):
        veille.jobs.recover()
        assert [run.state for run in veille.jobs.last()] == ["running"]
    veille.jobs.recover()
    assert [run.state for run in veille.jobs.last()] == ["interrupted"]


class Slow:
    """A web whose first server answers only when the test lets it."""

    def __init__(self) -> None:
        self.asked, self.go_on = Event(), Event()

    def get(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        self.asked.set()
        assert self.go_on.wait(timeout=20)
        return feed(SCHOOL, url=url)

    def probe(self, url: str, unless: object = None) -> Fetched:
        return self.get(url)

    def close(self) -> None:
        self.go_on.set()


def test_stopping_waits_for_the_thread_and_the_run_is_said_to_be_interrupted(
    veille: Veille,
) -> None:
    web = Slow()
    veille.ctx.fetcher = web
    slot = veille.jobs.launch("collect", by=ALICE)  # a real thread
    assert web.asked.wait(timeout=20)
    assert veille.jobs.get("collect", slot).state == "running"

    veille.jobs._stop.set()
    web.go_on.set()
    veille.jobs.stop()

    run = veille.jobs.get("collect", slot)
    assert (run.state, run.ended) == ("interrupted", NOW)
    assert run.done == 1  # the source that had answered is stored
    with pytest.raises(StoppedError):
        veille.jobs.launch("backup", by=ALICE)
