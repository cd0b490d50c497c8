"""Editions of every shape, made of plausible French: what letters and pages are tried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from typing import Literal

from veille.compose.render import UNSUBSCRIBE_MARK, render
from veille.model.declared import Centre
from veille.model.edition import EditionView, EntryView, Named, Rendered, SectionView
from veille.model.event import Day, EventView
from veille.model.logo import Logo
from veille.shipped import shipped
from veille.templating import Templates

ARCHIVE = "https://archives.breal.example/"
DAY = date(2026, 11, 23)

CENTRE = Centre(
    name="Centre de ressources de Bréal",
    short_name="Bréal",
    email="contact@breal.example",
    address="1 place de l’Exemple, 00000 Bréal",
    phone="02 61 91 00 00",
    director="la présidence de l’association",
    host="Hébergeur fictif, 2 rue du Modèle",
)

TITLES = (
    "Deux mois dans un café de quartier",
    "Le contrat de ville signé à l’automne",
    "Trois tours en moins, un parc en plus",
    "Santé : un bus va vers ceux qui ne vont plus chez le médecin",
    "Les conseils citoyens, huit ans après : « on nous consulte, on ne nous répond pas »",
    "Emploi & insertion : 12 % de contrats en plus <en un an>",
)
NOTE = (
    "La ville et le bailleur ont présenté un calendrier en trois temps, discuté avec les habitants."
    " Le relogement commence au printemps ; l’école, elle, ne ferme pas. Reste à savoir qui paie"
    " l’entretien des espaces laissés libres."
)
PROGRAMME = (
    "Journée\nComment construire une démarche ?\n\nObjectifs :\n"
    "- identifier les conditions ;\n  • assurer la lisibilité ;"
)
LABELS = (
    "Habitat et renouvellement urbain",
    "Éducation et réussite éducative",
    "Santé",
    "Emploi, insertion et formation",
)


def entry(title: str, *, note: str = NOTE, url: str = "", at: int = 0) -> EntryView:
    """A press article, its address and public id made from the title and `at`."""
    slug = "".join(char for char in title.lower() if char.isascii() and char.isalnum())[:20]
    return EntryView(
        public_id=f"{slug[:6]:x<6}{at:04d}",
        title=title,
        url=url or f"https://gazette.example/{slug}-{at}",
        source="La Gazette de l’Estuaire",
        published_on=date(2026, 11, 1 + at % 22),
        themes=(Named("habitat", LABELS[0]),),
        territories=(Named("R53", "Bretagne"),),
        note=note,
    )


def event(title: str, *, starts: datetime = datetime(2026, 12, 1, 9, 30), at: int = 0) -> EntryView:
    """A meeting, with its hour and place."""
    return EntryView(
        public_id=f"rencon{at:04d}",
        title=title,
        url=f"https://agenda.example/{at}?jour=1&mois=12",
        source="Réseau des associations",
        published_on=date(2026, 11, 12),
        nature="Événement, agenda",
        territories=(Named("D35", "Ille-et-Vilaine"),),
        note="Une journée pour comparer les méthodes de quatre villes.",
        starts_at=starts,
        ends_at=starts.replace(hour=16),
        closes_on=date(2026, 11, 28),
        place="Maison des associations, Bréal",
    )


def cycle(title: str = "Faire vivre un contrat de quartier", *, at: int = 0) -> EntryView:
    """A cycle of the centre, with everything that its form asks for."""
    days = (date(2027, 3, 10), date(2027, 4, 7), date(2027, 12, 1))
    view = EventView(
        days=tuple(
            Day(rank, day, time(10), time(17), "Salle 2" if rank == 2 else "", PROGRAMME)
            for rank, day in enumerate(days, 1)
        ),
        place="Maison de l’habitat\n1 place de l’Exemple",
        description=f"{NOTE}\n\nObjectifs :\n- un <premier> ;\n- un « second ».",
        audience="Cheffes et chefs de projet",
        speakers="Odile Préval, responsable d’études",
        contact="Inès Morel-Fictive\ncycle@breal.example - 02 61 91 27 75",
        registration="Inscription obligatoire",
        registration_url=f"https://breal.example/inscription/{at}?a=1&b=2",
        register_by=date(2027, 3, 1),
    )
    return replace(
        event(title, starts=view.days[0].at, at=at),
        public_id=f"cycle{at:05d}",
        url=f"{ARCHIVE}agenda/cycle{at:05d}/",
        event=view,
    )


def section(
    *entries: EntryView,
    key: str = "",
    title: str = "À lire",
    kind: Literal["items", "agenda"] = "items",
) -> SectionView:
    return SectionView(key or f"section-{len(entries)}-{kind}", title, kind, entries)


def edition(*sections: SectionView, template: str = "letter", number: int = 132) -> EditionView:
    keys = {"letter": "lettre", "review": "revue", "alert": "alerte", "announcement": "annonce"}
    titles = {
        "letter": "La lettre de Bréal",
        "review": "La revue de presse",
        "alert": "L’alerte",
        "announcement": "L’annonce",
    }
    return EditionView(
        publication=keys[template],
        publication_title=titles[template],
        template=template,
        accent="#1F3A6E",
        number=number,
        slug=str(number),
        date=DAY,
        period="semaine du 16 au 22 novembre 2026" if template == "review" else "novembre 2026",
        sections=sections,
        public_id=f"{template[:6]}{number:04d}",
    )


@cache
def templates() -> Templates:
    """The shipped templates, compiled once."""
    return Templates(ours=shipped("templates"))


LOGO = Logo(b"of Br\xc3\xa9al", 260, 48)


def rendered(view: EditionView, centre: Centre = CENTRE) -> Rendered:
    return render(
        view,
        centre=centre,
        archive_url=ARCHIVE,
        unsubscribe=UNSUBSCRIBE_MARK,
        templates=templates(),
        # The longest letters bear a logo as well: every gate then sees a picture.
        logo=LOGO if len(view.entries) >= 100 else None,
    )
