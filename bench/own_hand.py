"""What the staff of ten years wrote themselves, through the facade: pieces, events, searches kept, dossiers."""

from __future__ import annotations

from datetime import date, timedelta

from veille.core import Veille
from veille.model.event import Day, EventForm, EventView
from veille.model.item import Filter
from veille.model.piece import PieceForm

PIECES = EVENTS = 60
SEARCHES = (
    "logement",
    "emploi jeunes",
    "rénovation urbaine",
    "santé",
    '"contrat de ville"',
    "école",
)
MEMBERS = 30
"""Items of each dossier."""


def write(veille: Veille, *, by: str) -> None:
    """Every second search kept becomes a public dossier."""
    today = veille.clock.now().date()
    for rank in range(PIECES):
        body = "Le centre a lu pour vous ce rapport, et en retient trois points.\n\n" * 5
        piece = PieceForm(f"Note de lecture n° {rank}", body, public=rank % 4 > 0)
        veille.pieces.write(piece, by=by)
    for rank in range(EVENTS):
        veille.events.write(_event(rank, today + timedelta(weeks=rank - EVENTS // 2)), by=by)
    for rank, text in enumerate(SEARCHES):
        kept = veille.searches.keep(Filter(text=text), f"Suivi : {text}", by=by)
        if rank % 2 == 0:
            _dossier(veille, kept.public_id, by)


def _event(rank: int, day: date) -> EventForm:
    view = EventView(days=(Day(1, day, place="Mairie"),), description="Une journée d’étude. " * 10)
    return EventForm(f"Rencontre n° {rank}", view, public=True)


def _dossier(veille: Veille, public_id: str, by: str) -> None:
    opened = veille.dossiers.open(public_id, by=by)
    for item in veille.dossiers.queue(opened, MEMBERS):
        veille.dossiers.take(public_id, item.public_id, by=by)
    veille.dossiers.publish(public_id, by=by)
