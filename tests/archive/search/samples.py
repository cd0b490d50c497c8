"""A small library on two shelves of years, and what forty people look for in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from veille.archive.search.document import Document, Labels

START = date(2026, 1, 1)
LABELS = Labels(
    theme={"habitat": "Habitat", "ecole": "École & <jeunesse>"},
    territory={"R53": "Bretagne", "D35": "Ille-et-Vilaine"},
    publication={"lettre": "La lettre", "revue": "La revue de presse"},
    medium={"read": "à lire", "listen": "à écouter", "watch": "à voir"},
    history=(("CUCS", "contrat de ville", 2015),),
)

_TOLD = {
    "reussite": ("L’école de la réussite éducative", "Les élèves y mènent un projet d’année."),
    "coeur": ("Au cœur du bourg, un café associatif", "Des bénévoles ouvrent chaque mercredi."),
    "oeuvre": ("Une œuvre d’art sur la dalle", "Elle est née d’un atelier."),
    "anru": ("L’ANRU signe la convention du NPNRU", "Le renouvellement urbain de l’îlot Nord."),
    "qpv": ("QPV : la nouvelle carte", "Les quartiers prioritaires sont redessinés."),
    "journaux": ("Les journaux régionaux racontent la banlieue", "Une revue de leurs pages."),
    "cheval": ("Un cheval de trait dans le parc municipal", "Il remplace un tracteur."),
    "chevaux": ("Des chevaux pour ramasser les sapins", "La régie municipale les nourrit."),
    "contrat": ("Le contrat de ville signé à l’automne", "Douze communes y entrent."),
    "contrats": ("La ville revoit chaque contrat", "Les marchés passent devant les élus."),
    "egalite": ("Rendez-vous de l’égalité femmes-hommes", "Une soirée, trois tables."),
    "covid": ("Après le covid-19, les commerces reviennent", "Seize rideaux se lèvent."),
    "budget": ("Les habitant·es votent leur budget", "Quatre projets retenus."),
    "sport": ("Des acteur.rice.s du sport de proximité", "Un gymnase ouvert le soir."),
    "ecologie": ("Écologie populaire et jardins partagés", "Sept parcelles, deux composts."),
    "jeunesse": ("Aujourd’hui, la jeunesse en chantier", "Des emplois d’été pour trente."),
    "loyers": ("Encadrement des loyers : premier bilan", "Les bailleurs répondent."),
    "numerique": ("L’inclusion numérique à la mairie", "Un agent aide aux démarches."),
    "presquile": ("La presqu’île change de visage", "Le port accueille des logements."),
    "laureats": ("Ex æquo : deux lauréats", "Le prix va aux deux maisons."),
    "noel": ("Noël solidaire à Saint-Éloi", "Un repas de rue le 24."),
    "climat": ("L’été des îlots de fraîcheur", "Des arbres, de l’ombre, de l’eau."),
    "enquete": ("Enquête sur le mal-logement", "L’association publie ses chiffres."),
    "parole": ("La parole aux mères seules", "« On a la clé, pas la porte », disent-elles."),
}  # fmt: skip

CASES: Sequence[tuple[str, str, str]] = (
    ("élision", "école", "reussite"),
    ("élision", "l'école", "reussite"),
    ("élision", "l’école", "reussite"),
    ("élision", "jusqu'à l’école", ""),
    ("élision", "d’Art", "oeuvre"),
    ("élision", "presqu'île", "presquile"),
    ("élision", "l’îlot", "anru climat"),
    ("élision", "aujourd'hui", "jeunesse"),
    ("ligature", "coeur", "coeur"),
    ("ligature", "CŒUR", "coeur"),
    ("ligature", "oeuvres", "oeuvre"),
    ("ligature", "œuvre", "oeuvre"),
    ("ligature", "ex aequo", "laureats"),
    ("pluriel", "journal", "journaux"),
    ("pluriel", "régional", "journaux"),
    ("pluriel", "chevaux", "cheval chevaux"),
    ("pluriel", "cheval municipal", "cheval chevaux"),
    ("pluriel", "loyer", "loyers"),
    ("pluriel", "emploi", "jeunesse"),
    ("pluriel", "jardin partagé", "ecologie"),
    ("pluriel", "logement", "presquile enquete"),
    ("pluriel", "associations", "coeur enquete"),
    ("accent", "ecologie", "ecologie"),
    ("accent", "ECOLE", "reussite"),
    ("accent", "reussite educative", "reussite"),
    ("accent", "noel", "noel"),
    ("accent", "e\u0301galite\u0301", "egalite"),
    ("accent", "lauréat", "laureats"),
    ("sigle", "anru", "anru"),
    ("sigle", "de l'Anru", "anru"),
    ("sigle", "qpv", "qpv"),
    ("sigle", "npnru", "anru"),
    ("trait d’union", "covid-19", "covid"),
    ("trait d’union", "covid 19", "covid"),
    ("trait d’union", "saint eloi", "noel"),
    ("trait d’union", "rendez-vous", "egalite"),
    ("trait d’union", "mal logement", "enquete"),
    ("expression", '"contrat de ville"', "contrat"),
    ("expression", "« Contrats de la ville »", "contrat"),
    ("expression", '"quartier prioritaire" carte', "qpv"),
    ("expression", '"ville signé"', "contrat"),
    ("écriture inclusive", "habitants", "budget"),
    ("écriture inclusive", "acteurs du sport", "sport"),
    ("mot écarté", "contrat -automne", "contrats"),
    ("mot écarté", 'contrat -"contrat de ville"', "contrats"),
)
"""(kind, query, ids of all that must be found, and nothing else)."""


def library() -> list[Document]:
    """The oldest first, two a month; the last five in the running year."""
    first = date(2025, 4, 1)
    return [
        Document(
            public_id=key,
            title=title,
            note=note,
            source="La Gazette de l’Estuaire" if rank % 2 else "Le Fil de Bréal",
            day=first + timedelta(days=15 * rank),
            themes=("ecole",) if rank % 3 == 0 else ("habitat",) if rank % 3 == 1 else (),
            territories=("D35", "R53") if rank % 4 == 0 else (),
            publications=("revue", "lettre") if rank % 5 == 0 else ("revue",),
            medium="listen" if rank % 7 == 0 else "read",
        )
        for rank, (key, (title, note)) in enumerate(_TOLD.items())
    ]


def split(documents: Iterable[Document]) -> tuple[list[Document], list[Document]]:
    """(those of closed years, those of the running one)."""
    held = list(documents)
    return [one for one in held if one.day < START], [one for one in held if one.day >= START]
