"""A sealed edition is read again as it was, by this version and by the next."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time

from tests.compose.samples import edition, entry, event, section
from veille.model.edition import Named
from veille.model.event import Day, EventView
from veille.model.frozen import freeze, thaw

FULL = replace(
    entry("Tout y est"),
    medium="listen",
    duration=720,
    access="subscribers",
    nature="Rapport",
    themes=(Named("sante", "Santé"), Named("pre", "Réussite éducative")),
    territories=(Named("R53", "Bretagne"),),
    quotation="« Ils l’ont dit. »",
    also_seen=("Le Fil",),
    closes_on=date(2026, 12, 1),
)


def test_a_view_goes_to_json_and_back_with_nothing_lost() -> None:
    view = replace(
        edition(section(FULL), section(event("Une rencontre"), kind="agenda")),
        edito="Deux lignes.\n\nUn paragraphe.",
        issn="1234-5678",
    )
    assert thaw(json.loads(json.dumps(freeze(view)))) == view


def test_an_event_of_the_centre_is_frozen_whole() -> None:
    told = EventView(
        days=(
            Day(1, date(2027, 3, 10), time(10), time(17, 30), programme="Le matin\nL’après-midi"),
            Day(3, date(2027, 4, 7), place="Ailleurs"),
        ),
        place="Bréal",
        description="Un cycle.",
        audience="Tout le monde",
        speakers="Chloé",
        contact="contact@breal.example",
        registration="Obligatoire",
        registration_url="https://breal.example/inscription",
        register_by=date(2027, 3, 1),
        cancelled=True,
    )
    view = edition(section(replace(event("Un cycle"), event=told), kind="agenda"))
    frozen = json.loads(json.dumps(freeze(view)))
    assert thaw(frozen) == view
    frozen["sections"][0]["entries"][0]["event"]["weather"] = "fair"
    frozen["sections"][0]["entries"][0]["event"]["days"][0]["weather"] = "fair"
    assert thaw(frozen) == view


def test_what_was_frozen_before_events_is_still_read() -> None:
    view = edition(section(event("Une rencontre"), kind="agenda"))
    frozen = json.loads(json.dumps(freeze(view)))
    del frozen["sections"][0]["entries"][0]["event"]
    assert thaw(frozen) == view


def test_what_is_frozen_is_plain_json() -> None:
    frozen = freeze(edition(section(event("Une rencontre", starts=datetime(2026, 12, 1, 9, 30)))))
    assert frozen["date"] == "2026-11-23"
    assert json.dumps(frozen).count("2026-12-01T09:30:00") == 1


def test_keys_of_a_later_version_are_passed_over() -> None:
    view = edition(section(FULL))
    frozen = json.loads(json.dumps(freeze(view)))
    frozen["weather"] = "fair"
    frozen["sections"][0]["entries"][0]["weather"] = "fair"
    assert thaw(frozen) == view


def test_keys_that_an_earlier_version_lacked_take_their_default() -> None:
    view = edition(section(FULL))
    frozen = json.loads(json.dumps(freeze(view)))
    del frozen["edito"]
    del frozen["sections"][0]["entries"][0]["also_seen"]
    assert thaw(frozen) == edition(section(replace(FULL, also_seen=())))


def test_the_address_of_an_edition_is_its_publication_year_and_number() -> None:
    view = replace(edition(section(FULL)), slug="132-133")
    assert view.path == "lettre/2026/132-133/"
    assert [one.title for one in view.entries] == ["Tout y est"]
