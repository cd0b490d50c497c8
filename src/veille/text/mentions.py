"""Days that a French text names, where they stand, alone or as a span. Says nothing of what they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from veille.text.dates import MONTH_NUMBERS

_NUMBERS = (
    "premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf vingt vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq"
    " vingt-six vingt-sept vingt-huit vingt-neuf trente trente-et-un"
).split()
_IN_WORDS = {word: rank for rank, word in enumerate(_NUMBERS, 1)}
_MONTHS = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_WEEKDAY = (
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|(?:lun|mar|mer|jeu|ven|sam|dim)\.)"
)
_NUMBER = rf"(?:\d{{1,2}}(?:er)?|{_WORDS})"
_YEAR = r"(?:\s+(?:20\d\d)(?!\d))?"
_DAY = rf"(?<![\w/.,])(?<!\dh\s)(?<!\d\sh\s)(?<!heures\s)(?:{_WEEKDAY},?\s+)?(?:{_NUMBER})"
_FULL = (
    rf"(?<![\w/.])(?:{_WEEKDAY},?\s+(?:le\s+)?)?"
    rf"(?:{_NUMBER}\s+(?:{_MONTHS})\b\.?{_YEAR}|\d{{4}}-\d{{2}}-\d{{2}}(?![\w-])"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d(?![\w/]|\.\d)|\d{1,2}/\d{1,2}(?![\w/]|,\d|\s*(?:%|des?\b|d')))"
)
# Not the number of a street, nor how long it lasts: « 14 h 12 rue des Lilas », « 2 h de débat ».
_NO_MINUTES = (
    r"\d|\s*(?:bis\b|,?\s*(?:rue|avenue|place|boulevard|allee|quai|personnes|places|euros|€))"
)
HOUR = (
    r"(?:\d{1,2}(?=\s*(?:a|et|-|–)\s*\d{1,2}\s*(?:h(?![a-z])|heures?\b))"
    rf"|\d{{1,2}}\s*h(?:eures?)?(?![a-z])(?:\s*\d{{2}}(?!{_NO_MINUTES}))?(?!\s*(?:de|d')\b)|\d{{1,2}}:\d{{2}}"
    rf"|\b(?:{_WORDS})\s+heures?(?:\s+(?:trente|quinze|quarante-cinq))?|(?<!apres-)midi|minuit)"
)
_AT = rf"(?:,?\s*(?:a|des|a partir de|avant|jusqu'a)?\s*\(?{HOUR}\)?)?"
_EITHER = rf"(?:{_FULL}|{_DAY})"
# « du 3 au 5 mars », « entre le 3 et le 5 mars », « du lundi 3 mars à 9 h au mardi 4 mars »
_SPAN = re.compile(
    rf"\b(?:du|entre\s+le|a\s+partir\s+du|des\s+le|depuis\s+le|de)\s+({_EITHER}){_AT},?\s+"
    rf"(?:inclus\s+)?(?:(?:et\s+)?jusqu'au|au|et\s+le|a)\s+({_FULL})"
)
_DASHED = re.compile(rf"({_EITHER})(?:\s?(?:-|–|—|→|>)\s?(?:au\s+)?|\s+au\s+)({_FULL})")
# « mardi 30 novembre et mercredi 1er décembre »
_PAIR = re.compile(rf"({_FULL})\s*(?:,|et|&)\s*(?:le\s+)?({_FULL})")
# « les 3 et 4 décembre », « mardi 3, jeudi 5 et lundi 9 mars », « 3 & 4 décembre »
_LIST = re.compile(
    rf"({_DAY}(?:(?:,|\s+et|\s+ou|\s*&|\s*/)\s*(?:le\s+)?{_DAY})*)"
    rf"(?:\s+et|\s+ou|\s*&|\s*,|\s*/)\s*(?:le\s+)?({_FULL})"
)
_ONE = re.compile(_FULL)
_PART = re.compile(_DAY)
_HOURS = re.compile(HOUR)
_DIGITS = re.compile(
    rf"(?:(\d{{4}})-(\d{{2}})-(\d{{2}})|(\d{{1,2}})[/.-](\d{{1,2}})(?:[/.-]((?:20)?\d\d))?"
    rf"|({_NUMBER})(?:\s+({_MONTHS})\b\.?(?:\s+(20\d\d))?)?)$"
)


_MINUTES = {"quinze": 15, "trente": 30, "quarante-cinq": 45}


@dataclass(frozen=True, slots=True)
class Mention:
    """One day, or a span of days, and the place where it is written."""

    start: int
    end: int
    first: date
    last: date
    dated: bool = False
    """The year is written."""
    several: tuple[date, ...] = ()
    """Days apart from each other, told in one breath."""

    @property
    def is_span(self) -> bool:
        return self.last > self.first


@dataclass(frozen=True, slots=True)
class _Said:
    day: int
    month: int | None = None
    year: int | None = None


def mentions(folded: str, today: date) -> list[Mention]:
    """The days that a folded text names, as they come; a year left unsaid is the next one from today."""
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    for pattern, reading in (
        (_SPAN, _span),
        (_DASHED, _span),
        (_PAIR, _pair),
        (_LIST, _list),
        (_ONE, _one),
    ):
        for match in pattern.finditer(folded):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if told := reading(match, today):
                found.append(told)
                taken.append(match.span())
    return _with_their_year(sorted(found, key=lambda one: one.start), folded)


def hour(written: str) -> time | None:
    """« 9h30 », « 18 heures », « 14:30 », « midi »: the first hour of a folded text."""
    found = _HOURS.search(written)
    if found is None:
        return None
    if found[0] in ("midi", "minuit"):
        return time(12) if found[0] == "midi" else time(0)
    words = found[0].split()
    if words[0] in _IN_WORDS:
        told = _IN_WORDS[words[0]]
        return time(told, _MINUTES.get(words[-1], 0)) if told < 24 else None
    figures = [int(one) for one in re.findall(r"\d+", found[0])]
    hours, minutes = (*figures, 0)[:2]
    return time(hours, minutes) if 4 < hours < 24 and minutes < 60 else None


def _one(match: re.Match[str], today: date) -> Mention | None:
    said = _read(match[0])
    day = _next(said, today) if said else None
    if said is None or day is None:
        return None
    return Mention(*match.span(), day, day, said.year is not None)


def _span(match: re.Match[str], today: date) -> Mention | None:
    first, last = _read(match[1]), _read(match[2])
    if first is None or last is None:
        return None
    until = _next(last, _from(first) or today)
    since = _latest(first, until) if until else None
    if until is None or since is None:
        return None
    return Mention(*match.span(), since, until, bool(first.year or last.year))


def _pair(match: re.Match[str], today: date) -> Mention | None:
    """Two days that follow each other; others are told apart."""
    both = _span(match, today)
    return both if both and (both.last - both.first).days == 1 else None


def _list(match: re.Match[str], today: date) -> Mention | None:
    last = _read(match[2])
    until = _next(last, today) if last else None
    if last is None or until is None:
        return None
    said = [_read(one) for one in _PART.findall(match[1])]
    if [one.day for one in said if one] != sorted(one.day for one in said if one):
        return None
    earlier = [_latest(one, until) for one in said if one]
    days = tuple(sorted({*filter(None, earlier), until}))
    running = len(days) == (days[-1] - days[0]).days + 1
    return Mention(*match.span(), days[0], until, last.year is not None, () if running else days)


def _read(written: str) -> _Said | None:
    found = _DIGITS.search(written.strip(" .,"))
    if found is None:
        return None
    if found[1]:
        return _Said(int(found[3]), int(found[2]), int(found[1]))
    if found[4]:
        year = int(found[6]) % 100 + 2000 if found[6] else None
        return _Said(int(found[4]), int(found[5]), year)
    number = _IN_WORDS.get(found[7]) or int(found[7].removesuffix("er"))
    month = MONTH_NUMBERS[found[8]] if found[8] else None
    return _Said(number, month, int(found[9]) if found[9] else None)


def _from(said: _Said) -> date | None:
    return _day(said.year, said.month, said.day) if said.year and said.month else None


def _next(said: _Said, today: date) -> date | None:
    """The day itself, or the next such day on or after today."""
    if said.month is None:
        return None
    years = [said.year] if said.year else [today.year, today.year + 1]
    days = (_day(year, said.month, said.day) for year in years)
    return next((one for one in days if one and (said.year or one >= today)), None)


def _latest(said: _Said, until: date) -> date | None:
    """The same, before a day: its month and year are those of that day when they are left unsaid."""
    if said.month is None:
        last_month = until.replace(day=1) - timedelta(days=1)
        month = until if said.day <= until.day else last_month
        return _day(month.year, month.month, said.day) if said.day <= until.day else None
    years = [said.year] if said.year else [until.year, until.year - 1]
    days = (_day(year, said.month, said.day) for year in years)
    return next((one for one in days if one and one <= until), None)


def _day(year: int | None, month: int | None, day: int) -> date | None:
    try:
        return date(year or 0, month or 0, day)
    except ValueError:
        return None


def _with_their_year(found: list[Mention], folded: str) -> list[Mention]:
    """« 15 octobre, 15 décembre 2026 »: the year that ends a list is that of all its days."""
    for place in range(len(found) - 2, -1, -1):
        one, after = found[place], found[place + 1]
        between = folded[one.end : after.start]
        if (
            after.dated
            and not one.dated
            and re.fullmatch(r"\s*(?:,|et|puis|,\s*puis)\s*(?:le|du|au)?\s*", between)
        ):
            found[place] = _dated_like(one, after)
    return found


def _dated_like(one: Mention, after: Mention) -> Mention:
    first, last = (_latest(_Said(day.day, day.month), after.first) for day in (one.first, one.last))
    return (
        replace(one, first=first, last=last, dated=True)
        if first and last and not one.several
        else one
    )
