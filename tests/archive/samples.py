"""A small archive with every kind of page: three publications, two years, a retired theme."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from tests.archive.in_hand import InHand, files
from tests.compose.samples import (
    ARCHIVE,
    CENTRE,
    TITLES,
    cycle,
    edition,
    entry,
    event,
    section,
)
from veille.archive.holdings import Announced, OwnPiece, Shelf, ThemeLine
from veille.model.dossier import DossierEntry, DossierView
from veille.model.edition import EditionView, EntryView, Named
from veille.model.event import Event

AS_OF = date(2026, 11, 23)
HABITAT, ANRU, PARTI = (
    Named("habitat", "Habitat"),
    Named("anru", "Renouvellement urbain"),
    Named("parti", "Un thème parti"),
)
THEMES = (
    ThemeLine("habitat", "Habitat"),
    ThemeLine("anru", "Renouvellement urbain", "habitat"),
    ThemeLine("sante", "Santé"),
    ThemeLine("sport", "Sport", "sante"),
)

CAFE = replace(entry(TITLES[0]), themes=(ANRU,))
CONTRACT = replace(entry(TITLES[1], at=1), themes=(HABITAT, PARTI), quotation="On y est")
PARK = replace(entry(TITLES[2], at=2), themes=())
MEETING = event("La rencontre", at=3)
WAITS = entry(TITLES[5], at=9)


def issue(number: int, day: date, *entries: EntryView, template: str = "letter") -> EditionView:
    made = section(*entries, key="une", title="À la une")
    return replace(edition(made, template=template, number=number), date=day)


OLD = issue(131, date(2025, 12, 15), CAFE, PARK)
NEW = replace(
    issue(132, date(2026, 11, 16), CONTRACT),
    sections=(
        section(CONTRACT, key="une", title="À la une"),
        section(MEETING, key="agenda", title="Agenda", kind="agenda"),
    ),
)
REVIEW = issue(48, date(2026, 11, 23), replace(CAFE, note="Reprise."), CONTRACT, template="review")

ALOFT = replace(entry(TITLES[4], at=11), url="")
"""Neither sealed nor with an address of its own."""
DOSSIER = DossierView(
    "cafes-de-quartier",
    "Les cafés de quartier",
    "Ce que nous en avons lu.\n\nTenu à jour.",
    date(2026, 11, 20),
    3,
    (
        DossierEntry(WAITS, datetime(2026, 11, 18, 9, tzinfo=UTC)),
        DossierEntry(CAFE, datetime(2026, 11, 20, 9, tzinfo=UTC)),
        DossierEntry(ALOFT, datetime(2026, 11, 19, 9, tzinfo=UTC)),
    ),
)


@cache
def holdings() -> InHand:
    return InHand(
        centre=CENTRE,
        archive_url=ARCHIVE,
        as_of=AS_OF,
        shelves=(
            Shelf("lettre", "La lettre de Bréal", "#1F3A6E", "mensuelle"),
            Shelf(
                "revue",
                "La revue de presse",
                "#8A3324",
                "chaque lundi",
                living=True,
            ),
            Shelf("annonce", "L’annonce", "#5A3D7A"),
        ),
        issues=(NEW, OLD, REVIEW),
        waits={"revue": (section(WAITS, key="habitat", title="Habitat"),)},
        themes=THEMES,
        themed=(DOSSIER,),
        seen_at={CAFE.public_id: datetime(2025, 12, 15, 8, 30, tzinfo=UTC)},
    )


def announced(entry_: EntryView, updated_at: datetime) -> Announced:
    """An event of the centre as its own page tells it."""
    assert entry_.event
    event_ = Event(
        public_id=entry_.public_id,
        item_id=1,
        title=entry_.title,
        view=entry_.event,
        territory="",
        sequence=0,
        public=True,
        updated_at=updated_at,
    )
    return Announced(event_, entry_, updated_at.date())


SOONER = announced(cycle("Le cycle", at=1), datetime(2026, 11, 18, 9, tzinfo=UTC))
LATER = announced(cycle("Le cycle, encore", at=2), datetime(2026, 11, 20, 9, tzinfo=UTC))
BRIEF = OwnPiece(
    replace(entry("Notre brève", at=20), url="", source=CENTRE.name, themes=(HABITAT,)),
    "<p>Nous l’avons <em>vu</em>.</p>",
    date(2026, 11, 10),
    date(2026, 11, 12),
)


@cache
def with_own() -> InHand:
    """The same with two events and a piece of the centre."""
    return replace(holdings(), announced=(SOONER, LATER), own=(BRIEF,))


@cache
def own_site() -> dict[str, bytes]:
    return files(with_own())


@cache
def site() -> dict[str, bytes]:
    """The whole archive of these holdings, path → bytes."""
    return files(holdings())
