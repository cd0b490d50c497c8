"""Dates that leave something unsaid: « 3 nov. », « novembre 2026 », « hier ». Told beside a known instant."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from veille.text.dates import MONTH_NUMBERS, PARIS, paris_day, parse_moment, real_day
from veille.text.stems import fold

_AHEAD = timedelta(days=60)
"""An agenda announces; further ahead, « 3 nov. » is last year's."""

_NO_YEAR = re.compile(r"\b(\d{1,2})(?:er)?\s+([a-z]{3,9})\b\.?(?!\s*\d{4})")
_SLASHES = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}))?(?![\d/]|\.\d)")
_MONTH = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{4})\b|(?<![\d/])(\d{1,2})/(\d{4})(?![\d/])")
_AGO = re.compile(r"\bil y a (\d{1,3}) (minute|heure|jour|semaine|mois)s?\b")
_DAYS = {"minute": 0.0, "heure": 1 / 24, "jour": 1.0, "semaine": 7.0, "mois": 30.0}


def near_moment(text: str, now: datetime) -> datetime | None:
    """Like `parse_moment`; else the day that the words mean for who reads them `now`, at noon in Paris.

    Without a year it is the nearest such day that is not far ahead; a month alone is its first day.
    """
    if whole := parse_moment(text):
        return whole
    folded = fold(text)
    readings: tuple[Callable[[str, datetime], date | None], ...] = (_ago, _day_alone, _month_alone)
    day = next(filter(None, (reading(folded, now) for reading in readings)), None)
    return datetime.combine(day, time(12), PARIS).astimezone(UTC) if day else None


def _ago(folded: str, now: datetime) -> date | None:
    if found := _AGO.search(folded):
        return paris_day(now - timedelta(days=int(found[1]) * _DAYS[found[2]]))
    today = paris_day(now)
    if "avant-hier" in folded:
        return today - timedelta(days=2)
    if re.search(r"\bhier\b", folded):
        return today - timedelta(days=1)
    return today if re.search(r"\baujourd['’]?hui\b", folded) else None


def _day_alone(folded: str, now: datetime) -> date | None:
    for words in _NO_YEAR.finditer(folded):
        if words[2] in MONTH_NUMBERS:
            return _nearest(MONTH_NUMBERS[words[2]], int(words[1]), paris_day(now))
    found = _SLASHES.search(folded)
    if found is None:
        return None
    if found[3]:
        return real_day(2000 + int(found[3]), int(found[2]), int(found[1]))
    return _nearest(int(found[2]), int(found[1]), paris_day(now))


def _nearest(month: int, day: int, today: date) -> date | None:
    years = (today.year + 1, today.year, today.year - 1)
    days = (real_day(year, month, day) for year in years)
    return next((one for one in days if one and one <= today + _AHEAD), None)


def _month_alone(folded: str, _now: datetime) -> date | None:
    for found in _MONTH.finditer(folded):
        month = int(found[3]) if found[3] else MONTH_NUMBERS.get(found[1], 0)
        if first := real_day(int(found[2] or found[4]), month, 1):
            return first
    return None
