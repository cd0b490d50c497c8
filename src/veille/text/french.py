"""French typography and the words for dates, durations, media. One function for each habit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import zip_longest

NBSP = "\u00a0"
NNBSP = "\u202f"

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip

_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (marks, re.compile(pattern), replacement)
    for marks, pattern, replacement in (
        # An apostrophe between two letters; after a digit it may mean minutes.
        ("'", r"(?<=[^\W\d_])'(?=\w)", "’"),
        ('"', r'(?<![^\s(])(?<!«[ \u00a0])"(?=\S)([^"\n]*\S)"', rf"«{NBSP}\1{NBSP}»"),
        ("«", r"«[ \u00a0\u202f]*", f"«{NBSP}"),
        ("»", r"[ \u00a0\u202f]*»", f"{NBSP}»"),
        (".", r"(?<=\w)\.\.\.", "…"),
        # A mark that is already stuck to a word stays so in an address or an hour (10:30).
        (";!?", r"[ \u00a0\u202f]+(?=[;!?]+(?:\s|$|[\u00a0»)]))", NNBSP),
        (";!?", r"(?<=[\w»)…’])(?=[;!?]+(?:\s|$|[\u00a0»)]))(?<![;!?])", NNBSP),
        (":", r"[ \u00a0\u202f]+(?=:(?:\s|$))", NBSP),
        (":", r"(?<=[\w»)])(?=:(?:\s|$))", NBSP),
        ("%", r"(?<=\d)[ \u00a0\u202f]*%", f"{NBSP}%"),
        ("€", r"(?<=\d)[ \u00a0\u202f]*€", f"{NBSP}€"),
        ("°º", r"\b([nN])[°º] ?(?=\d)", rf"\1°{NBSP}"),
        # Thousands follow one to three digits: « en 2024 500 habitants » holds two numbers.
        (" ", r"(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d\d\d)) (?=\d{3}(?!\d))", NNBSP),
        ("h", r"(?<=\d) ?h ?(?=\d{2}\b)", f"{NBSP}h{NBSP}"),
    )
)
"""Marks without one of which there is nothing to look for, which most texts say at once; what; and by what."""
_ADDRESS = re.compile(r"(https?://\S+|\S+@\S+\.\S+)")


@lru_cache(maxsize=8192)
def typo(text: str) -> str:
    """French typography of plain text: thin spaces, guillemets, apostrophes. Addresses are left alone.

    Doing it twice changes nothing. Source: Lexique des règles typographiques en usage à
    l’Imprimerie nationale, with U+202F before ; ! ? and U+00A0 before : and inside « ».
    """
    parts = _ADDRESS.split(text)
    for index in range(0, len(parts), 2):
        for marks, pattern, replacement in _RULES:
            if any(mark in parts[index] for mark in marks):
                parts[index] = pattern.sub(replacement, parts[index])
    return "".join(parts)


def ended(text: str) -> str:
    """The sentence with its full stop; a question has its own end."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def day_number(day: date) -> str:
    """« 1er », « 2 », « 31 »."""
    return "1er" if day.day == 1 else str(day.day)


def long_date(day: date) -> str:
    """« 1er mars 2027 », with no-break spaces so that a date never breaks."""
    return f"{day_number(day)}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def short_date(day: date) -> str:
    """« 24 mars », without the year."""
    return f"{day_number(day)}{NBSP}{MONTHS[day.month - 1]}"


def day_list(days: Sequence[date]) -> str:
    """« 10, 11 et 26 mars 2027 », « 10 mars et 7 avril 2027 »: month and year are said when they change."""
    said = []
    for day, after in zip_longest(days, days[1:]):
        if after and (after.year, after.month) == (day.year, day.month):
            said.append(day_number(day))
        else:
            said.append(short_date(day) if after and after.year == day.year else long_date(day))
    return joined(said)


def day_title(day: date) -> str:
    """« lundi 29 mars »."""
    return f"{DAYS[day.weekday()]} {short_date(day)}"


def month_year(day: date) -> str:
    """« mars 2027 »."""
    return f"{MONTHS[day.month - 1]}{NBSP}{day.year}"


def two_months(day: date) -> str:
    """« juillet-août 2027 », « décembre 2026-janvier 2027 »: that month and the next."""
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    first = month_year(day) if after.year != day.year else MONTHS[day.month - 1]
    return f"{first}-{month_year(after)}"


def issue_number(slug: str, per_year: int = 0) -> str:
    """« n° 132 », « n° 132-133 », « hors-série n° 1 », « n° 3/20 » when the year's editions are counted."""
    if slug.startswith("hs-"):
        return f"hors-série n°{NBSP}{slug[3:]}"
    return f"n°{NBSP}{slug}" + (f"/{per_year}" if per_year else "")


def hour(moment: datetime) -> str:
    """« 9 h 30 », « 14 h »."""
    minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def hours(starts: datetime, ends: datetime | None) -> str:
    """« 9 h 30 – 16 h 30 », or the day it ends when that is another one; empty for a whole day."""
    if starts.hour == starts.minute == 0 and (ends is None or ends.hour == ends.minute == 0):
        return (
            "" if ends is None or ends.date() == starts.date() else f"jusqu’au {short_date(ends)}"
        )
    if ends is None:
        return hour(starts)
    if ends.date() != starts.date():
        return f"{hour(starts)}, jusqu’au {short_date(ends)} à {hour(ends)}"
    return f"{hour(starts)} – {hour(ends)}"


def week_of(day: date) -> str:
    """« semaine du 16 au 22 novembre 2026 »: Monday to Sunday of that day's week."""
    monday = date.fromordinal(day.toordinal() - day.weekday())
    sunday = date.fromordinal(monday.toordinal() + 6)
    if monday.month == sunday.month:
        start = day_number(monday)
    elif monday.year == sunday.year:
        start = short_date(monday)
    else:
        start = long_date(monday)
    return f"semaine du {start} au {long_date(sunday)}"


def duration_words(seconds: int) -> str:
    """« 12 min », « 1 h 05 »; under a minute counts as one."""
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"{minutes}{NBSP}min"
    whole, rest = divmod(minutes, 60)
    return f"{whole}{NBSP}h{NBSP}{rest:02d}" if rest else f"{whole}{NBSP}h"


def lasting(span: timedelta) -> str:
    """« 40 s », « 12 min », « 1 h 05 »: how long a work lasts, rounded as one would say it."""
    seconds = span.total_seconds()
    if seconds < 60:
        return f"{max(1, round(seconds))}{NBSP}s"
    return duration_words(round(seconds))


def moment_words(moment: datetime, now: datetime) -> str:
    """« aujourd’hui à 9 h 12 », « hier à 7 h », « lundi à 7 h » within the week, else « le 25 mars à 6 h ».

    Both on a wall in Paris.
    """
    away = (moment.date() - now.date()).days
    near = {-1: "hier", 0: "aujourd’hui", 1: "demain"}
    if away in near:
        day = near[away]
    elif abs(away) < 7:
        day = DAYS[moment.weekday()]
    else:
        day = "le " + (short_date(moment) if moment.year == now.year else long_date(moment))
    return f"{day} à {hour(moment)}"


MEDIA = {"read": "à lire", "listen": "à écouter", "watch": "à voir"}


def medium_words(medium: str, seconds: int | None = None) -> str:
    """« à lire », « à écouter, 12 min »."""
    words = MEDIA.get(medium, medium)
    return f"{words}, {duration_words(seconds)}" if seconds else words


ACCESS = {"free": "", "mixed": "", "subscribers": "réservé aux abonnés"}


def access_words(access: str) -> str:
    """« réservé aux abonnés », or nothing: a source of mixed access says nothing of one article."""
    return ACCESS.get(access, "")


def count(number: int, one: str, many: str) -> str:
    """« 0 article », « 1 article », « 2 articles »: French plural starts at two."""
    return f"{number}{NBSP}{one if abs(number) < 2 else many}"


def joined(words: list[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def short_address(url: str) -> str:
    """An address as it is typed from paper: without « https:// », « www. » and the last slash."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def file_size(size: int) -> str:
    """Bytes as people say them: « 210 Ko », « 1,4 Mo »."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NBSP}Ko"
    return f"{size / 1_000_000:.1f}{NBSP}Mo".replace(".", ",")
