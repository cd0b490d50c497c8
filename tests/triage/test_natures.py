"""What kind of resource an item is, by its words and their shape, and why."""

from __future__ import annotations

import pytest

from tests.quality.measure import shipped_suggester
from veille.model.item import Suggestion


def told(title: str, excerpt: str = "") -> Suggestion | None:
    return shipped_suggester().nature(title, excerpt)


@pytest.mark.parametrize(
    "title, nature",
    [
        ("Décret n° 2026-318 du 4 mai 2026 relatif aux contrats de ville", "texte-officiel"),
        ("Appel à projets « Quartiers fertiles » : dépôt avant le 15 janvier", "appel"),
        ("Webinaire le 8 décembre : habiter pendant les travaux", "evenement"),
        ("Prise de poste en politique de la ville : la session d’hiver est ouverte", "formation"),
        ("La Ville de Lanvéran recrute un·e chargé·e de mission (H/F)", "emploi-stage"),
        ("Le service commun cherche une archiviste", "emploi-stage"),
    ],
)
def test_a_nature_is_proposed_with_the_words_that_tell_it(title: str, nature: str) -> None:
    found = told(title)

    assert found is not None
    assert found.key == nature
    assert "dans le titre" in found.why


@pytest.mark.parametrize(
    "title, excerpt",
    [
        ("Appel à projets : les lauréats sont connus", ""),
        (
            "Lanvéran : la ligne 4 desservira Park-ar-Mor le soir",
            "À partir du printemps, la ligne 4 circulera jusqu’à 23 heures entre Park-ar-Mor et la gare.",
        ),
        ("Quartier", ""),
        ("🎉🎉", ""),
    ],
)
def test_what_is_news_or_nothing_is_proposed_as_nothing(title: str, excerpt: str) -> None:
    assert told(title, excerpt) is None
