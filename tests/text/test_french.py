"""French typography and the words for dates, durations and numbers."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest

from veille.text.french import (
    NBSP,
    access_words,
    count,
    day_title,
    duration_words,
    hour,
    hours,
    joined,
    lasting,
    long_date,
    medium_words,
    moment_words,
    month_year,
    short_date,
    typo,
    week_of,
)

# In the tables, « _ » stands for U+00A0 and « ~ » for U+202F: nobody can tell them from a space.


def spelt(text: str) -> str:
    return text.replace("_", "\u00a0").replace("~", "\u202f")


@pytest.mark.parametrize(
    "typed, printed",
    [
        ("l'école d'aujourd'hui", "l’école d’aujourd’hui"),
        ("l'ÉCOLE", "l’ÉCOLE"),
        ("un film de 5'30", "un film de 5'30"),
        ('Le "contrat" de ville', "Le «_contrat_» de ville"),
        ('("contrat de ville")', "(«_contrat de ville_»)"),
        ('un écran de 15" et un "grand" écran', 'un écran de 15" et un «_grand_» écran'),
        ("«contrat»", "«_contrat_»"),
        ("« contrat »", "«_contrat_»"),
        ("et cetera...", "et cetera…"),
        ("Quoi ?", "Quoi~?"),
        ("Quoi?", "Quoi~?"),
        ("Quoi ?!", "Quoi~?!"),
        ("Fini !", "Fini~!"),
        ("d’abord ; ensuite", "d’abord~; ensuite"),
        ("« Quoi ? »", "«_Quoi~?_»"),
        ("Agenda : la rentrée", "Agenda_: la rentrée"),
        ("Agenda: la rentrée", "Agenda_: la rentrée"),
        ("à 10:30 précises", "à 10:30 précises"),
        ("50 %", "50_%"),
        ("50%", "50_%"),
        ("12 €", "12_€"),
        ("n° 12", "n°_12"),
        ("Nº12", "N°_12"),
        ("2 300 habitants", "2~300 habitants"),
        ("1 234 567 habitants", "1~234~567 habitants"),
        ("en 2024 500 habitants", "en 2024 500 habitants"),
        ("tél. 02 61 91 00 00", "tél. 02 61 91 00 00"),
        ("à 14h30", "à 14_h_30"),
        ("à 14 h 30", "à 14_h_30"),
    ],
)
def test_typography_is_that_of_the_imprimerie_nationale(typed: str, printed: str) -> None:
    assert typo(typed) == spelt(printed)


@pytest.mark.parametrize(
    "address",
    [
        "https://centre.example/l'a?page=2;tri=3&q=50%",
        "http://centre.example/a:b!c",
        "l'info@centre.example",
    ],
)
def test_an_address_is_left_alone_in_a_text_that_is_not(address: str) -> None:
    assert typo(f"Voir l'adresse : {address} ou rien !") == spelt(
        f"Voir l’adresse_: {address} ou rien~!"
    )


def test_typography_done_twice_changes_nothing() -> None:
    pieces = (
        "l' école \" « » \u00a0 \u202f ; ! ? : ... … 5 230 100 % € n° nº h 30 ( ) a http://a.example/x?y;z!"
        " a@b.example , . ’ -"
    ).split(" ")
    chance = random.Random(1789)
    for _ in range(20_000):
        text = "".join(chance.choice([*pieces, " ", "\n"]) for _ in range(chance.randint(1, 9)))
        assert typo(typo(text)) == typo(text), text


def test_the_first_of_a_month_is_premier() -> None:
    assert long_date(date(2027, 3, 1)) == spelt("1er_mars_2027")
    assert short_date(date(2027, 3, 24)) == spelt("24_mars")
    assert day_title(date(2027, 3, 29)) == spelt("lundi 29_mars")
    assert month_year(date(2027, 8, 31)) == spelt("août_2027")


@pytest.mark.parametrize(
    "day, words",
    [
        (date(2026, 11, 16), "semaine du 16 au 22_novembre_2026"),
        (date(2026, 11, 22), "semaine du 16 au 22_novembre_2026"),
        (date(2026, 6, 3), "semaine du 1er au 7_juin_2026"),
        (date(2026, 4, 30), "semaine du 27_avril au 3_mai_2026"),
        (date(2027, 1, 1), "semaine du 28_décembre_2026 au 3_janvier_2027"),
    ],
)
def test_a_week_runs_from_monday_to_sunday_across_months_and_years(day: date, words: str) -> None:
    assert week_of(day) == spelt(words)


@pytest.mark.parametrize(
    "starts, ends, words",
    [
        ("2026-11-24 09:30", "2026-11-24 16:30", "9_h_30 – 16_h_30"),
        ("2026-11-24 14:00", None, "14_h"),
        ("2026-11-24 00:00", None, ""),
        ("2026-11-24 00:00", "2026-11-24 00:00", ""),
        ("2026-11-24 00:00", "2026-11-26 00:00", "jusqu’au 26_novembre"),
        ("2026-11-24 09:05", "2026-12-01 17:00", "9_h_05, jusqu’au 1er_décembre à 17_h"),
    ],
)
def test_hours_are_told_as_a_poster_tells_them(starts: str, ends: str | None, words: str) -> None:
    end = datetime.fromisoformat(ends) if ends else None
    assert hours(datetime.fromisoformat(starts), end) == spelt(words)


def test_an_hour_without_minutes_says_none() -> None:
    assert hour(datetime(2026, 11, 24, 8, 0)) == spelt("8_h")


@pytest.mark.parametrize(
    "seconds, words",
    [
        (0, "1_min"),
        (59, "1_min"),
        (720, "12_min"),
        (3569, "59_min"),
        (3599, "1_h"),
        (3900, "1_h_05"),
        (7200, "2_h"),
    ],
)
def test_a_duration_is_told_in_minutes_then_hours(seconds: int, words: str) -> None:
    assert duration_words(seconds) == spelt(words)


def test_a_medium_is_told_with_its_length_when_it_has_one() -> None:
    assert medium_words("read") == "à lire"
    assert medium_words("listen", 720) == spelt("à écouter, 12_min")
    assert medium_words("watch", 3900) == spelt("à voir, 1_h_05")


def test_only_what_is_sure_is_said_of_access() -> None:
    assert access_words("subscribers") == "réservé aux abonnés"
    assert access_words("mixed") == access_words("free") == ""


def test_the_french_plural_starts_at_two() -> None:
    numbers = [count(number, "article", "articles") for number in (0, 1, 2)]
    assert numbers == [spelt("0_article"), spelt("1_article"), spelt("2_articles")]


def test_words_are_joined_with_commas_and_one_et() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a et b"
    assert joined(["a", "b", "c"]) == "a, b et c"


@pytest.mark.parametrize(
    "seconds, words", [(0, "1 s"), (40.4, "40 s"), (60, "1 min"), (150, "2 min"), (3900, "1 h 05")]
)
def test_how_long_it_lasts_is_said_as_one_would(seconds: float, words: str) -> None:
    assert lasting(timedelta(seconds=seconds)).replace(NBSP, " ") == words


@pytest.mark.parametrize(
    "moment, words",
    [
        (datetime(2026, 11, 16, 9, 12), "aujourd’hui à 9 h 12"),
        (datetime(2026, 11, 17, 7), "demain à 7 h"),
        (datetime(2026, 11, 15, 23, 59), "hier à 23 h 59"),
        (datetime(2026, 11, 22, 7), "dimanche à 7 h"),
        (datetime(2026, 11, 10, 7), "mardi à 7 h"),
        (datetime(2026, 11, 23, 7), "le 23 novembre à 7 h"),
        (datetime(2027, 1, 1, 6), "le 1er janvier 2027 à 6 h"),
    ],
)
def test_a_moment_is_told_from_today(moment: datetime, words: str) -> None:
    now = datetime(2026, 11, 16, 8, 45)
    assert moment_words(moment, now).replace(NBSP, " ") == words
