"""Dates as feeds and French pages write them, and the days and hours of Paris."""

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


# Noon in Paris stands for a day whose hour nobody told.
NOON = "2027-01-05 11:00:00"
FORMS = [
    # RFC 822, RFC 850, asctime, and what is sent in their place
    ("Tue, 05 Jan 2027 10:30:00 GMT", "2027-01-05 10:30:00"),
    ("Tue, 05 Jan 2027 10:30:00 +0100", "2027-01-05 09:30:00"),
    ("Tue, 5 Jan 2027 10:30 EST", "2027-01-05 15:30:00"),
    ("Tue,05 Jan 2027 10:30:00 -0000", "2027-01-05 10:30:00"),
    ("05 Jan 27 10:30 UT", "2027-01-05 10:30:00"),
    ("05 Jan 97 10:30:00 GMT", "1997-01-05 10:30:00"),
    ("Tuesday, 05-Jan-27 10:30:00 GMT", "2027-01-05 10:30:00"),
    ("Tue Jan  5 10:30:00 GMT 2027", "2027-01-05 10:30:00"),
    ("Tue Jan  5 10:30:00 2027", "2027-01-05 09:30:00"),
    ("Tue, 05 Jan 2027 10:30:00 +0100 (CET)", "2027-01-05 09:30:00"),
    ("Tue, 05 Jan 2027 10:30:00 GMT+1", "2027-01-05 09:30:00"),
    ("Tue, 05 Jan 2027 10:30:00 CEST", "2027-01-05 08:30:00"),
    ("Tue, 05 Jan 2027 12:30:00 AM GMT", "2027-01-05 00:30:00"),
    ("January 5, 2027 3:05 p.m.", "2027-01-05 14:05:00"),
    ("5th of January, 2027", NOON),
    # a weekday that lies
    ("Mon, 05 Jan 2027 10:30:00 GMT", "2027-01-05 10:30:00"),
    ("dim., 05 janv. 2027", NOON),
    # wrong zones, wrong hours
    ("Tue, 05 Jan 2027 10:30:00 +9900", "2027-01-05 09:30:00"),
    ("Tue, 05 Jan 2027 10:30:00 +zz:00", "2027-01-05 09:30:00"),
    ("Tue, 05 Jan 2027 10:30:00 XYZ", "2027-01-05 09:30:00"),
    ("Tue, 05 Jan 2027 24:00:00 GMT", NOON),
    ("Tue, 05 Jan 2027 25:61:00 GMT", NOON),
    ("2027-01-05T23:59:60Z", "2027-01-05 23:59:59"),
    # ISO 8601 and RFC 3339
    ("2027-01-05T10:30:00Z", "2027-01-05 10:30:00"),
    ("2027-01-05t10:30:00z", "2027-01-05 10:30:00"),
    ("2027-01-05T10:30:00.123456Z", "2027-01-05 10:30:00"),
    ("2027-01-05T10:30:00+01:00", "2027-01-05 09:30:00"),
    ("2027-01-05T10:30:00-0500", "2027-01-05 15:30:00"),
    ("2027-01-05T10:30:00+01", "2027-01-05 09:30:00"),
    ("2027-01-05T10:30+01:00", "2027-01-05 09:30:00"),
    ("2027-01-05T10:30:00", "2027-01-05 09:30:00"),
    ("2027-01-05 10:30:00", "2027-01-05 09:30:00"),
    ("2027-01-05 10:30:00 +01:00", "2027-01-05 09:30:00"),
    ("2027-01-05", NOON),
    ("2027-01-05TZ", NOON),
    ("2027/01/05", NOON),
    ("20270105", NOON),
    ("20270105T103000Z", "2027-01-05 10:30:00"),
    ("1799145000", "2027-01-05 10:30:00"),
    # French, long, short, abbreviated
    ("mardi 5 janvier 2027", NOON),
    ("Mardi 5 Janvier 2027 - 10:30", "2027-01-05 09:30:00"),
    ("mar., 05 janv. 2027", NOON),
    ("mar., 05 janv. 2027 10:30:00 +0100", "2027-01-05 09:30:00"),
    ("mar. 5 janv. 2027, 10 h 30", "2027-01-05 09:30:00"),
    ("5 janvier 2027 à 10h30", "2027-01-05 09:30:00"),
    ("5 janvier 2027 à 10 h", "2027-01-05 09:00:00"),
    ("Publié le 5 janvier 2027, mis à jour le 8 janvier 2027", NOON),
    ("5. Janvier 2027", NOON),
    ("du 3 au 5 janvier 2027", NOON),
    ("5 janvier 2027 de 10:00 à 11:00", "2027-01-05 09:00:00"),
    ("5 janvier 2027, 10:00-11:00", "2027-01-05 09:00:00"),
    ("1er mars 2027", "2027-03-01 11:00:00"),
    ("Publié le 1ER MARS 2027 à Rennes", "2027-03-01 11:00:00"),
    ("12 fevrier 2027", "2027-02-12 11:00:00"),
    ("5 févr. 2027", "2027-02-05 11:00:00"),
    ("15 août 2027", "2027-08-15 10:00:00"),
    ("05/01/2027", NOON),
    ("05/01/2027 à 10h30", "2027-01-05 09:30:00"),
    ("05.01.2027 - 10:30", "2027-01-05 09:30:00"),
    ("5-1-2027", NOON),
    # to come: whoever reads a source judges that
    ("05/01/2099", "2099-01-05 11:00:00"),
    # the night when the clock goes back has two half past two, the first is meant; the other night none
    ("31 octobre 2027 à 2h30", "2027-10-31 00:30:00"),
    ("2027-10-31T02:30:00+01:00", "2027-10-31 01:30:00"),
    ("28 mars 2027 à 2h30", "2027-03-28 01:30:00"),
]  # fmt: skip
NONE = [
    "", "hier", "Hier à 10h30", "aujourd’hui", "il y a 3 heures", "now", "null", "2027", "mars 2027",
    "2027-01", "2013-xx-27", "31 février 2027", "31/02/2027", "03/30/2027", "2027-13-01", "12/11/26",
    "0000-00-00 00:00:00", "2027-W01-2", "5 brumaire 2027", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "Tel. 02 99 00 00 00", "12",
]  # fmt: skip


@pytest.mark.parametrize("written, moment", FORMS)
def test_a_moment_is_read_however_it_is_written(written: str, moment: str) -> None:
    assert parse_moment(written) == datetime.fromisoformat(f"{moment}+00:00")


@pytest.mark.parametrize("written", NONE)
def test_what_tells_no_day_gives_none_and_never_now(written: str) -> None:
    assert parse_moment(written) is None


def test_sixty_forms_at_least_are_tried() -> None:
    assert len({written for written, _moment in FORMS}) >= 60


def test_an_hour_that_does_not_exist_is_shown_as_the_one_that_followed() -> None:
    moment = parse_moment("28 mars 2027 à 2h30")

    assert moment is not None
    assert paris_wall(moment) == datetime(2027, 3, 28, 3, 30)


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
