"""Jobs: each does its task by name, and the ledger says how it ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import GAZETTE, NOW, RENTS, SCHOOL, Stage, select_for
from veille.core import Veille
from veille.errors import ArchiveError, FetchError, NotFoundError

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

    veille.jobs.run("collect", SLOT)

    assert len(stage.web.asked) == 2


def test_drafting_makes_a_draft_in_the_name_of_the_robot(veille: Veille) -> None:
    veille.collect()
    select_for(veille, "lettre", SCHOOL, RENTS)

    note = veille.jobs.run("draft-lettre")

    (draft,) = veille.editions.listed()
    assert draft.public_id in note
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

    assert _last(veille) == ("collect", "failed", "ZeroDivisionError('a bug of ours')")


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
