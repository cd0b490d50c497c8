"""Dates as French pages write them. Returns None rather than a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from veille.text.french import MONTHS
from veille.text.stems import fold

PARIS = ZoneInfo("Europe/Paris")

MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_WORDS = re.compile(r"\b(\d{1,2})(?:er)?\s+([a-z]+)\.?\s+(\d{4})\b")
_SLASHES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_HOUR = re.compile(r"\b(\d{1,2})\s*[h:]\s*(\d{2})\b")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """« 1er mars 2027 », « mar., 05 janv. 2027 », « 05/01/2027 », « 2027-01-05 »; None if none."""
    folded = fold(text)
    if found := _ISO.search(folded):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHES.search(folded):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if (found := _WORDS.search(folded)) and found[2] in MONTH_NUMBERS:
        return _day(int(found[3]), MONTH_NUMBERS[found[2]], int(found[1]))
    return None


def parse_moment(text: str) -> datetime | None:
    """Like parse_day, with the hour when there is one; noon otherwise, so that no zone moves the day."""
    day = parse_day(text)
    if day is None:
        return None
    found = _HOUR.search(fold(text))
    at = time(12)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        at = time(int(found[1]), int(found[2]))
    return datetime.combine(day, at, PARIS).astimezone(UTC)


def paris_day(moment: datetime) -> date:
    """The calendar day in Paris of an aware instant."""
    return moment.astimezone(PARIS).date()


def paris_wall(moment: datetime) -> datetime:
    """The wall-clock time in Paris of an aware instant, naive."""
    return moment.astimezone(PARIS).replace(tzinfo=None)


def span(text: str) -> timedelta:
    """« 12h », « 30min », « 2j » as a length of time."""
    number, unit = re.fullmatch(r"(\d+)\s*(h|min|j)", text).groups()  # type: ignore[union-attr]
    return timedelta(**{{"h": "hours", "min": "minutes", "j": "days"}[unit]: int(number)})
