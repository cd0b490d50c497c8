"""How often a source publishes: a habit needs days enough, and old habits do not count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from veille.collect.rhythm import days_of, rhythm_words, usual_gap, wait_words

TODAY = date(2026, 11, 21)


def _every(days: int, number: int = 12) -> list[date]:
    return [TODAY - timedelta(days=days * rank) for rank in range(number)]


@pytest.mark.parametrize(
    "gap, words",
    [
        (1, "tous les jours"),
        (3, "tous les 3 jours"),
        (7, "toutes les semaines"),
        (15, "toutes les 2 semaines"),
        (30, "toutes les 4 semaines"),
        (61, "tous les 2 mois"),
        (365, "tous les ans"),
    ],
)
def test_a_rhythm_is_the_usual_gap_and_is_said_in_words(gap: int, words: str) -> None:
    found = usual_gap(_every(gap))

    assert found == gap
    assert rhythm_words(found) == words


def test_one_long_holiday_changes_nothing_nor_do_several_articles_a_day() -> None:
    before = [one - timedelta(days=45) for one in _every(2, 8)]

    assert usual_gap(_every(2, 8) + before + _every(2, 8)) == 2


def test_only_the_newest_days_count() -> None:
    old = [TODAY - timedelta(days=400 + 30 * rank) for rank in range(40)]

    assert usual_gap(_every(1, 20) + old) == 1


def test_with_four_days_there_is_no_habit_to_speak_of() -> None:
    assert usual_gap(_every(7, 4)) is None
    assert rhythm_words(None) == ""


def test_days_are_those_of_paris() -> None:
    late = datetime(2026, 7, 14, 22, 30, tzinfo=UTC)

    assert days_of([late, late + timedelta(hours=3)]) == {date(2026, 7, 15)}


@pytest.mark.parametrize(
    "hours, words",
    [
        (None, ""),
        (0.2, "moins d’une heure"),
        (3.4, "3\u00a0h"),
        (30, "30\u00a0h"),
        (50, "2\u00a0jours"),
    ],
)
def test_a_wait_is_told_in_hours_then_in_days(hours: float | None, words: str) -> None:
    assert wait_words(hours) == words
