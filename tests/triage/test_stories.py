"""Which titles tell one story. The hard ones are those that differ by a number, a place or a turn."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from veille.triage.stories import ALIKE, Told, alike, arrange, likeness, near, read

DAY = date(2026, 11, 13)

ONE_STORY = [
    ("Le bailleur X gèle ses loyers à Brest", "LE BAILLEUR X GÈLE SES LOYERS À BREST"),
    ("Le bailleur X gèle ses loyers à Brest", "Le bailleur X gèle ses loyers à Brest – La Gazette"),
    (
        "Violences urbaines : un rapport pointe le manque de moyens - Ouest-France",
        "Violences urbaines : un rapport pointe le manque de moyens",
    ),
    (
        "Politique de la ville : le gouvernement annonce un plan pour les quartiers",
        "Politique de la ville : le gouvernement dévoile un plan pour les quartiers",
    ),
    (
        "Rénovation urbaine : l’Anru débloque deux milliards d’euros pour les quartiers",
        "L'ANRU débloque deux milliards d'euros pour la rénovation urbaine des quartiers",
    ),
    (
        "Emmanuel Macron annonce un plan pour les banlieues françaises",
        "Macron annonce un plan pour les banlieues françaises",
    ),
    (
        "Quartiers : l’État promet 10 000 emplois francs",
        "Quartiers: l'État promet 10000 emplois francs",
    ),
    (
        "Marseille : la cité éducative fête ses trois ans",
        "La cité éducative de Marseille fête ses trois ans",
    ),
]

TWO_STORIES = [
    (
        "Bulletin officiel n° 112 du ministère de la ville",
        "Bulletin officiel n° 113 du ministère de la ville",
    ),
    (
        "Conseil citoyen : réunion publique le 3 mars à la mairie",
        "Conseil citoyen : réunion publique le 12 mai à la mairie",
    ),
    (
        "Conseil citoyen : réunion publique le 3 mars à la mairie",
        "Conseil citoyen : réunion publique le 3 mai à la mairie",
    ),
    (
        "Appel à projets du contrat de ville 2026 : les dossiers",
        "Appel à projets du contrat de ville 2027 : les dossiers",
    ),
    ("Le bailleur X gèle ses loyers à Rennes", "Le bailleur X gèle ses loyers à Brest"),
    ("LE BAILLEUR X GÈLE SES LOYERS À RENNES", "Le bailleur X gèle ses loyers à Brest"),
    (
        "Rennes : le bailleur gèle les loyers sociaux",
        "Brest : le bailleur gèle les loyers sociaux",
    ),
    (
        "L’Anru débloque deux milliards d’euros pour les quartiers",
        "L’Anru débloque trois milliards d’euros pour les quartiers",
    ),
    (
        "Le chômage en hausse dans les quartiers prioritaires",
        "Le chômage en baisse dans les quartiers prioritaires",
    ),
    (
        "Le maire démissionne après les violences urbaines",
        "Le maire ne démissionne pas après les violences urbaines",
    ),
    (
        "Un nouveau centre social ouvre ses portes à Maurepas",
        "Un nouveau centre social ferme ses portes à Maurepas",
    ),
]


@pytest.mark.parametrize("one, other", ONE_STORY)
def test_reprints_and_small_edits_tell_one_story(one: str, other: str) -> None:
    assert alike(read(one), read(other))
    assert alike(read(other), read(one))


@pytest.mark.parametrize("one, other", TWO_STORIES)
def test_another_number_place_or_turn_is_another_story(one: str, other: str) -> None:
    # Without the rules about numbers and places each of these pairs would be one story.
    assert likeness(read(one), read(other)) >= ALIKE - 0.5
    assert not alike(read(one), read(other))
    assert not alike(read(other), read(one))


@pytest.mark.parametrize("title", ["", "La rentrée", "Le point sur la rentrée", "Édito", "n° 12"])
def test_a_very_short_title_tells_no_story(title: str) -> None:
    assert not alike(read(title), read(title))


def test_the_signature_of_a_known_outlet_is_no_part_of_a_title() -> None:
    outlets = frozenset({"la gazette"})
    bare = read("Le bailleur gèle les loyers sociaux")

    assert read("Le bailleur gèle les loyers sociaux – La Gazette", outlets) == bare
    assert read("Le bailleur gèle les loyers sociaux | ouest-france.fr") == bare
    assert read("Le bailleur gèle les loyers sociaux - Le Mans Info", signed=True) == bare
    # The end of a title that nobody signed is where things happen.
    assert read("Le bailleur gèle les loyers sociaux – Brest") != bare


def test_a_title_of_a_megabyte_is_read_in_part() -> None:
    assert len(read("quartier " * 120_000).line) < 400


def told(id: int, title: str, source: str = "", **more: object) -> Told:
    values = {"url_key": f"u{id}", "day": DAY, "source": source or f"s{id}"} | more
    return Told(id=id, title=read(title), **values)  # type: ignore[arg-type]


GENERIC = "Le bailleur social gèle les loyers"
RENNES = "Le bailleur social gèle les loyers à Rennes"
BREST = "Le bailleur social gèle les loyers à Brest"


def test_the_first_told_heads_its_story_in_whatever_order_they_come() -> None:
    items = [
        told(1, RENNES, day=date(2026, 11, 14)),
        told(2, RENNES + " – La Gazette", url_key="b"),
        told(3, RENNES.upper(), url_key="a"),
        told(4, BREST),
    ]

    found = [arrange(order) for order in permutations(items)]

    assert found[0] == {1: 3, 2: 3, 3: None, 4: None}
    assert all(one == found[0] for one in found)


def test_whoever_joins_a_story_is_near_to_all_of_it() -> None:
    items = [told(1, GENERIC), told(2, RENNES), told(3, BREST)]

    assert arrange(items) == {1: None, 2: 1, 3: None}


def test_a_story_lasts_a_few_days() -> None:
    first, late, too_late = (
        told(rank, RENNES, day=date(2026, 11, day)) for rank, day in enumerate((1, 6, 7))
    )

    assert near(first, late)
    assert not near(first, too_late)
    assert arrange([first, late, too_late]) == {0: None, 1: 0, 2: None}


def test_one_source_tells_a_story_twice_only_on_one_day() -> None:
    first = told(1, RENNES, "gazette")

    assert near(first, told(2, RENNES, "gazette"))
    assert not near(first, told(2, RENNES, "gazette", day=date(2026, 11, 14)))


def test_what_a_person_set_apart_stays_apart_and_takes_followers() -> None:
    apart = told(2, RENNES, fixed=True)
    items = [told(1, RENNES, fixed=True), apart, told(3, RENNES)]

    assert arrange(items) == {1: None, 2: None, 3: 1}
    assert arrange([told(0, RENNES), apart]) == {0: 2, 2: None}  # even from one told before it


def test_what_a_person_joined_stays_joined_and_follows_its_head() -> None:
    joined = told(3, "Tout autre chose à propos des loyers", fixed=True, head=2)
    head = told(2, RENNES, fixed=True)

    assert arrange([head, joined]) == {2: None, 3: 2}
    assert arrange([joined]) == {3: 2}
    assert arrange([told(1, RENNES), told(2, RENNES), joined])[3] == 1


@pytest.mark.parametrize(
    "one, other",
    [
        (
            "Kergoat : 30 personnes évacuées après un incendie dans une tour",
            "Un incendie se déclare dans une tour de Kergoat, trente personnes évacuées",
        ),
        (
            "Habitat indigne : la mairie prend 14 arrêtés de péril",
            "Quatorze arrêtés de péril pris par la mairie contre l'habitat indigne",
        ),
        (
            "La Caf ouvre un point d’accueil dans le quartier de La Source",
            "La caisse d'allocations familiales ouvre un point d'accueil à La Source",
        ),
    ],
)
def test_one_story_is_told_in_another_order_and_other_figures(one: str, other: str) -> None:
    assert alike(read(one), read(other))
    assert alike(read(other), read(one))


@pytest.mark.parametrize(
    "one, other",
    [
        (
            "Quartier Bellevue : la démolition de la barre A est achevée",
            "Quartier Bellevue : la démolition de la barre B est achevée",
        ),
        (
            "Une étude alerte sur la santé mentale des lycéens",
            "Une étude alerte sur la santé mentale des étudiants",
        ),
        (
            "Recours rejeté contre le permis de construire de la tour Alizé",
            "Recours déposé contre le permis de construire de la tour Alizé",
        ),
    ],
)
def test_two_titles_of_one_make_differ_by_what_matters(one: str, other: str) -> None:
    assert not alike(read(one), read(other))
    assert not alike(read(other), read(one))
