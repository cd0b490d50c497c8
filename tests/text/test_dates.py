"""Dates as French pages write them, and the days and hours of Paris."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from veille.text.dates import paris_day, paris_wall, parse_day, parse_moment, span


@pytest.mark.parametrize(
    "written, day",
    [
        ("1er mars 2027", date(2027, 3, 1)),
        ("Publié le 1ER MARS 2027 à Rennes", date(2027, 3, 1)),
        ("mar., 05 janv. 2027", date(2027, 1, 5)),
        ("5 févr. 2027", date(2027, 2, 5)),
        ("12 fevrier 2027", date(2027, 2, 12)),
        ("15 août 2027", date(2027, 8, 15)),
        ("31 déc. 2027", date(2027, 12, 31)),
        ("24\u00a0mars\u00a02027", date(2027, 3, 24)),
        ("05/01/2027", date(2027, 1, 5)),
        ("5.1.2027", date(2027, 1, 5)),
        ("05-01-2027", date(2027, 1, 5)),
        ("2027-01-05", date(2027, 1, 5)),
    ],
)
def test_a_day_is_read_however_a_page_writes_it(written: str, day: date) -> None:
    assert parse_day(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hier",
        "mars 2027",
        "31 février 2027",
        "31/02/2027",
        "2027-13-01",
        "5 brumaire 2027",
        "12/11/26",
    ],
)
def test_no_day_is_guessed(written: str) -> None:
    assert parse_day(written) is None
    assert parse_moment(written) is None


def test_a_moment_without_an_hour_is_noon_in_paris() -> None:
    assert parse_moment("5 janvier 2027") == datetime(2027, 1, 5, 11, tzinfo=UTC)


def test_a_moment_has_the_hour_that_is_written_in_winter_and_in_summer() -> None:
    assert parse_moment("5 janvier 2027 à 9h05") == datetime(2027, 1, 5, 8, 5, tzinfo=UTC)
    assert parse_moment("5 juillet 2027, 18:30") == datetime(2027, 7, 5, 16, 30, tzinfo=UTC)


def test_an_hour_that_no_clock_shows_is_no_hour() -> None:
    assert parse_moment("5 janvier 2027 à 25h99") == datetime(2027, 1, 5, 11, tzinfo=UTC)


def test_the_day_is_that_of_paris_on_both_sides_of_midnight() -> None:
    assert paris_day(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert paris_day(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == date(2027, 1, 1)


@pytest.mark.parametrize("month, hour", [(1, 9), (7, 10)])
def test_a_wall_clock_in_paris_follows_the_season(month: int, hour: int) -> None:
    instant = datetime(2027, month, 5, 8, 30, tzinfo=UTC)
    assert paris_wall(instant) == datetime(2027, month, 5, hour, 30)


@pytest.mark.parametrize(
    "written, length",
    [
        ("12h", timedelta(hours=12)),
        ("30min", timedelta(minutes=30)),
        ("2j", timedelta(days=2)),
        ("2 j", timedelta(days=2)),
    ],
)
def test_a_length_of_time_is_read_as_veille_yml_writes_it(written: str, length: timedelta) -> None:
    assert span(written) == length
