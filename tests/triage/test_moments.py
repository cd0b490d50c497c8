"""When a call closes, when an event takes place. Nothing rather than a wrong day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.quality.measure import moment_words
from veille.text.french import NBSP
from veille.triage.moments import read

TODAY = date(2026, 11, 25)


def said(text: str) -> str:
    return moment_words(read(text, TODAY))


@pytest.mark.parametrize(
    "text, day",
    [
        ("Répondez avant le 1er février.", "2027-02-01"),
        ("Dépôt des dossiers du 01/12/2026 au 31/01/2027", "2027-01-31"),
        ("L’appel à projets est prolongé jusqu’au 15 janvier, minuit", "2027-01-15"),
        ("Trois relèves : 15 octobre, 15 décembre et 15 mars", "2026-12-15"),
        ("La clôture, d’abord fixée au 4 décembre, est avancée au 1er décembre", "2026-12-01"),
        ("Appel à projets : 15 décembre", "2026-12-15"),
        ("Date limite : samedi 15 décembre 2026", "2026-12-15"),  # a Tuesday: the date wins
    ],
)
def test_a_call_closes_at_its_next_deadline(text: str, day: str) -> None:
    assert said(text) == f"closes {day}"


@pytest.mark.parametrize(
    "text, when",
    [
        ("Journée d’étude le mardi 19 janvier à 9h", "2027-01-19T09:00"),
        ("Forum samedi 5 décembre de 10 h à 18 h", "2026-12-05T10:00"),
        ("De 14h à 17h, samedi 5 décembre, ateliers pour tous", "2026-12-05T14:00"),
        ("Colloque des 3 et 4 décembre", "2026-12-03/2026-12-04"),
        ("L’exposition ouverte le 12 novembre se poursuit jusqu’au 30 décembre", "2026-11-12/2026-12-30"),
        ("Inscription avant le 1er décembre. Atelier le 4 décembre à 14h.", "2026-12-04T14:00"),
        ("L’atelier du 3 décembre est reporté au 10 décembre à 14 h", "2026-12-10T14:00"),
        ("Place du 8-Mai-1945, samedi 5 décembre à 14h, goûter", "2026-12-05T14:00"),
    ],
)  # fmt: skip
def test_an_event_takes_place_at_its_day_and_its_hour(text: str, when: str) -> None:
    assert said(text) == f"starts {when}"


@pytest.mark.parametrize(
    "text",
    [
        "Réunion mardi prochain",
        "Réponse d’ici Noël",
        "Appel à projets à paraître fin janvier",
        "La loi du 21 février 2014 de programmation pour la ville",
        "Les candidatures sont closes depuis le 15 octobre",
        "L’appel à projets, clos le 20 novembre, a suscité 84 candidatures",
        "La réunion du 3 décembre est annulée",
        "Appelez le 02 99 12 05 26, du lundi au vendredi de 9 h à 12 h",
        "La mesure entre en vigueur le 1er janvier 2027",
        "Le contrat de ville est prolongé jusqu’au 31 décembre 2030",
        "L’accueil sera fermé du 24 décembre au 2 janvier",
        "Retour sur le forum du 12 mars",
        "",
    ],
)
def test_what_is_past_or_tells_no_day_is_not_told(text: str) -> None:
    assert said(text) == "none"


def test_the_words_that_said_it_are_those_of_the_text() -> None:
    found = read("AMI Quartiers fertiles. Date limite de dépôt : 15 janvier 2027, 18 h.", TODAY)

    assert found is not None
    assert found.why == f"«{NBSP}limite de dépôt : 15 janvier 2027{NBSP}»"


def test_a_text_of_a_megabyte_is_read_in_part() -> None:
    assert said("Forum le 5 décembre, " * 50_000) == "starts 2026-12-05"
