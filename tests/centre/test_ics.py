"""The calendar file: one entry a day, names that stay, the same bytes for the same event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Component

from veille.centre.ics import agenda, calendar
from veille.model.event import Day, Event, EventView
from veille.text.dates import PARIS

PAGE = "https://archives.breal.example/agenda/cyclecycle/"
DATES = (date(2027, 3, 10), date(2027, 4, 7), date(2027, 5, 26), date(2027, 6, 23))
CYCLE = Event(
    public_id="cyclecycle",
    item_id=1,
    title="Faire vivre un contrat ; des principes, à la mise en œuvre",
    view=EventView(
        days=tuple(
            Day(rank, day, time(10), time(17), programme=f"Journée {rank}\nDeux ateliers")
            for rank, day in enumerate(DATES, 1)
        ),
        place="Maison de l’habitat\n1 place de l’Exemple",
    ),
    territory="",
    sequence=2,
    public=True,
    updated_at=datetime(2026, 11, 16, 7, 45, tzinfo=UTC),
)


def entries(content: bytes) -> list[Component]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_cycle_of_four_days_is_four_entries_in_paris_time() -> None:
    found = entries(calendar(CYCLE, PAGE))
    assert [one.decoded("dtstart") for one in found] == [
        datetime(day.year, day.month, day.day, 10, tzinfo=PARIS) for day in DATES
    ]
    assert [one.decoded("dtend").hour for one in found] == [17] * 4
    # Before the change of clock and after it.
    assert [one.decoded("dtstart").utcoffset().seconds // 3600 for one in found] == [1, 2, 2, 2]
    assert str(found[0]["summary"]).endswith("mise en œuvre (jour 1 sur 4)")
    assert str(found[0]["location"]) == "Maison de l’habitat, 1 place de l’Exemple"
    assert str(found[0]["description"]).startswith("Journée 1\nDeux ateliers")
    assert b"BEGIN:VTIMEZONE" in calendar(CYCLE, PAGE)


def test_names_stay_when_a_day_moves_and_the_sequence_grows() -> None:
    first, *rest = CYCLE.view.days
    moved = replace(first, date=date(2027, 3, 11))
    after = replace(CYCLE, sequence=3, view=replace(CYCLE.view, days=(moved, *rest)))
    before_found, after_found = entries(calendar(CYCLE, PAGE)), entries(calendar(after, PAGE))
    assert [one["uid"] for one in after_found] == [one["uid"] for one in before_found]
    assert [one["sequence"] for one in after_found] == [3] * 4
    assert str(after_found[0]["uid"]) == "cyclecycle-1@archives.breal.example"


def test_a_cancelled_event_says_so() -> None:
    called_off = replace(CYCLE, view=replace(CYCLE.view, cancelled=True))
    found = entries(calendar(called_off, PAGE))
    assert {str(one["status"]) for one in found} == {"CANCELLED"}
    assert str(found[0]["summary"]).startswith("Annulé : Faire vivre")


def test_a_day_without_hours_is_a_whole_day() -> None:
    whole = replace(CYCLE, view=EventView(days=(Day(1, DATES[0]),)))
    (found,) = entries(calendar(whole, PAGE))
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (DATES[0], date(2027, 3, 11))
    assert b"VTIMEZONE" not in calendar(whole, PAGE)


def test_the_same_event_gives_the_same_bytes_in_lines_that_calendars_read() -> None:
    made = calendar(CYCLE, PAGE)
    assert made == calendar(CYCLE, PAGE)
    assert b"DTSTAMP:20261116T074500Z" in made
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


def test_the_agenda_holds_every_event_once_under_its_name() -> None:
    other = replace(CYCLE, public_id="autre00001", title="Un autre cycle")
    made = agenda([(CYCLE, PAGE), (other, PAGE)], "Agenda, Bréal")
    assert made.count(b"BEGIN:VTIMEZONE") == 1
    assert b"X-WR-CALNAME:Agenda\\, Br" in made
    alone = [*entries(calendar(CYCLE, PAGE)), *entries(calendar(other, PAGE))]
    assert entries(made) == alone
