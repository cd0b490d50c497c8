"""Dates that a reader would find odd on the edition's day: over, closed, the wrong way round, not yet come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from gettext import gettext as _

from veille.model.edition import EditionView, EntryView, Finding
from veille.text.french import long_date


def check(view: EditionView) -> Iterator[Finding]:
    for entry in view.entries:
        backwards = list(_backwards(entry))
        yield from backwards or _past(entry, view.date)
        yield from _too_soon(entry, view.date)


def _backwards(entry: EntryView) -> Iterator[Finding]:
    days = entry.event.days if entry.event else ()
    wrong = [day.date for day in days if day.until and day.until < day.at]
    if not days and entry.starts_at and entry.ends_at and entry.ends_at < entry.starts_at:
        wrong = [entry.starts_at.date()]
    if wrong:
        yield Finding(
            True,
            entry.title,
            _("se termine avant d’avoir commencé ({0})").format(long_date(wrong[0])),
            _("corrigez les dates ou les heures"),
            rule="ends-before-start",
            entry_id=entry.public_id,
        )


def _past(entry: EntryView, day: date) -> Iterator[Finding]:
    last = _last_day(entry)
    if last and last < day:
        yield Finding(
            False,
            entry.title,
            _("terminé le {0}, avant la date de l’édition ({1})").format(
                long_date(last), long_date(day)
            ),
            _("retirez-le, ou corrigez sa date ou celle de l’édition"),
            rule="event-over",
            entry_id=entry.public_id,
        )
    elif entry.closes_on and entry.closes_on < day:
        yield Finding(
            False,
            entry.title,
            _("clos depuis le {0}").format(long_date(entry.closes_on)),
            _("retirez-le, ou corrigez la date limite"),
            rule="call-closed",
            entry_id=entry.public_id,
        )


def _last_day(entry: EntryView) -> date | None:
    if entry.event:
        return entry.event.last
    ends = entry.ends_at or entry.starts_at
    return ends.date() if ends else None


def _too_soon(entry: EntryView, day: date) -> Iterator[Finding]:
    if entry.published_on and entry.published_on > day:
        yield Finding(
            False,
            entry.title,
            _("daté du {0}, après la date de l’édition ({1})").format(
                long_date(entry.published_on), long_date(day)
            ),
            _("corrigez la date de l’édition, ou vérifiez celle de l’élément à sa source"),
            rule="dated-later",
            entry_id=entry.public_id,
        )
