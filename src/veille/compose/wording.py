"""An edition's own words as a person types them: title, subject, édito, date, period, kind. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from gettext import gettext as _

from veille.errors import RefusedError
from veille.model.edition import Edition, Issue
from veille.text.pasted import cleaned

WORDS = ("title", "subject", "edito", "date", "period", "issue")
LONGEST = {"title": 200, "subject": 150, "edito": 5_000, "period": 60, "note": 3_000}
"""Characters."""
EARLIEST, LATEST = 1980, 2100
"""Years of an edition: another is a year half typed."""


def worded(edition: Edition) -> dict[str, str]:
    """The words of an edition as a form shows them; its date as AAAA-MM-JJ."""
    return {key: shown(getattr(edition, key)) for key in WORDS}


def shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def columns(words: Mapping[str, str]) -> dict[str, object]:
    """What the store keeps of words as typed; the year follows the date.

    Raises RefusedError for a word too long, a day that is none, a kind of issue that is none.
    """
    values: dict[str, object] = {}
    for key in WORDS:
        if key in words:
            values[key] = _column(key, words[key])
    if isinstance(day := values.get("date"), date):
        values["year"] = day.year
    return values


def _column(key: str, text: str) -> object:
    if key == "date":
        return _day(text)
    if key == "issue":
        if text not in set(Issue):
            raise RefusedError(_("numéro ordinaire, double ou hors-série : choisissez"))
        return text
    return fitting(key, text if key == "edito" else " ".join(cleaned(text).split()))


def fitting(key: str, text: str) -> str:
    """A text made plain. Raises RefusedError when it is too long for its place."""
    text = cleaned(text)
    if len(text) > LONGEST[key]:
        raise RefusedError(_("trop long : {0} caractères au plus").format(LONGEST[key]))
    return text


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise RefusedError(_("« {0} » n’est pas un jour").format(text[:40])) from None
    return in_range(day)


def in_range(day: date) -> date:
    """The day of an edition. Raises RefusedError for a year that is none of ours."""
    if not EARLIEST <= day.year <= LATEST:
        words = _("{0} : une année de {1} à {2}")
        raise RefusedError(words.format(day.isoformat(), EARLIEST, LATEST))
    return day
