"""An event of the centre: its days as they are read, what a person writes of it, how the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an event, with hours on a wall in Paris. `rank` is given once: calendars know it by that."""

    rank: int
    date: date
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    """Only where it differs from the event's own."""
    programme: str = ""

    @property
    def at(self) -> datetime:
        """When it starts; midnight for a whole day."""
        return datetime.combine(self.date, self.starts or time())

    @property
    def until(self) -> datetime | None:
        return datetime.combine(self.date, self.ends) if self.ends else None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as it is read, beside its title: frozen with the edition that tells of it."""

    days: tuple[Day, ...]
    """In the order of the calendar; never empty."""
    place: str = ""
    description: str = ""
    audience: str = ""
    speakers: str = ""
    contact: str = ""
    registration: str = ""
    registration_url: str = ""
    register_by: date | None = None
    cancelled: bool = False

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(day.date for day in self.days)

    @property
    def last(self) -> date:
        return self.days[-1].date

    @property
    def hours_are_shared(self) -> bool:
        """Whether every day keeps the same hours: they are then told once."""
        return len({(day.starts, day.ends) for day in self.days}) == 1

    @property
    def has_programme(self) -> bool:
        return any(day.programme for day in self.days)


@dataclass(frozen=True, slots=True)
class EventForm:
    """What a person writes of an event."""

    title: str
    view: EventView
    territory: str = ""
    themes: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    """Publications that it waits for: exactly these."""
    public: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the store keeps it."""

    public_id: str
    item_id: int
    title: str
    view: EventView
    territory: str
    sequence: int
    public: bool
    updated_at: datetime
    themes: tuple[str, ...] = ()
    selected_for: tuple[str, ...] = ()

    @property
    def shown_title(self) -> str:
        """The title as it is read everywhere: a cancelled event says so before anything else."""
        return titled(self.title, self.view)


def titled(title: str, view: EventView) -> str:
    return f"Annulé : {title}" if view.cancelled else title
