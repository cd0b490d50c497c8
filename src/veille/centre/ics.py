"""The only door to icalendar: an event as a calendar file, one entry a day (RFC 5545). Same event, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from gettext import gettext as _
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from veille.model.event import Day, Event
from veille.text.dates import PARIS

if TYPE_CHECKING:
    import icalendar

_PRODID = "-//veille//agenda//FR"
_PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
"""The rule of the European Union (directive 2000/84/EC): the one that the library derives from the
zone database is an hour late in March, and would change with the database."""


def calendar(event: Event, url: str) -> bytes:
    """One VEVENT a day, in Paris time; `url` is the event's page.

    Whoever imports it again after a change moves the same entries: each keeps its UID, and SEQUENCE
    has grown. DTSTAMP is the instant of the last change, so that a rebuilt archive is the same.
    """
    return bytes(_calendar([(event, url)]).to_ical())


def agenda(events: Iterable[tuple[Event, str]], name: str) -> bytes:
    """Every event, each with its page, as one calendar that programs can follow under its name.

    The entries keep the UID that they have alone, so that nobody who took one in has it twice.
    """
    from icalendar import vText

    made = _calendar(list(events))
    # Neither is in RFC 5545: NAME is RFC 7986's, the other what programs read before it.
    made.add("name", vText(name))
    made.add("x-wr-calname", vText(name))
    return bytes(made.to_ical())


def _calendar(events: Sequence[tuple[Event, str]]) -> icalendar.Calendar:
    # Slow to import, and only the building of the archive needs it.
    from icalendar import Calendar, Timezone

    made = Calendar()
    made.add("prodid", _PRODID)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    if any(day.starts for event, _url in events for day in event.view.days):
        made.add_component(Timezone.from_ical(_PARIS))
    for event, url in events:
        for number, day in enumerate(event.view.days, 1):
            made.add_component(_entry(event, day, number, url))
    return made


def _entry(event: Event, day: Day, number: int, url: str) -> icalendar.Event:
    from icalendar import Event as Entry

    made = Entry()
    made.add("uid", f"{event.public_id}-{day.rank}@{urlsplit(url).hostname}")
    made.add("dtstamp", event.updated_at)
    made.add("sequence", event.sequence)
    made.add("summary", _title(event, number))
    _add_hours(made, day)
    if place := day.place or event.view.place:
        made.add("location", ", ".join(place.split("\n")))
    made.add("description", "\n\n".join(filter(None, [day.programme, url])))
    made.add("url", url)
    made.add("status", "CANCELLED" if event.view.cancelled else "CONFIRMED")
    return made


def _title(event: Event, number: int) -> str:
    total = len(event.view.days)
    if total == 1:
        return event.shown_title
    return _("{0} (jour {1} sur {2})").format(event.shown_title, number, total)


def _add_hours(made: icalendar.Event, day: Day) -> None:
    """Without an hour it is the whole day, which ends with the next one."""
    if day.starts is None:
        made.add("dtstart", day.date)
        made.add("dtend", day.date + timedelta(days=1))
        return
    made.add("dtstart", day.at.replace(tzinfo=PARIS))
    if day.until:
        made.add("dtend", day.until.replace(tzinfo=PARIS))
