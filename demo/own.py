"""What the demo's centre writes itself: one piece, and one cycle that is announced."""

from __future__ import annotations

from datetime import date, time, timedelta

from veille.core import Veille
from veille.model.event import Day, EventForm, EventView
from veille.model.piece import PieceForm
from veille.text.dates import paris_day

PIECE = PieceForm(
    title="La salle de lecture ouvre le mercredi soir",
    body="""\
À partir de janvier, la salle de lecture reste ouverte **le mercredi jusqu’à 19 h 30** : associations \
et conseils citoyens y trouvent les revues de l’année et un poste pour consulter l’archive.

## Ce que l’on y trouve

- les comptes rendus de nos rencontres depuis 2019 ;
- les études des observatoires de la région ;
- une documentaliste, pour chercher à deux.

> Un lieu où l’on peut lire sans rendez-vous, et repartir avec une réponse.
""",
    nature="actualite",
    territory="R53",
    themes=("gouvernance-ingenierie",),
    public=True,
)

PROGRAMMES = (
    """\
Lire un quartier en chiffres
- Les sources ouvertes, et ce qu’elles taisent ;
- Atelier : le portrait d’un quartier en une page.""",
    """\
Partager l’observation avec les habitants
- Retour de Valmorne : trois réunions, une carte ;
- Atelier : la question que l’on pose, et à qui.""",
)


def cycle(today: date) -> EventForm:
    """Two days, some weeks after the demo's."""
    starts = today + timedelta(weeks=9, days=1)
    days = tuple(
        Day(
            rank, starts + timedelta(weeks=3 * (rank - 1)), time(9, 30), time(16, 30), "", programme
        )
        for rank, programme in enumerate(PROGRAMMES, 1)
    )
    view = EventView(
        days=days,
        place="Maison des associations\n1 place de l’Exemple\n00000 Ville-Fictive",
        description="""\
Deux journées pour observer un quartier avec celles et ceux qui y vivent, sans attendre la prochaine \
évaluation.

Le cycle alterne apports de méthode et ateliers sur vos propres données.""",
        audience="Cheffes et chefs de projet, conseils citoyens, centres sociaux",
        speakers="Odile Préval-Fictive, statisticienne à l’observatoire des quartiers",
        contact="Inès Morel-Fictive\nformation@centre-fictif.example, 02 61 91 00 00",
        registration="Inscription obligatoire et gratuite, vingt places.",
        registration_url="https://centre-fictif.example/inscription/observer",
        register_by=starts - timedelta(days=8),
    )
    return EventForm(
        "Observer un quartier avec ses habitants",
        view,
        "R53",
        ("gouvernance-ingenierie",),
        ("annonce",),
        public=True,
    )


def write(veille: Veille, by: str) -> None:
    """Once: told again, nothing is written twice."""
    if not veille.pieces.listed():
        veille.pieces.write(PIECE, by=by)
    if not veille.events.listed():
        veille.events.write(cycle(paris_day(veille.clock.now())), by=by)
