"""How often a source publishes, from the days on which it did. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from gettext import gettext as _
from itertools import pairwise
from statistics import median

from veille.text.dates import paris_day
from veille.text.french import NBSP, count

DAYS_LOOKED_AT = 20
"""The newest days with a publication: older habits do not count."""
FEWEST_DAYS = 5
"""With fewer there is no habit to speak of."""

_HOURS_OF_A_DAY = 24
_WEEK, _MONTH, _YEAR = 7, 30.4, 365


def days_of(moments: Iterable[datetime]) -> set[date]:
    """The days in Paris of these instants."""
    return {paris_day(moment) for moment in moments}


def usual_gap(days: Iterable[date]) -> float | None:
    """Median number of days between two days with a publication; None while fewer than FEWEST_DAYS are known."""
    newest = sorted(set(days), reverse=True)[:DAYS_LOOKED_AT]
    if len(newest) < FEWEST_DAYS:
        return None
    return float(median((later - earlier).days for later, earlier in pairwise(newest)))


def rhythm_words(gap: float | None) -> str:
    """« tous les jours », « toutes les 2 semaines »; empty when it is not known."""
    if gap is None:
        return ""
    if gap < 1.5:
        return _("tous les jours")
    if gap < 6:
        return _("tous les {0} jours").format(round(gap))
    if gap < 45:
        weeks = round(gap / _WEEK)
        return (
            _("toutes les semaines") if weeks == 1 else _("toutes les {0} semaines").format(weeks)
        )
    months = round(gap / _MONTH)
    return _("tous les ans") if months > 10 else _("tous les {0} mois").format(months)


def wait_words(hours: float | None) -> str:
    """« 3 h », « 4 jours »; « moins d’une heure »; empty when it is not known."""
    if hours is None:
        return ""
    if hours < 1:
        return _("moins d’une heure")
    if hours < 2 * _HOURS_OF_A_DAY:
        return f"{round(hours)}{NBSP}h"
    return count(round(hours / _HOURS_OF_A_DAY), "jour", "jours")
