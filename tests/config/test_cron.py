"""Cron lines: what passes is what the scheduler takes, with the same hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger

from tests.config.conftest import plain
from veille.config.cron import next_wall, parse, refusal

PARIS = ZoneInfo("Europe/Paris")

ACCEPTED = [
    "0 7 * * mon-fri",
    "30 7 * * mon",
    "0 6 25 * *",
    "45 6 * * *",
    "*/15 8-18 * * mon-fri",
    "0 0,3-23 * * *",
    "5-59/10 4 * * *",
    "0 8-20/4 1-7 * mon",
    "0 6 last * *",
    "0 6 29 2 *",
    "0 6 31,last 2 *",
    "0 6 1 jan,jun-sep *",
    "0 6 1 */3 *",
    "0 1 * * MON,wed-sun",
]


@pytest.mark.parametrize("line", ACCEPTED)
def test_an_accepted_line_runs_when_the_scheduler_says(line: str) -> None:
    assert refusal(line) is None
    times = parse(line)
    trigger = CronTrigger.from_crontab(line, timezone=PARIS)
    moment = datetime(2026, 1, 1, tzinfo=PARIS)
    for _run in range(200):
        fired = trigger.get_next_fire_time(None, moment)
        assert fired is not None
        assert fired.minute in times.minutes
        assert fired.hour in times.hours
        assert fired.month in times.months
        assert fired.weekday() in times.weekdays
        last = (fired + timedelta(days=1)).month != fired.month
        assert fired.day in times.days or (last and 32 in times.days)
        moment = fired + timedelta(minutes=1)


@pytest.mark.parametrize("line", ACCEPTED)
def test_the_next_run_is_the_one_of_the_scheduler(line: str) -> None:
    trigger = CronTrigger.from_crontab(line, timezone=PARIS)
    moment = datetime(2026, 1, 1, 7, 45)
    for _run in range(60):
        after = moment.replace(tzinfo=PARIS) + timedelta(microseconds=1)
        fired = trigger.get_next_fire_time(None, after)
        assert fired is not None
        found = next_wall(line, moment)
        assert found == fired.replace(tzinfo=None)
        moment = found


def test_a_day_that_never_comes_has_no_next_run() -> None:
    assert next_wall("0 6 31 2 *", datetime(2026, 1, 1)) is None


def test_every_value_of_a_line_is_counted() -> None:
    times = parse("*/20 8-10,18 1 jan-mar tue-thu")
    assert times.minutes == {0, 20, 40}
    assert times.hours == {8, 9, 10, 18}
    assert times.days == {1}
    assert times.months == {1, 2, 3}
    assert times.weekdays == {1, 2, 3}


@pytest.mark.parametrize(
    "line",
    [
        "0 2 * * *",
        "30 2 * * mon",
        "0 * * * *",
        "*/5 * * * *",
        "0 1-3 * * *",
        "0 */2 * * *",
        "0 0-6/2 * * *",
        "0 7,2 * * *",
        "0 02 * * *",
    ],
)
def test_the_hour_that_paris_skips_or_lives_twice_is_refused(line: str) -> None:
    assert plain(refusal(line) or "") == (
        "entre 2 h et 2 h 59 une heure manque ou revient deux fois aux changements d’heure :"
        " choisissez une autre heure"
    )


@pytest.mark.parametrize(
    "line, words",
    [
        ("", "attendu : cinq champs"),
        ("@daily", "attendu : cinq champs"),
        ("0 7 * *", "attendu : cinq champs"),
        ("0 7 * * mon - fri", "attendu : cinq champs"),
        ("0 7 * * 1", "écrivez les jours par leur nom (mon, tue…)"),
        ("0 7 * * 1-5", "écrivez les jours par leur nom (mon, tue…)"),
        ("0 7 * * mon,7", "écrivez les jours par leur nom (mon, tue…)"),
        ("0 7 * * */2", "écrivez les jours par leur nom (mon, tue…)"),
        ("0 7 * * lun", "jour de la semaine : attendu mon, tue"),
        ("0 7 * * mon-", "jour de la semaine : attendu mon, tue"),
        ("0 7 * * fri-mon", "jour de la semaine : attendu mon, tue"),
        ("0 7 * * ?", "jour de la semaine : attendu mon, tue"),
        ("60 7 * * *", "minute : attendu de 0 à 59, le plus petit d’abord, et non « 60 »"),
        ("0 24 * * *", "heure : attendu de 0 à 23"),
        ("0 9-7 * * *", "heure : attendu de 0 à 23, le plus petit d’abord, et non « 9-7 »"),
        ("0 7 0 * *", "jour : attendu de 1 à 31"),
        ("0 7 32 * *", "jour : attendu de 1 à 31"),
        ("0 7 1 13 *", "mois : attendu de 1 à 12"),
        ("0 7 1 dec-jan *", "« dec-jan » n’est pas lu pour : mois"),
        ("0 7 1 jan-3 *", "« jan-3 » n’est pas lu pour : mois"),
        ("x 7 * * *", "« x » n’est pas lu pour : minute"),
        ("-5 7 * * *", "« -5 » n’est pas lu pour : minute"),
        ("1,,2 7 * * *", "« » n’est pas lu pour : minute"),
        ("٣ 7 * * *", "« ٣ » n’est pas lu pour : minute"),
        ("*/0 7 * * *", "minute : le pas de « */0 » ne va pas"),
        ("*/60 7 * * *", "minute : le pas de « */60 » ne va pas"),
        ("5/10 7 * * *", "minute : le pas de « 5/10 » ne va pas"),
        ("0 7 30 2 *", "ce jour n’existe dans aucun des mois choisis"),
        ("0 7 31 4,jun,9,11 *", "ce jour n’existe dans aucun des mois choisis"),
    ],
)
def test_a_wrong_line_is_refused_with_its_reason(line: str, words: str) -> None:
    assert plain(refusal(line) or "").replace("«  »", "« »").startswith(words)
