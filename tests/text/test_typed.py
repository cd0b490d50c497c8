"""Dates and hours as people type them into a form."""

from __future__ import annotations

from datetime import date, time

import pytest

from veille.text.typed import typed_day, typed_hours, written_day, written_hours

TUESDAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    "text, meant",
    [
        ("aujourd’hui", date(2026, 11, 17)),
        ("Aujourd'hui", date(2026, 11, 17)),
        ("demain", date(2026, 11, 18)),
        ("après-demain", date(2026, 11, 19)),
        ("mercredi", date(2026, 11, 18)),
        ("lundi", date(2026, 11, 23)),
        ("Lundi prochain", date(2026, 11, 23)),
        ("mardi", date(2026, 11, 24)),
        ("12/3", date(2027, 3, 12)),
        ("17/11", date(2026, 11, 17)),
        ("16/11", date(2027, 11, 16)),
        ("3.12", date(2026, 12, 3)),
        ("12/03/2027", date(2027, 3, 12)),
        ("12/3/27", date(2027, 3, 12)),
        ("10 mars 2016", date(2016, 3, 10)),
        ("2027-04-01", date(2027, 4, 1)),
        ("le 3 décembre", date(2026, 12, 3)),
        ("3 dec.", date(2026, 12, 3)),
        ("1er avril 2027", date(2027, 4, 1)),
        ("1er\u00a0avril\u00a02027", date(2027, 4, 1)),
        ("mardi 3 novembre 2026", date(2026, 11, 3)),
        ("mardi, le 3 novembre 2026", date(2026, 11, 3)),
        ("jeudi 3 décembre", date(2026, 12, 3)),
        ("vendredi 3 décembre", date(2027, 12, 3)),
        ("29/2", date(2028, 2, 29)),
        ("  Demain. ", date(2026, 11, 18)),
    ],
)
def test_a_day_is_understood_as_it_is_typed(text: str, meant: date) -> None:
    assert typed_day(text, TUESDAY) == meant


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "n’est pas une date"),
        ("bientôt", "n’est pas une date"),
        ("12", "n’est pas une date"),
        ("3 brumaire", "n’est pas une date"),
        ("12/3/2027 à midi", "n’est pas une date"),
        ("demain ou lundi", "n’est pas une date"),
        ("x" * 5000, "n’est pas une date"),
        ("31/2", "n’existe pas"),
        ("31/2/2027", "n’existe pas"),
        ("12/13/2027", "n’existe pas"),
        ("0/0", "n’existe pas"),
        ("12/3/9999", "l’année 9999 n’est pas possible"),
        ("lundi 3 novembre 2026", "est un mardi, pas un lundi"),
    ],
)
def test_what_is_no_day_is_told_in_french(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as caught:
        typed_day(text, TUESDAY)
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(
    "text, starts, ends",
    [
        ("10h", time(10), None),
        ("10h30", time(10, 30), None),
        ("9 h 00", time(9), None),
        ("10:00", time(10), None),
        ("10 H 00", time(10), None),
        ("à partir de 14h", time(14), None),
        ("dès 8 heures 30", time(8, 30), None),
        ("midi", time(12), None),
        ("10h-17h", time(10), time(17)),
        ("10h – 17h30", time(10), time(17, 30)),
        ("10:00-17:00", time(10), time(17)),
        ("de 10H00 à 17H00", time(10), time(17)),
        ("9-12h", time(9), time(12)),
        ("9 h 30 – 16 h 30", time(9, 30), time(16, 30)),
        ("9\u00a0h\u00a030\u202f–\u202f16\u00a0h", time(9, 30), time(16)),
        ("", None, None),
    ],
)
def test_hours_are_understood_as_they_are_typed(
    text: str, starts: time | None, ends: time | None
) -> None:
    assert typed_hours(text) == (starts, ends)


@pytest.mark.parametrize(
    "text, told",
    [
        ("matin", "n’est pas une heure"),
        ("25h", "n’est pas une heure"),
        ("10h75", "n’est pas une heure"),
        ("10", "n’est pas une heure"),
        ("10h-17h-18h", "n’est pas une heure"),
        ("17h-10h", "la fin vient avant le début"),
        ("10h-10h", "la fin vient avant le début"),
    ],
)
def test_what_is_no_hour_is_told_in_french(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        typed_hours(text)


def test_what_a_field_shows_reads_back_as_the_same() -> None:
    for day in (date(2016, 3, 10), date(2027, 12, 31)):
        assert typed_day(written_day(day), TUESDAY) == day
    for hours in ((None, None), (time(9), None), (time(9, 5), time(17, 30))):
        assert typed_hours(written_hours(*hours)) == hours
