"""Places in titles: what surely names one is taken, what may is proposed, and the rest is left alone."""

from __future__ import annotations

import pytest

from veille.triage.places import SHOWN, spot

TOURS, ORANGE, BREST, RENNES, NANTES = "37261", "84087", "29019", "35238", "44109"


def _codes(title: str, excerpt: str = "", around: str = "") -> set[str]:
    return set(spot(title, excerpt, around.split()).codes)


# --- communes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title, code",
    [
        ("À Tours, le conseil citoyen se réunit", TOURS),
        ("ETAMPES : UN ATELIER POUR LES COLLEGIENS", "91223"),
        ("Evry-Courcouronnes : un tiers-lieu", "91228"),
        ("St-Étienne-du-Rouvray : le Château-Blanc", "76575"),
        ("Ste Foy lès Lyon : une pension de famille", "69202"),
        ("L'Haÿ-les-Roses : un métro", "94038"),
        ("Au Mans, une maison de santé", "72181"),
        ("Les habitants du Havre consultés", "76351"),
        ("Rixes aux Ulis : la mairie réagit", "91692"),
        ("Une fresque à la Courneuve", "93027"),
        ("Marseille (13e) : une école", "13055"),
        ("Paris 18e : une fête", "75056"),
        ("Pierrefitte-sur-Seine : une cité", "93066"),
    ],
)
def test_a_commune_is_found_however_its_name_is_written(title: str, code: str) -> None:
    assert _codes(title, around=f"D{code[:2]}") == {code}


@pytest.mark.parametrize(
    "title",
    [
        "Les tours du quartier seront rénovées",
        "Tours et détours de la concertation",
        "Fracture numérique : Orange ouvre des ateliers",
        "Le sens de l’action publique",
        "Sens dessus dessous : un spectacle d’habitants",
        "Le plaisir de lire en famille",
        "Die Linke gagne des voix",
        "Bruno Le Maire répond aux élus",
        "Clotilde Vienne, sociologue : un entretien",
        "Mme Paris quitte la présidence",
        "Lens – Lorient : les deux clubs dos à dos",
        "Train Nantes-Bordeaux : des billets à un euro",
        "Une permanence rue de Rennes",
        "La cour d’appel de Versailles confirme",
        "LA REUNION PUBLIQUE EST REPORTEE",
        "Bellevue : les habitants veulent garder leur poste",
        "🎉🎉🎉",
        "",
    ],
)
def test_a_word_a_person_a_club_or_a_street_is_no_place(title: str) -> None:
    assert _codes(title) == set()


def test_a_word_of_the_language_is_a_place_where_it_is_led_to_like_one() -> None:
    assert _codes("Les habitants d’Orange invités", around="R93") == {ORANGE}
    assert _codes("Sens : un quartier retenu", "La ville de l’Yonne signe.") == {"89387"}


def test_the_source_s_own_territory_tells_namesakes_apart() -> None:
    assert _codes("Saint-Denis : la fête des quartiers", around="D93") == {"93066"}
    assert _codes("Saint-Denis : la fête des quartiers", around="R04") == {"97411"}
    assert _codes("Saint-Denis : la fête des quartiers") == set()


def test_a_departement_that_is_named_tells_them_apart_too() -> None:
    assert _codes("Valence : le marché", "Dans la Drôme, la foule.") == {"26362"}
    assert _codes("Bretagne (Indre) : un village sans école") == {"36024"}


def test_a_quarter_named_like_a_commune_is_not_that_commune() -> None:
    assert _codes("Malakoff : une fête", "À Nantes, la maison de quartier.", "R52") == {NANTES}
    assert _codes("Rennes : la tour de Maurepas", around="R53") == {RENNES}
    assert _codes("Malakoff : une fête", around="D92") == {"92046"}


def test_several_towns_are_all_found() -> None:
    assert _codes("Les contrats de Lille, Marseille et Lyon") == {"59350", "13055", "69123"}


# --- départements, régions, intercommunalities ----------------------------------------------------


@pytest.mark.parametrize(
    "title, code",
    [
        ("9-3 : la réussite", "D93"),
        ("Le neuf-trois au théâtre", "D93"),
        ("Dans le 974, un plan pour l’emploi", "R04"),
        ("Préfecture de l'Oise : appel à projets", "D60"),
        ("Oise : la préfète renforce les contrôles", "D60"),
        ("PACA : l’offre de soins recule", "R93"),
        ("En Normandie, un réseau", "R28"),
        ("Plaine Commune ouvre une école", "E200057867"),
        ("La communauté d’agglomération de Lens-Liévin recrute", "E246200364"),
        ("Toulouse Métropole agit", "E243100518"),
    ],
)
def test_wider_areas_have_their_names_and_numbers(title: str, code: str) -> None:
    assert _codes(title) == {code}


@pytest.mark.parametrize(
    "title",
    [
        "La somme promise n’est jamais arrivée",
        "Au bord de la Loire, un chantier",
        "Le 13 est un jour de chance",
        "Du 92 au 95 % de réussite",
        "L’agence de l’eau Loire-Bretagne finance",
        "Cœur de ville, cœur de vie",
    ],
)
def test_a_river_a_number_or_a_word_is_no_area(title: str) -> None:
    assert _codes(title) == set()


def test_the_finest_place_is_kept_alone() -> None:
    assert _codes("Bretagne : le réseau se réunit à Pontivy", around="R53") == {"56178"}


# --- what is shown --------------------------------------------------------------------------------


def test_each_place_says_which_words_name_it() -> None:
    sure = spot("À Tours, une fête", "").sure
    assert [one.why for one in sure] == ["«\u00a0À Tours\u00a0» dans le titre"]
    sure = spot("Une fête", "Elle aura lieu à Brest.").sure
    assert [one.why for one in sure] == ["«\u00a0à Brest\u00a0» dans le résumé"]


def test_what_may_be_a_place_is_proposed_and_not_taken() -> None:
    told = spot("Malakoff : une fête", "", ["R52"])
    assert told.codes == ()
    assert [one.key for one in told.likely] == ["92046"]


def test_at_most_three_places_are_proposed() -> None:
    towns = "Quimper, Vannes, Lorient, Brest, Rennes".split(", ")
    told = spot(" puis ".join(f"avec {town}" for town in towns), "", ["R76"])
    assert len(told.likely) <= SHOWN


def test_a_page_long_text_is_read_no_further_than_its_beginning() -> None:
    assert _codes("Une fête", "bla " * 5000 + "à Brest") == set()


def test_a_list_without_end_is_read_no_further_than_a_person_would() -> None:
    assert len(_codes("Paris et " * 400, "Lyon, Nantes, " * 400)) <= 3
    assert _codes("Paris-" * 400) == set()
