"""The pages of the desk, in the order in which the bar at the top names them."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the bar; `rooms` are the blueprints whose pages light it up."""

    endpoint: str
    label: str
    rooms: tuple[str, ...]


PLACES = (
    Place("items.today", _("Aujourd’hui"), ("items", "stories", "revisions")),
    Place("adding.form", _("Ajouter"), ("adding", "pieces", "events")),
    Place("search.form", _("Rechercher"), ("search",)),
    Place("dossiers.listed", _("Dossiers"), ("dossiers",)),
    Place(
        "editions.listed",
        _("Éditions"),
        ("editions", "composer", "sealing", "reviews", "publications", "elsewhere", "dead_links"),
    ),
    Place("sources.listed", _("Sources"), ("sources", "feeds", "welcome")),
    Place("vocabulary.tree", _("Vocabulaire"), ("vocabulary",)),
    Place("jobs.listed", _("Travaux"), ("jobs",)),
)
