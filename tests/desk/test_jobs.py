"""The page of jobs: when they run, in words, and one run now."""

from __future__ import annotations

import shutil

import pytest

from tests.cast import Stage
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.desk.words import when


def test_a_job_runs_now_and_says_what_it_did(desk: Desk, veille: Veille) -> None:
    page = desk.get("/bureau/travaux/").text
    assert "Aucun travail" in page
    assert "du lundi au vendredi" in page
    assert desk.post("/bureau/travaux/backup").status_code == 303
    after = desk.get("/bureau/travaux/").text
    assert after.count("sauvegarde") >= 2
    assert "Aucun travail" not in after
    assert len(veille.backups.listed()) == 1


def test_a_job_that_cannot_run_says_why_beside_its_button(
    desk: Desk, veille: Veille, stage: Stage
) -> None:
    shutil.rmtree(veille.workspace.backups, ignore_errors=True)
    veille.workspace.backups.touch()  # a file where the copies should go
    answer = desk.post("/bureau/travaux/backup")
    assert answer.status_code in (400, 409)
    assert "la sauvegarde ne s’écrit pas" in answer.text
    assert desk.post("/bureau/travaux/rien").status_code == 404
    assert [run.state for run in veille.jobs.last()] == ["failed"]


@pytest.mark.parametrize(
    "cron, words",
    [
        ("0 7 * * mon-fri", "du lundi au vendredi à 7 h"),
        ("30 7 * * mon", "le lundi à 7 h 30"),
        ("0 9 * * tue,thu", "le mardi et jeudi à 9 h"),
        ("0 6 25 * *", "le 25 du mois à 6 h"),
        ("30 6 1 * *", "le 1er du mois à 6 h 30"),
        ("5 3 * * *", "chaque jour à 3 h 05"),
        ("0 6 1 jan *", "0 6 1 jan *"),
        ("*/30 8-18 * * *", "*/30 8-18 * * *"),
        ("0 6 1 * mon", "0 6 1 * mon"),
        ("0 6 last * *", "0 6 last * *"),
    ],
)
def test_a_cron_line_is_read_aloud_when_it_is_plain(cron: str, words: str) -> None:
    assert when(cron).replace("\u00a0", " ") == words
