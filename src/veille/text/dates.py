"""Dates as feeds and French pages write them. Returns None rather than a guess, and never « now »."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from veille.text.french import MONTHS
from veille.text.stems import fold

PARIS = ZoneInfo("Europe/Paris")

MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_ENGLISH = "january february march april may june july august september october november december"
_ANY_MONTH = {name: number for number, name in enumerate(_ENGLISH.split(), 1)}
_ANY_MONTH |= {name[:3]: number for name, number in _ANY_MONTH.items()} | MONTH_NUMBERS

# « 5 janvier 2027 », « 05-Jan-2027 », « 1er mars 2027 », « 5th of January, 2027 »
_WORDS = re.compile(
    r"\b(\d{1,2})(?:er|st|nd|rd|th|\.)?[\s-]*(?:of\s+)?\b([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2}(?=\s+\d))(?!\d)"
)
# « Mon Jan 4 16:29:06 2027 », « January 5, 2027 »
_MONTH_FIRST = re.compile(
    r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+(?:[a-z]{3,4}|[+-]\d{4}))?)?,?\s+(\d{4})\b"
)
_SLASHES = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/])")
_ISO = re.compile(r"(?<![\d-])(\d{4})([-/.])0?(\d{1,2})\2(\d{1,2})(?![\d-])")
# Alone: among words, eight figures are as well a number of something.
_ISO_TIGHT = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:t(\d{2})(\d{2})(\d{2})?|\s*$)")
# Seconds since 1970, alone: from 2001 to 2033.
_SECONDS = re.compile(r"\s*(1\d{9})\s*")
_HOUR = re.compile(
    r"(?<![\d:+-])(\d{1,2})\s*(?:h\s*(\d{2})?(?![a-z])|:\s*(\d{2}))(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(?:([ap])\.?m\b\.?)?\s*(?:\(?(?:etc/)?([a-z]{1,4})\b)?\s*([+-]\d{1,2}(?::?\d{2})?(?!\d))?"
)
# What RFC 5322 §4.3 lists, and Europe's; unknown names are no zone.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1,
    "cest": 2, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "at": -4, "et": -5, "ct": -6, "mt": -7, "pt": -8,
}  # fmt: skip
_FARTHEST = timedelta(hours=14)
_NEXT_CENTURY = 50


def real_day(year: int, month: int, day: int) -> date | None:
    """A day of the calendar; None for 31 April."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """« 1er mars 2027 », « mar., 05 janv. 2027 », « 05/01/2027 », « 2027-01-05 »; None if none.

    English as RFC 822 writes it too; the name of the weekday is not believed. Day before month.
    """
    return _written_day(fold(text))


def _written_day(folded: str) -> date | None:
    if found := _ISO.search(folded):
        return real_day(int(found[1]), int(found[3]), int(found[4]))
    if found := _SLASHES.search(folded):
        return real_day(int(found[3]), int(found[2]), int(found[1]))
    for found in _WORDS.finditer(folded):
        if found[2] in _ANY_MONTH:
            return real_day(_year(found[3]), _ANY_MONTH[found[2]], int(found[1]))
    for found in _MONTH_FIRST.finditer(folded):
        if found[1] in _ANY_MONTH:
            return real_day(int(found[3]), _ANY_MONTH[found[1]], int(found[2]))
    if found := _ISO_TIGHT.match(folded):
        return real_day(int(found[1]), int(found[2]), int(found[3]))
    return None


def _year(written: str) -> int:
    """Two digits as RFC 5322 §4.3 reads them: 26 is 2026, 97 is 1997."""
    year = int(written)
    if len(written) == 4:
        return year
    return year + (2000 if year < _NEXT_CENTURY else 1900)


def parse_moment(text: str) -> datetime | None:
    """Like parse_day, with the hour when there is one; noon otherwise, so that no zone moves the day.

    An hour without a zone, or with one that is none, is that of Paris. UTC is returned.
    """
    folded = fold(text)
    if found := _SECONDS.fullmatch(folded):
        return datetime.fromtimestamp(int(found[1]), UTC)
    day = _written_day(folded)
    if day is None:
        return None
    at, zone = _written_time(folded)
    try:
        return datetime.combine(day, at, zone).astimezone(UTC)
    except OverflowError:
        return None


def _written_time(folded: str) -> tuple[time, tzinfo]:
    tight = _ISO_TIGHT.match(folded)
    if tight and tight[4]:
        folded = f"{tight[4]}:{tight[5]}:{tight[6] or '00'}{folded[tight.end() :]}"
    found = _HOUR.search(folded)
    if found is None:
        return time(12), PARIS
    hour, minute, second = int(found[1]), int(found[2] or found[3] or 0), int(found[4] or 0)
    if found[5] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[5] == "p" else 0)
    # A leap second is the one before it to a clock that knows none.
    if hour > 23 or minute > 59 or second > 60:
        return time(12), PARIS
    # « 10:00-11:00 » lasts an hour: it is not eleven hours behind Greenwich.
    span = found[7] and not found[4] and folded[found.start(7) - 1].isdecimal()
    lasts = span and folded[max(0, found.start() - 1)] != "t"
    return time(hour, minute, min(second, 59)), _zone(found[6], None if lasts else found[7])


def _zone(name: str | None, offset: str | None) -> tzinfo:
    if offset:
        digits = offset[1:].replace(":", "")
        digits = digits.zfill(4) if len(digits) > 2 else f"{digits:0>2}00"
        ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        if ahead <= _FARTHEST and int(digits[2:]) < 60:
            return timezone(-ahead if offset[0] == "-" else ahead)
    elif name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    return PARIS


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
