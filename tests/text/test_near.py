"""Dates that leave something unsaid."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from veille.text.near import near_moment

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text, day",
    [
        ("Publié le 3 nov.", "2026-11-03"),
        ("mardi 1er décembre", "2026-12-01"),
        ("3 mars", "2026-03-03"),
        ("15 février", "2026-02-15"),
        ("le 30 janvier", "2026-01-30"),
        ("3 nov. 2025", "2025-11-03"),
        ("18/11", "2026-11-18"),
        ("18.11.26", "2026-11-18"),
        ("novembre 2026", "2026-11-01"),
        ("Paru en févr. 2025", "2025-02-01"),
        ("11/2026", "2026-11-01"),
        ("Hier, 14 h 30", "2026-11-20"),
        ("Aujourd’hui", "2026-11-21"),
        ("avant-hier", "2026-11-19"),
        ("il y a 3 jours", "2026-11-18"),
        ("il y a 2 heures", "2026-11-21"),
        ("il y a 2 semaines", "2026-11-07"),
    ],
)
def test_a_date_is_told_beside_a_known_day(text: str, day: str) -> None:
    moment = near_moment(text, NOW)

    assert moment is not None
    assert moment.date().isoformat() == day


@pytest.mark.parametrize(
    "text", ["", "31/02", "30 février", "3 articles", "page 12", "tome 3", "lundi"]
)
def test_no_date_is_no_date(text: str) -> None:
    assert near_moment(text, NOW) is None
