"""Dates and hours as a person types them: « 12/3 », « lundi », « demain », « 10h-17h ». Never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from gettext import gettext as _

from veille.text.dates import MONTH_NUMBERS
from veille.text.french import DAYS, long_date
from veille.text.stems import fold

_NEAR = {"aujourd'hui": 0, "aujourdhui": 0, "demain": 1, "apres-demain": 2, "apres demain": 2}
_WEEKDAYS = {name: number for number, name in enumerate(DAYS)}
_WEEKDAY = "|".join(DAYS)
_ALONE = re.compile(rf"(?:le )?({_WEEKDAY})(?: prochain)?")
_NUMBERS = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2})(?: ?[/.-] ?(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]+)\.?(?: (\d{4}))?")
_BEFORE = re.compile(rf"(?:le )?(?:({_WEEKDAY})\.?,? )?(?:le )?")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_LEAP = 8
"""Years to look ahead: « 29/2 » may be as far."""

_HOUR = r"(\d{1,2}) ?(?:h(?:eures?)?|:) ?([0-5]\d)?"
_RANGE = re.compile(rf"(?:de )?{_HOUR} ?(?:-|–|—|/|a|jusqu'a) ?{_HOUR}")
_SHORT_RANGE = re.compile(rf"(?:de )?(\d{{1,2}})() ?(?:-|–|a) ?{_HOUR}")
_SINGLE = re.compile(rf"(?:a partir de |a |des )?{_HOUR}")


def typed_day(text: str, today: date) -> date:
    """The day meant by someone who types on `today`; without a year, its next coming, today included.

    A day of the week alone is the first one after today. Raises ValueError, whose message is a
    French sentence, for what is no date, does not exist, or names the wrong day of the week.
    """
    written = " ".join(fold(text).strip(" .").split())
    if written in _NEAR:
        return today + timedelta(days=_NEAR[written])
    if found := _ALONE.fullmatch(written):
        ahead = (_WEEKDAYS[found[1]] - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    before = _BEFORE.match(written)
    weekday = before[1] if before else None
    day, month, year = _parts(written[before.end() if before else 0 :], text)
    meant = _exact(day, month, year, text) if year else _next(day, month, weekday, today, text)
    if weekday and meant.weekday() != _WEEKDAYS[weekday]:
        raise ValueError(
            _("le {0} est un {1}, pas un {2}").format(
                long_date(meant), DAYS[meant.weekday()], weekday
            )
        )
    return meant


def _parts(written: str, text: str) -> tuple[int, int, int | None]:
    """(day, month, year or none)."""
    if found := _ISO.fullmatch(written):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NUMBERS.fullmatch(written):
        year = int(found[3]) if found[3] else None
        return int(found[1]), int(found[2]), year + 2000 if year and year < 100 else year
    if (found := _WORDS.fullmatch(written)) and found[2] in MONTH_NUMBERS:
        return int(found[1]), MONTH_NUMBERS[found[2]], int(found[3]) if found[3] else None
    raise ValueError(
        _("« {0} » n’est pas une date : écrivez par exemple 12/3, lundi ou 3 décembre").format(
            text.strip()[:40]
        )
    )


def _exact(day: int, month: int, year: int, text: str) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(_("l’année {0} n’est pas possible").format(year))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_does_not_exist(text)) from None


def _next(day: int, month: int, weekday: str | None, today: date, text: str) -> date:
    """The next one; with a day of the week, the next that falls on it, within the year to come."""
    coming = list(_coming(day, month, today))
    if not coming:
        raise ValueError(_does_not_exist(text))
    named = [one for one in coming[:2] if weekday and one.weekday() == _WEEKDAYS[weekday]]
    return (named or coming)[0]


def _coming(day: int, month: int, today: date) -> Iterator[date]:
    for year in range(today.year, today.year + _LEAP + 1):
        try:
            one = date(year, month, day)
        except ValueError:
            continue
        if one >= today:
            yield one


def _does_not_exist(text: str) -> str:
    return _("le « {0} » n’existe pas dans le calendrier").format(text.strip()[:40])


def typed_hours(text: str) -> tuple[time | None, time | None]:
    """(start, end) of « 10h », « 9 h 30 – 17 h », « de 10h à 17h »; both None when nothing is typed.

    Raises ValueError, whose message is a French sentence.
    """
    written = " ".join(fold(text).strip(" .").split()).replace("midi", "12h")
    if not written:
        return None, None
    if found := _RANGE.fullmatch(written) or _SHORT_RANGE.fullmatch(written):
        starts, ends = _time(found[1], found[2], text), _time(found[3], found[4], text)
        if ends <= starts:
            raise ValueError(_("la fin vient avant le début : vérifiez les heures"))
        return starts, ends
    if found := _SINGLE.fullmatch(written):
        return _time(found[1], found[2], text), None
    raise ValueError(_not_hours(text))


def _time(hour: str, minute: str | None, text: str) -> time:
    if int(hour) > 23:
        raise ValueError(_not_hours(text))
    return time(int(hour), int(minute or 0))


def _not_hours(text: str) -> str:
    return _("« {0} » n’est pas une heure : écrivez par exemple 10h, ou 10h-17h").format(
        text.strip()[:40]
    )


def written_day(day: date) -> str:
    """A day as a field shows it, so that typed again it is the same: « 3/12/2026 »."""
    return f"{day.day}/{day.month}/{day.year}"


def written_hours(starts: time | None, ends: time | None) -> str:
    """« 10h-17h30 », the shortest that reads back as the same."""
    return "-".join(
        f"{one.hour}h" + (f"{one.minute:02d}" if one.minute else "")
        for one in (starts, ends)
        if one
    )
