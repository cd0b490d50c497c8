"""What the public search knows of one resource: public words only, ours or facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FACETS = ("theme", "territory", "publication", "medium")
"""Kinds of codes by which a search is narrowed; the year comes from the date."""


@dataclass(frozen=True, slots=True)
class Document:
    """One resource as it was last told. Never a description that somebody else wrote."""

    public_id: str
    title: str
    source: str
    day: date
    """Of the edition that told it last, or of its own publication for a piece of the centre."""
    note: str = ""
    quotation: str = ""
    body: str = ""
    """The whole text of a piece of the centre; of other people's writing only our note is searched."""
    themes: tuple[str, ...] = ()
    """Keys; the first is shown. A broader theme is found only when its key is here too."""
    territories: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    medium: str = "read"

    @property
    def order(self) -> tuple[date, str]:
        """Its place in the index, the oldest first; one day's in the order of their ids."""
        return (self.day, self.public_id)

    @property
    def fields(self) -> tuple[str, ...]:
        """The texts that are searched, the title first. No phrase runs from one into the next."""
        return (self.title, self.note, self.quotation, self.body, self.source)

    def codes(self, facet: str) -> tuple[str, ...]:
        """Its codes of one of FACETS."""
        match facet:
            case "theme":
                return self.themes
            case "territory":
                return self.territories
            case "publication":
                return self.publications
            case _:
                return (self.medium,)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words people read for codes: key → label, for each facet."""

    theme: Mapping[str, str] = field(default_factory=dict)
    territory: Mapping[str, str] = field(default_factory=dict)
    publication: Mapping[str, str] = field(default_factory=dict)
    medium: Mapping[str, str] = field(default_factory=dict)
    history: tuple[tuple[str, str, int | None], ...] = ()
    """(older name, newer name, year of the change) of what was renamed."""

    def of(self, facet: str) -> Mapping[str, str]:
        found: Mapping[str, str] = getattr(self, facet)
        return found
