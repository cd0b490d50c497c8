"""What an item is said to be about, and why: small vocabularies, then the shipped one and its traps."""

from __future__ import annotations

import pytest

from veille.config.yaml import parse
from veille.model.declared import Nature, Theme, ThemesFile
from veille.shipped import shipped
from veille.triage.suggest import FROM_SOURCE, SHOWN, Suggester

THEMES = (
    Theme(key="education", label="Éducation", keywords=("école", "éducation")),
    Theme(key="pre", label="Réussite éducative", parent="education", acronyms=("PRE",)),
    Theme(key="securite", label="Sécurité", keywords=("sécurité",), exclude=("sécurité sociale",)),
    Theme(key="sport", label="Sport", acronyms=("ANS",), keywords=("club sportif",)),
    Theme(key="mediation", label="Médiation", keywords=("médiateur", "acteur social")),
    Theme(key="ville", label="Ville", keywords=("ville",)),
)
NATURES = (
    Nature(key="actualite", label="Actualité"),
    Nature(key="appel", label="Appel", keywords=("appel à projets", "AAP", "candidature")),
    Nature(key="evenement", label="Événement", keywords=("colloque",)),
)


def themes(title: str, excerpt: str = "", source: tuple[str, ...] = ()) -> list[str]:
    return [s.key for s in Suggester(THEMES, NATURES).themes(title, excerpt, source)]


def nature(title: str, excerpt: str = "") -> str | None:
    found = Suggester(THEMES, NATURES).nature(title, excerpt)
    return found.key if found else None


def test_a_word_in_the_title_is_enough() -> None:
    assert themes("Une école de plus") == ["education"]


def test_one_common_word_of_the_summary_proves_nothing_and_two_do() -> None:
    assert themes("À Bréal", "Devant l’école.") == []
    assert themes("À Bréal", "Devant l’école, l’éducation.") == ["education"]


def test_an_acronym_or_a_phrase_in_the_summary_is_enough() -> None:
    assert themes("À Bréal", "Le PRE recrute.") == ["pre"]
    assert themes("À Bréal", "Le club sportif recrute.") == ["sport"]


@pytest.mark.parametrize("title", ["Un pré communal", "pre", "PRECAIRE", "SUPRE", "Sans ans"])
def test_an_acronym_is_only_read_as_it_is_written(title: str) -> None:
    assert themes(title) == []


def test_an_exclusion_masks_its_phrase_and_nothing_else() -> None:
    assert themes("La sécurité sociale a 80 ans") == []
    assert themes("Sécurité sociale : la sécurité au travail") == ["securite"]


@pytest.mark.parametrize(
    "title",
    [
        "Des médiateur·rices",
        "Des médiateur.rice.s",
        "Des acteur.rice.s sociaux·ales : acteur·rices social·es",
    ],
)
def test_inclusive_writing_does_not_hide_a_word(title: str) -> None:
    assert themes(title) == ["mediation"]


def test_a_parent_is_left_out_when_its_child_is_proposed() -> None:
    assert themes("Le PRE entre à l’école") == ["pre"]


def test_a_parent_stays_when_its_child_is_only_the_habit_of_the_source() -> None:
    assert themes("Une école", source=("pre",)) == ["education", "pre"]


def test_the_habit_of_the_source_is_proposed_last_and_once() -> None:
    assert themes("Une école", source=("ville", "education")) == ["education", "ville"]
    suggestion = Suggester(THEMES, NATURES).themes("Rien", "", ("ville",))[0]
    assert (suggestion.score, suggestion.why) == (FROM_SOURCE, "thème habituel de la source")


def test_three_themes_are_proposed_at_most_the_surest_first() -> None:
    title = "École, sécurité, ville, ANS"
    found = Suggester(THEMES, NATURES).themes(title, "Un club sportif.")
    assert len(found) == SHOWN == 3
    assert found[0].key == "sport"
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_equal_scores_are_told_in_one_order_whatever_that_of_the_vocabulary() -> None:
    title = "Ville, école, sécurité"
    backwards = Suggester(THEMES[::-1], NATURES).themes(title, "")
    assert themes(title) == [s.key for s in backwards] == ["education", "securite", "ville"]


def test_the_reason_is_said_in_french_with_the_word_and_its_place() -> None:
    told = Suggester(THEMES, NATURES).themes("Le PRE", "Une école et un PRE ; l’éducation.")
    assert [s.why for s in told] == ["«\u00a0PRE\u00a0» dans le titre"]
    both = Suggester(THEMES, NATURES).themes("L’école", "L’éducation.")[0]
    assert both.why == "«\u00a0école\u00a0» dans le titre, «\u00a0éducation\u00a0» dans le résumé"


def test_a_nature_is_told_by_its_words() -> None:
    assert nature("Appel à projets 2027") == "appel"
    assert nature("Les AAP de l’année") == "appel"
    assert nature("Bréal", "Un colloque ouvre une candidature.") is None


def test_the_title_decides_between_two_natures() -> None:
    assert nature("Un colloque", "Appel à projets joint.") == "evenement"


def test_no_nature_is_told_when_no_word_tells_one() -> None:
    assert nature("Bréal s’agrandit", "Trois rues de plus.") is None


# --- the shipped vocabulary, and the traps that real titles set ------------------------


@pytest.fixture(scope="module")
def shipped_rules() -> Suggester:
    document = parse(shipped("themes.yml").read_text("utf-8"), "themes.yml").data
    vocabulary = ThemesFile.model_validate(document)
    return Suggester(vocabulary.themes, vocabulary.natures)


TRAPS = [
    # An acronym in small letters is a word, or nothing.
    ("Le PRE de Bréal accueille cent enfants", "", {"pre"}, set()),
    ("Un pré de plus au bord de l’eau", "", set(), {"pre"}),
    ("L’ANS finance des terrains", "", {"sport"}, set()),
    ("Il y a dix ans, la ville", "", set(), {"sport"}),
    ("Le collège entre en REP", "", {"ecole-quartiers"}, set()),
    ("Les clas se cherchent", "", set(), {"ecole-quartiers"}),
    ("Sol ciré", "Le cir du matin", set(), {"immigration-integration"}),
    ("Un pat de plus", "", set(), {"alimentation"}),
    # CLS is two things: both are proposed, a person decides.
    ("Un CLS signé à Bréal", "", {"asv-cls", "prevention-delinquance"}, set()),
    # The plural of every word.
    ("Évaluations d’impact sur la santé : le guide", "", {"asv-cls"}, set()),
    ("Trois cités éducatives de plus", "", {"cites-educatives"}, set()),
    # A title without a keyword: the summary tells.
    (
        "Des salades pousseront au pied des tours",
        "Une ferme urbaine de deux hectares.",
        {"nature-agriculture"},
        set(),
    ),
    ("Près d’un milliard d’euros dans les quartiers", "", set(), {"pilotage"}),
    # Words that say too much alone.
    ("Culture d’entreprise au chantier naval", "", set(), {"culture-sport", "culture"}),
    ("L’agriculture en crise", "", set(), {"culture-sport", "culture"}),
    ("La sécurité routière en hiver", "", set(), {"securite"}),
    ("Transition numérique des bureaux", "", {"numerique"}, {"transitions"}),
    ("Mobilité bancaire : ce qui change", "", set(), {"mobilites"}),
    ("Animation et lien", "Un geste social.", set(), {"solidarites"}),
    # Inclusive writing.
    ("Les conseiller·ères numériques au guichet", "", {"inclusion-numerique"}, set()),
    ("Les médiateur.rice.s de nuit", "", {"mediation"}, set()),
    ("Bénévoles et habitant.es : les chercheur·euses écoutent", "", {"recherche"}, set()),
]


@pytest.mark.parametrize("title, excerpt, there, absent", TRAPS, ids=[row[0] for row in TRAPS])
def test_the_shipped_vocabulary_does_not_fall_into_a_known_trap(
    shipped_rules: Suggester, title: str, excerpt: str, there: set[str], absent: set[str]
) -> None:
    told = {s.key for s in shipped_rules.themes(title, excerpt)}
    assert there <= told
    assert not absent & told


def test_a_title_that_tells_nothing_gets_the_habit_of_its_source(shipped_rules: Suggester) -> None:
    told = shipped_rules.themes("Bagneux : du nouveau au pied des tours", "", ("sante",))
    assert [s.key for s in told] == ["sante"]


@pytest.mark.parametrize(
    "title, nature_key",
    [
        ("Décret relatif aux associations", "texte-officiel"),
        ("AMI : des lieux à ouvrir", "appel"),
        ("Mes amis de la tour", None),
        ("Webinaire : le contrat de ville", "evenement"),
        ("L’association recrute un CDD", "emploi-stage"),
        ("Deux mois dans un café", None),
        ("Appel à projets : les lauréats sont connus", None),
        ("Retour sur le colloque de mai", None),
        ("Un colloque annulé", None),
        ("Arrêté à la sortie du collège, un adolescent relâché", None),
        ("Rapport de force entre la mairie et les bailleurs", None),
        ("La formation du gouvernement se fait attendre", None),
        ("Agent de développement local H/F", "emploi-stage"),
        ("Directrice de centre social, CDI", "emploi-stage"),
        ("Conseillers citoyens : apprendre à animer", "formation"),
        ("Modèle de charte pour un jardin partagé", "outil"),
        ("Fiche expérience : le pédibus", "experience"),
        ("Les Cahiers de la ville, n° 34", "publication"),
        ("MES AMIS DE LA GRANDE TOUR", None),
        ("Formation", None),
        ("The training of the councillors and the state of the report", None),
        ("🎉🎉🎉", None),
        ("", None),
    ],
)
def test_the_shipped_natures_tell_the_kind_of_resource(
    shipped_rules: Suggester, title: str, nature_key: str | None
) -> None:
    found = shipped_rules.nature(title, "")
    assert (found.key if found else None) == nature_key


def told(rules: Suggester, title: str, excerpt: str = "") -> tuple[str, str]:
    found = rules.nature(title, excerpt)
    return (found.key, found.why.replace("\u00a0", " ")) if found else ("", "")


def test_an_official_text_is_called_by_its_number(shipped_rules: Suggester) -> None:
    assert told(shipped_rules, "Décret n° 2026-318 du 4 mai 2026 relatif aux cités") == (
        "texte-officiel",
        "Décret n° 2026-318 du 4 mai 2026 (« décret n° » dans le titre)",
    )
    key, why = told(shipped_rules, "Circulaire relative aux crédits", "NOR : TERB2600123C")
    assert (key, why.partition(" (")[0]) == ("texte-officiel", "NOR : TERB2600123C")
    key, why = told(
        shipped_rules, "La loi sur la ville promulguée", "Parue au JO du 10 avril 2026."
    )
    assert (key, why.partition(" (")[0]) == ("texte-officiel", "JO du 10 avril 2026")


def test_what_is_still_to_come_makes_an_event(shipped_rules: Suggester) -> None:
    assert (
        told(shipped_rules, "Les parents au centre", "Le mardi 8 décembre de 9 h à 11 h.")[0]
        == "evenement"
    )
    assert told(shipped_rules, "Les parents au centre", "Il a rouvert mardi.") == ("", "")


def test_the_reason_of_a_nature_quotes_the_words_as_they_stand(shipped_rules: Suggester) -> None:
    key, why = told(shipped_rules, "Médiatrice de quartier H/F", "Candidature avant le 4 mai.")
    assert key == "emploi-stage"
    assert why.startswith("« H/F » dans le titre, « ")


def test_what_a_title_begins_with_is_what_it_is_the_name_of(shipped_rules: Suggester) -> None:
    assert told(shipped_rules, "Guide de la formation des conseils")[0] == "outil"
    assert told(shipped_rules, "Formation des conseils et guide")[0] == "formation"


def test_a_nature_that_the_centre_calls_otherwise_is_told_by_its_words_alone() -> None:
    jobs = Nature(
        key="postes", label="Postes", keywords=("recrute",), exclude=("recrute en ligne",)
    )
    suggester = Suggester([], [jobs])

    assert suggester.nature("Médiatrice de quartier H/F", "") is None
    assert suggester.nature("La régie recrute en ligne", "") is None
    found = suggester.nature("La régie recrute", "")
    assert found is not None
    assert found.key == "postes"


def test_a_hint_wants_another_word_beside_it() -> None:
    women = Theme(key="femmes", label="Femmes", keywords=("parité",), hints=("mère", "fille"))
    suggester = Suggester([women], [])

    def proposed(title: str, excerpt: str = "") -> list[str]:
        return [one.key for one in suggester.themes(title, excerpt)]

    assert proposed("La parité progresse") == ["femmes"]
    assert proposed("Ma fille a eu zéro cours") == []
    assert proposed("Des mères et leurs filles au stade") == ["femmes"]
    assert proposed("Ma fille au stade", "Une affaire de parité") == ["femmes"]
    assert proposed("Au stade", "Des mères et leurs filles") == ["femmes"]
