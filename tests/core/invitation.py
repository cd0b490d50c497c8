"""The e-mail of a training cycle, as centres send them: fictional, with the shape of a real one."""

from __future__ import annotations

from datetime import date, time

from veille.model.event import Day, EventForm, EventView

LETTER = """\
Comment faire vivre
un contrat de quartier :

des principes à la mise en œuvre
Mars 2027 – Juin 2027
Cycle de qualification

La mise en œuvre des nouveaux contrats de quartier recèle des enjeux importants pour les équipes - projet :
  • portage intercommunal renforcé dans un contexte de recomposition de l’agglomération de Valmorne;
  • recherche d’une intégration plus forte des volets social, urbain, économique; mobilisation du droit commun;
  • renforcement de la participation citoyenne.
Des modes de travail renouvelés sont à créer avec les référents « de droit commun » au sens large.
Objectifs généraux du cycle de qualification
- Renforcer les capacités d’animation des cheffes et chefs de projet pour éviter la seule gestion;

- Inciter à une animation des contrats de quartier de manière plus intégrée;

- Apporter une aide méthodologique.
Publics concernés
Cheffes et chefs de projet et coordinateurs-trices concerné-e-s par l’animation des contrats
Modalités
- Apports théoriques et de contexte;

- Temps d’échanges de pratiques et de points de vue, retour sur expériences, débats.
Dates
Cycle de qualification sur 4 journées

- 10 mars 2027
- 7 avril 2027
- 26 mai 2027
- 23 juin 2027
Intervention
SONAR-Études: Odile PRÉVAL, responsable d’études
SONAR-Études est un bureau d’études fictif spécialisé dans l’évaluation des politiques publiques.

Ce cycle, soutenu par la Direction de la cohésion de Valmorne, se poursuivra au deuxième semestre 2027.
Programme
Journée 1 10 mars 2027 de 10H00 à 17H00
Comment construire une démarche intégrée entre les équipes ?
Quelle organisation des équipes aux différentes échelles (quartiers, Villes, agglomération) ?
La loi identifie des périmètres de compétences : diagnostic et définition des orientations, animation.


Objectifs de la journée :

- Identifier les conditions de mise en place d’une équipe projet intégrée;

- Echanges sur les atouts et les limites des modèles d’équipe projet, au regard de leurs capacités :
  • à assurer la complémentarité des interventions et la lisibilité de l’action menée;
  • à faire jouer la plus-value de l’échelle intercommunale : coordination, suivi et évaluation.
- Identification des marges d’amélioration : PRU / PRE / GUP. Quelles articulations ?
Journée 2 7 avril 2027 de 10H00 à 17H00
La structuration des relations avec les acteurs du droit commun
De son côté, l’Etat, qui reste co-pilote, met en place des dispositifs de « droit commun renforcé ».
Axes de travail :

- De quelles priorités se doter et comment faire un suivi ?
Journée 3 26 mai 2027 de 10H00 à 17H00
L’organisation de la participation et de la co-construction avec les habitants
La loi inscrit la politique de la ville « dans une démarche de co-construction avec les habitants ».
- Une culture partagée à construire ? Quels objectifs donnés à la programmation ?
Journée 4 23 juin 2027 de 10H00 à 17H00
Comment utiliser l’observation comme outil d’animation et de coordination ?
Nombre d'acteurs appréhendent peu la plus-value d’une politique multi-thématique.

- Définition de stratégies d’observation : quelles cibles choisir ? Quelles méthodes, quels outils ?
Informations
Inscription obligatoire
Inscrivez-vous
Lieu
Centre de Bréal
Salle de conférence
Maison de l’habitat
Boulevard de l’Exemple-s’il-Pleut
00000 BRÉAL
Pour tout renseignement, vous pouvez contacter Inès MOREL-FICTIVE:
cycle@breal.example - 02 61 91 27 75
"""

HEADINGS = {"Informations": "Inscription"}
"""Headings of the e-mail for which our page has another word."""


def between(start: str, end: str) -> str:
    """The lines after `start`, up to `end`, as somebody would copy them."""
    _, _, after = LETTER.partition(f"{start}\n")
    text, found, _ = after.partition(f"{end}")
    assert found, end
    return text.rstrip("\n")


def _programme(rank: int) -> str:
    head = next(line for line in LETTER.splitlines() if line.startswith(f"Journée {rank} "))
    end = f"Journée {rank + 1} " if rank < 4 else "Informations\n"
    return f"Journée {rank}\n{between(head, end)}"


DATES = (date(2027, 3, 10), date(2027, 4, 7), date(2027, 5, 26), date(2027, 6, 23))
TITLE = "Comment faire vivre un contrat de quartier : des principes à la mise en œuvre"
DESCRIPTION = "\n".join(
    [
        between("des principes à la mise en œuvre", "Publics concernés\n"),
        "Modalités",
        between("Modalités", "Dates\n"),
        "Cycle de qualification sur 4 journées",
    ]
)
VIEW = EventView(
    days=tuple(
        Day(rank, day, time(10), time(17), programme=_programme(rank))
        for rank, day in enumerate(DATES, 1)
    ),
    place=between("Lieu", "Pour tout renseignement"),
    description=DESCRIPTION,
    audience=between("Publics concernés", "Modalités\n"),
    speakers=between("Intervention", "Programme\n"),
    contact="Pour tout renseignement, vous pouvez contacter Inès MOREL-FICTIVE:\n"
    "cycle@breal.example - 02 61 91 27 75",
    registration="Inscription obligatoire",
    registration_url="https://breal.example/inscription?cycle=4",
    register_by=date(2027, 3, 1),
)
INVITATION = EventForm(title=TITLE, view=VIEW, territory="R53", themes=("education",), public=True)
