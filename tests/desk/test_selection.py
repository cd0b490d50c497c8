"""The sheet for the team's meeting: what waits for each publication, on one A4."""

from __future__ import annotations

from tests.cast import ALICE
from tests.desk.conftest import Desk, id_of
from tests.triage.test_publications import ITEM
from veille.core import Veille
from veille.desk.selection import share
from veille.model.item import Triage


def test_the_sheet_holds_what_waits_for_each_publication(desk: Desk, veille: Veille) -> None:
    note = Triage(select=("revue",), summary="Une note d’équipe.")
    veille.items.triage(id_of(veille, "L’école"), note, by=ALICE)
    html = desk.get("/bureau/selection/").text
    assert "La revue de Bréal" in html
    assert "La lettre de Bréal" not in html
    assert "Une note d’équipe." in html


def test_a_long_note_is_cut_so_that_twelve_fit(desk: Desk, veille: Veille) -> None:
    note = Triage(select=("revue",), summary="Un mot. " * 100)
    veille.items.triage(id_of(veille, "L’école"), note, by=ALICE)
    html = desk.get("/bureau/selection/").text
    assert 30 < html.count("Un mot.") < 36


def test_an_empty_selection_says_what_to_do(desk: Desk) -> None:
    assert "retenez d’abord" in desk.get("/bureau/selection/").text


def test_the_longest_baskets_are_cut_first() -> None:
    parts = share([("A", [ITEM] * 50), ("B", [ITEM] * 3), ("C", []), ("D", [ITEM] * 20)], 30)
    assert [(part.title, len(part.items), part.count) for part in parts] == [
        ("A", 13, 50),
        ("B", 3, 3),
        ("D", 14, 20),
    ]
