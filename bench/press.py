"""What made-up sources tell: French titles and notes about a city policy, in towns that do not exist.

Words come as often as words do (Zipf): a few stand everywhere, and the names of places make a tail of
twenty thousand, so that an index of these texts weighs what an index of true ones would.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import accumulate

THEMES: Mapping[str, tuple[str, ...]] = {
    "contrats-de-ville": ("un contrat de ville", "une convention cadre", "un avenant au contrat"),
    "anru-npnru": ("un projet de rénovation urbaine", "une maison du projet", "un relogement"),
    "logement-social": ("une charte des loyers", "un parc social rénové", "une bourse au logement"),
    "acces-emploi": ("un forum de l’emploi", "une cité de l’emploi", "un parrainage des jeunes"),
    "conseils-citoyens": ("un conseil citoyen", "une table de quartier", "un budget participatif"),
    "cites-educatives": ("une cité éducative", "un projet éducatif", "une école ouverte l’été"),
    "asv-cls": ("un contrat local de santé", "une maison de santé", "un bus de dépistage"),
    "prevention-delinquance": ("un plan de prévention", "une médiation de nuit", "un observatoire"),
    "gusp": ("une convention d’abattement", "une régie de quartier", "un diagnostic en marchant"),
    "femmes-hommes": ("une marche exploratoire", "un budget sensible au genre", "un lieu d’accueil"),
    "discriminations": ("un test de discrimination", "une permanence du droit", "un plan d’égalité"),
    "culture": ("une résidence d’artistes", "une bibliothèque mobile", "un festival de quartier"),
    "sport": ("un gymnase rénové", "un terrain de proximité", "une école de boxe mixte"),
    "inclusion-numerique": ("un atelier numérique", "une médiation numérique", "un espace public"),
    "climat-adaptation": ("un îlot de fraîcheur", "une rénovation thermique", "un plan canicule"),
}  # fmt: skip
"""Key of the vocabulary that ships → what is told of it. The first themes are told of the most."""

ACTORS = (
    ("la ville", "de la ville"), ("le bailleur", "du bailleur"), ("la préfecture", "de la préfecture"),
    ("le département", "du département"), ("la région", "de la région"),
    ("la métropole", "de la métropole"), ("le centre social", "du centre social"),
    ("la mission locale", "de la mission locale"), ("le collège", "du collège"),
    ("une association", "d’une association"), ("le conseil citoyen", "du conseil citoyen"),
    ("l’intercommunalité", "de l’intercommunalité"), ("l’hôpital", "de l’hôpital"),
)  # fmt: skip
TITLES = (
    "À {place}, {actor} lance {thing}",
    "{place} : {thing} pour le quartier {quarter}",
    "{actor} de {place} mise sur {thing}",
    "{thing} ouvre à {place}",
    "{thing}, cinq ans après : le bilan {of_actor}",
    "Quartier {quarter} : {actor} défend {thing}",
    "Comment {actor} finance {thing}",
    "{number} % des habitants de {place} connaissent {thing}",
    "Avec {thing}, {place} rejoint {actor}",
    "{subject} et {other} : {thing} à {place}",
)
NOTES = (
    "{actor} présente {thing} aux habitants du quartier {quarter}.",
    "Le calendrier court jusqu’en {year} ; {number} familles sont concernées.",
    "Sont abordés : {subject}, {other} et {last}, exemples de {place} à l’appui.",
    "Le coût est de {number} millions d’euros, dont un tiers {of_actor}.",
    "Les chiffres portent sur {place} et {elsewhere}, deux communes que tout oppose.",
    "Un entretien sur {subject}, {other} et {last}.",
)
SUBJECTS = (
    "ville quartiers habitants logement emploi jeunesse école santé sécurité culture sport mobilité"
    " rénovation solidarité pauvreté égalité médiation citoyenneté participation prévention insertion"
    " formation numérique climat énergie alimentation handicap vieillissement enfance parentalité"
    " discriminations laïcité mémoire accueil justice police budget évaluation recherche commerce"
    " artisanat transports vélo tramway espaces jardins compost réemploi canicule bruit eau lecture"
    " théâtre musique patrimoine photographie cinéma radio presse apprentissage orientation mentorat"
    " bénévolat coopération statistiques recensement revenus loyers expulsions copropriétés urbanisme"
    " architecture démolition concertation gouvernance ingénierie financement subventions droit"
).split()
_SYLLABLES = (
    "val mont pont rive clos bourg roche champ fon gar".split(),
    "ar el in or ou an ette eau ois ul ige ote".split(),
    "bec court dac fort gny lac mer nac res sac tin vac".split(),
    ("", *"ville sur aine ais ence oux ières erie olles igny ac uze an et euil".split()),
)


def place(rank: int) -> str:
    """The name of one of 23,040 towns."""
    parts = []
    for syllables in _SYLLABLES:
        rank, at = divmod(rank, len(syllables))
        parts.append(syllables[at])
    return "".join(parts).capitalize()


_TOWNS = 23_040
_OFTEN = list(accumulate(1 / (rank + 8) ** 0.9 for rank in range(_TOWNS)))
_SAID = list(accumulate(1 / (rank + 2) for rank in range(len(SUBJECTS))))
_TOLD = list(accumulate(1 / (rank + 4) for rank in range(len(THEMES))))


def themes(rng: random.Random) -> list[str]:
    """One theme, or two."""
    chosen = rng.choices(list(THEMES), cum_weights=_TOLD, k=rng.choice((1, 1, 2)))
    return list(dict.fromkeys(chosen))


def town(rng: random.Random) -> str:
    return place(rng.choices(range(_TOWNS), cum_weights=_OFTEN)[0])


def title(rng: random.Random, theme: str) -> str:
    return _filled(rng, rng.choice(TITLES), theme)


def note(rng: random.Random, theme: str) -> str:
    """One to three sentences."""
    chosen = rng.sample(NOTES, rng.randint(1, 3))
    return " ".join(_filled(rng, one, theme) for one in chosen)


def _filled(rng: random.Random, pattern: str, theme: str) -> str:
    actor, of_actor = rng.choice(ACTORS)
    subject, other, last = rng.choices(SUBJECTS, cum_weights=_SAID, k=3)
    told = pattern.format(
        actor=actor,
        of_actor=of_actor,
        thing=rng.choice(THEMES[theme]),
        place=town(rng),
        elsewhere=town(rng),
        quarter=f"des {town(rng)}",
        number=rng.randint(2, 96),
        year=rng.randint(2007, 2032),
        subject=subject,
        other=other,
        last=last,
    )
    return told[:1].upper() + told[1:]
