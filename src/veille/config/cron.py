"""When a job runs: the five fields of a cron line, checked before any scheduler sees them. Pure.

Stricter than most: days of the week by name only (APScheduler counts 0 from Monday, crontab(5)
from Sunday), and never between 02:00 and 02:59, an hour that Paris skips in March and lives twice
in October. A line that passes here is one that APScheduler's CronTrigger takes; unlike crontab(5),
the day and the day of the week must then both hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from gettext import gettext as _

_LAST_DAYS = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_LAST = 32
"""Stands for « last », the last day of a month, whatever it is."""


@dataclass(frozen=True, slots=True)
class Times:
    """The values that each field of a cron line allows; weekdays count from Monday, 0."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]


def refusal(cron: str) -> str | None:
    """Why a cron line is not accepted, in French; None when it is."""
    try:
        times = parse(cron)
    except ValueError as error:
        return str(error)
    if 2 in times.hours:
        return _(
            "entre 2 h et 2 h 59 une heure manque ou revient deux fois aux changements d’heure :"
            " choisissez une autre heure"
        )
    if (
        min(times.days) > max(_LAST_DAYS[month] for month in times.months)
        and _LAST not in times.days
    ):
        return _("ce jour n’existe dans aucun des mois choisis")
    return None


def parse(cron: str) -> Times:
    """« 0 7 * * mon-fri » to the values of each field. Raises ValueError, in French."""
    fields = cron.split()
    if len(fields) != 5:
        raise ValueError(
            _(
                "attendu : cinq champs (minute, heure, jour, mois, jour de la semaine),"
                " comme « 0 7 * * mon-fri »"
            )
        )
    minute, hour, day, month, weekday = fields
    return Times(
        minutes=_values(minute, _("minute"), 0, 59),
        hours=_values(hour, _("heure"), 0, 23),
        days=frozenset().union(*(_days(part) for part in day.split(","))),
        months=frozenset().union(*(_months(part) for part in month.split(","))),
        weekdays=frozenset().union(*(_weekdays(part) for part in weekday.split(","))),
    )


def next_wall(cron: str, after: datetime) -> datetime | None:
    """The first instant after the given one, both on a wall in Paris; None when none comes in nine years."""
    times = parse(cron)
    for offset in range(9 * 366):
        day = after.date() + timedelta(days=offset)
        if _falls_on(times, day):
            for hour in sorted(times.hours):
                for minute in sorted(times.minutes):
                    moment = datetime.combine(day, time(hour, minute))
                    if moment > after:
                        return moment
    return None


def _falls_on(times: Times, day: date) -> bool:
    last = _LAST in times.days and (day + timedelta(days=1)).month != day.month
    return (
        day.month in times.months
        and day.weekday() in times.weekdays
        and (day.day in times.days or last)
    )


def _values(field: str, name: str, low: int, high: int) -> frozenset[int]:
    return frozenset().union(*(_part(part, name, low, high) for part in field.split(",")))


def _part(part: str, name: str, low: int, high: int) -> frozenset[int]:
    """One of `*`, `*/n`, `a`, `a-b`, `a-b/n`."""
    found = re.fullmatch(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?", part, re.ASCII)
    if not found:
        raise ValueError(_("« {part} » n’est pas lu pour : {name}").format(part=part, name=name))
    first, last, step = (None if group is None else int(group) for group in found.groups())
    alone = first is not None and last is None
    start = low if first is None else first
    end = start if alone else high if last is None else last
    if not low <= start <= end <= high:
        words = _("{name} : attendu de {low} à {high}, le plus petit d’abord, et non « {part} »")
        raise ValueError(words.format(name=name, low=low, high=high, part=part))
    if step is not None and (alone or not 1 <= step <= end - start):
        words = _("{name} : le pas de « {part} » ne va pas, écrivez par exemple « */15 »")
        raise ValueError(words.format(name=name, part=part))
    return frozenset(range(start, end + 1, step or 1))


def _days(part: str) -> frozenset[int]:
    return frozenset({_LAST}) if part == "last" else _part(part, _("jour"), 1, 31)


def _months(part: str) -> frozenset[int]:
    named = _named(part, _MONTHS)
    return frozenset(rank + 1 for rank in named) if named else _part(part, _("mois"), 1, 12)


def _weekdays(part: str) -> frozenset[int]:
    if part == "*":
        return frozenset(range(7))
    if re.search(r"\d", part):
        raise ValueError(
            _(
                "écrivez les jours par leur nom (mon, tue…) :"
                " les chiffres n’ont pas le même sens partout"
            )
        )
    named = _named(part, _WEEKDAYS)
    if not named:
        raise ValueError(
            _(
                "jour de la semaine : attendu mon, tue, wed, thu, fri, sat ou sun,"
                " ou de l’un à l’autre, comme « mon-fri »"
            )
        )
    return named


def _named(part: str, names: list[str]) -> frozenset[int]:
    """`mon` or `mon-fri` to ranks; empty when it is not that, or runs backwards."""
    first, dash, last = part.lower().partition("-")
    if first not in names or (dash and last not in names):
        return frozenset()
    return frozenset(range(names.index(first), names.index(last if dash else first) + 1))
