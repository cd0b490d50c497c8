"""The page of jobs: when they run, in words, and one run now."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pytest

from tests.cast import NOW, Stage, held_work
from tests.desk.conftest import HTMX, Desk
from veille.core import Veille
from veille.desk.words import when
from veille.store import jobs


@pytest.fixture
def later(veille: Veille) -> list[Callable[[], None]]:
    """Work that was launched, and starts when the test says so."""
    return held_work(veille)


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.replace("\u00a0", " ")))


def test_the_page_says_what_is_due_and_that_nothing_ran_yet(desk: Desk, veille: Veille) -> None:
    page = plain(desk.get("/bureau/travaux/").text)
    assert "Aucun travail n’a encore tourné" in page
    assert "du lundi au vendredi à 7 h" in page
    assert "Prochain passage : Demain à 7 h Dernier passage : Jamais" in page
    assert "qu’à la main" in page
    assert "hx-trigger" not in desk.get("/bureau/travaux/").text
    veille.jobs.clock_runs = True
    assert "qu’à la main" not in desk.get("/bureau/travaux/").text


def test_a_job_starts_at_once_and_the_page_follows_it(
    desk: Desk, veille: Veille, later: list[Callable[[], None]]
) -> None:
    assert desk.post("/bureau/travaux/backup").status_code == 303
    assert veille.backups.listed() == []

    page = desk.get("/bureau/travaux/").text
    assert "<progress aria-label=" in page
    assert 'hx-trigger="every 2s"' in page
    assert 'id="lancer-backup"' not in page
    assert "vous pouvez continuer" in page
    (path,) = re.findall(r'href="(/bureau/travaux/passages/[^"]+)">Voir', page)
    assert 'hx-trigger="every 2s"' in desk.get(path).text

    later.pop()()
    moved = desk.get("/bureau/travaux/", **HTMX).text
    assert moved.startswith('<div id="travaux">')
    assert "sauvegarde : veille-2026-11-16" in plain(moved)
    assert "hx-trigger" not in moved
    assert "hx-trigger" not in desk.get(path, **HTMX).text


def test_a_second_press_says_that_it_runs_already(
    desk: Desk, veille: Veille, later: list[Callable[[], None]]
) -> None:
    desk.post("/bureau/travaux/backup")
    answer = desk.post("/bureau/travaux/backup")
    assert answer.status_code == 409
    assert "déjà en cours" in answer.text
    assert len(veille.jobs.last()) == len(later) == 1
    later.pop()()


def test_a_long_run_shows_how_far_it_has_come_and_what_it_said(
    desk: Desk, veille: Veille, stage: Stage, later: list[Callable[[], None]]
) -> None:
    desk.post("/bureau/travaux/collect")
    (run,) = veille.jobs.running()
    with veille.ctx.store.write() as w:
        jobs.advance(w, "collect", run.slot, 10, 40, "La Gazette : 3 nouveaux")
    stage.clock.advance(seconds=20)

    page = desk.get("/bureau/travaux/").text
    assert '<progress value="10" max="40"' in page
    assert "10 sur 40, encore 1 min environ" in plain(page)
    assert "La Gazette : 3 nouveaux" in plain(page)
    later.pop()()


def test_what_failed_says_why_and_what_to_do(
    desk: Desk, veille: Veille, later: list[Callable[[], None]]
) -> None:
    shutil.rmtree(veille.workspace.backups, ignore_errors=True)
    veille.workspace.backups.touch()  # a file where the copies should go
    desk.post("/bureau/travaux/backup")
    later.pop()()

    page = desk.get("/bureau/travaux/").text
    assert "la sauvegarde ne s’écrit pas" in plain(page)
    (path,) = set(re.findall(r'href="(/bureau/travaux/passages/[^"]+)"', page))
    assert "puis relancez ce travail" in desk.get(path).text


def test_what_was_cut_short_says_that_nothing_is_lost(desk: Desk, veille: Veille) -> None:
    veille.jobs.claim("collect", NOW)
    veille.jobs.recover()
    (path,) = set(re.findall(r"/bureau/travaux/passages/[^\"]+", desk.get("/bureau/travaux/").text))
    assert "les sources qui ont répondu ne sont pas perdues" in desk.get(path).text


def test_what_a_server_answered_is_only_ever_text(
    desk: Desk, veille: Veille, later: list[Callable[[], None]]
) -> None:
    desk.post("/bureau/travaux/collect")
    (run,) = veille.jobs.running()
    with veille.ctx.store.write() as w:
        jobs.advance(w, "collect", run.slot, 1, 2, "<script>alert(1)</script>")
    (path,) = re.findall(
        r'href="(/bureau/travaux/passages/[^"]+)">Voir', desk.get("/bureau/travaux/").text
    )
    for page in ("/bureau/travaux/", path):
        assert "<script>alert" not in desk.get(page).text
        assert "&lt;script&gt;alert" in desk.get(page).text
    later.pop()()


@pytest.mark.parametrize(
    "path",
    ["passages/collect/hier", "passages/collect/20261116T060000.000000Z", "passages/x/y"],
)
def test_a_run_that_never_was_is_not_there(desk: Desk, path: str) -> None:
    assert desk.get(f"/bureau/travaux/{path}").status_code == 404
    assert desk.post("/bureau/travaux/rien").status_code == 404


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
