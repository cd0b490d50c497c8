"""When a call closes or an event takes place, in the words of the desk."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from veille.model.item import Item
from veille.model.moment import Moment
from veille.text.french import NBSP, hours, long_date, short_date


def over(item: Item, today: date) -> str:
    """« clos le 3 novembre », « terminé le 3 novembre »; empty for what is still to come."""
    if item.event:
        return ""
    if closed := item.closed_on(today):
        return _("clos le {0}").format(_day(closed, today))
    if ended := item.ended_on(today):
        return _("terminé le {0}").format(_day(ended, today))
    return ""


def proposed(item: Item) -> str:
    """« Clôture proposée : 15 janvier 2027, « jusqu’au 15 janvier » »; empty when nothing is."""
    moment = item.moment
    if moment is None:
        return ""
    if moment.closes:
        said = _("Clôture proposée{0}: {1}, {2}")
        return said.format(NBSP, long_date(moment.closes), moment.why)
    return _("Date proposée{0}: {1}, {2}").format(NBSP, _when(moment), moment.why)


def _when(moment: Moment) -> str:
    starts, ends = moment.starts_at, moment.ends_at
    if starts is None:
        return ""
    return ", ".join(filter(None, (long_date(starts), hours(starts, ends))))


def _day(day: date, today: date) -> str:
    return short_date(day) if day.year == today.year else long_date(day)
