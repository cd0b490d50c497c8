"""Days that a text names. The hard ones are those that are none."""

from __future__ import annotations

from datetime import date, time

import pytest

from veille.text.mentions import hour, mentions
from veille.text.stems import fold

TODAY = date(2026, 9, 1)


def told(text: str) -> list[str]:
    return [
        f"{one.first:%d/%m/%y}-{one.last:%d/%m/%y}" if one.is_span else f"{one.first:%d/%m/%y}"
        for one in mentions(fold(text), TODAY)
    ]


@pytest.mark.parametrize(
    "text, days",
    [
        ("le vendredi 1er janvier à 23 h 59", ["01/01/27"]),
        ("avant le 05/03/2027, puis le 16 oct.", ["05/03/27", "16/10/26"]),
        ("le premier avril et le quinze mars 2028", ["01/04/27", "15/03/28"]),
        ("du 28 décembre au 2 janvier", ["28/12/26-02/01/27"]),
        ("du lundi 3 mars à 9h au mardi 4 mars", ["03/03/27-04/03/27"]),
        ("entre le 3 et le 10 mai", ["03/05/27-10/05/27"]),
        ("les 14 et 15 oct. 2026", ["14/10/26-15/10/26"]),
        ("les 30 novembre et 1er décembre", ["30/11/26-01/12/26"]),
        ("15 octobre, 15 décembre 2026", ["15/10/26", "15/12/26"]),
    ],
)
def test_a_day_without_its_year_is_the_next_one(text: str, days: list[str]) -> None:
    assert told(text) == days


def test_days_apart_are_told_one_by_one() -> None:
    (one,) = mentions("les 3, 10 et 17 mars", TODAY)

    assert one.several == (date(2027, 3, 3), date(2027, 3, 10), date(2027, 3, 17))


@pytest.mark.parametrize(
    "text",
    [
        "31 février 2027",
        "les 2/3 des habitants",
        "02.99.12.05.26",
        "mardi prochain",
        "fin janvier",
        "12 marsouins",
        "1 000 mai",
        "",
    ],
)
def test_what_names_no_day_tells_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text, at",
    [
        ("9h30", time(9, 30)),
        ("18 heures", time(18)),
        ("14:05", time(14, 5)),
        ("midi", time(12)),
        ("dix-huit heures trente", time(18, 30)),
        ("14 h 12 rue des lilas", time(14)),
        ("12 habitants", None),
        ("vingt-cinq heures", None),
        ("apres-midi", None),
    ],
)
def test_an_hour_is_read_as_it_is_written(text: str, at: time | None) -> None:
    assert hour(text) == at
