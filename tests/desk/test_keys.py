"""One key each: what a publication’s key, a theme’s name, the rest of a source and undo do at the server."""

from __future__ import annotations

import re

import pytest

from tests.cast import ALICE
from tests.desk.conftest import Desk, id_of
from tests.desk.test_items import NB, focused
from veille.core import Veille
from veille.model.item import State, Triage


def test_a_publication_s_own_key_keeps_for_it_alone_and_stays_on_the_item(
    desk: Desk, veille: Veille
) -> None:
    item = id_of(veille, "L’école")
    # The review is proposed and ticked; the letter's key takes nothing but the letter.
    data = {"action": "pub:lettre", "publications": ["revue"], "themes": ["education"]}
    answer = desk.post(f"/bureau/elements/{item}", data, htmx=True)
    assert focused(answer.text) == item
    kept = veille.items.get(item)
    assert (kept.state, kept.selected_for, kept.themes) == (State.KEPT, ("lettre",), ("education",))

    desk.post(f"/bureau/elements/{item}", {"action": "pub:revue", "themes": ["education"]})
    assert veille.items.get(item).selected_for == ("lettre", "revue")
    desk.post(f"/bureau/elements/{item}", {"action": "pub:lettre", "themes": ["education"]})
    assert veille.items.get(item).selected_for == ("revue",)


def test_a_forged_publication_is_refused(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "L’école")
    answer = desk.post(f"/bureau/elements/{item}", {"action": "pub:gazette"})
    assert answer.status_code == 404
    assert veille.items.get(item).state is State.NEW


def test_a_publication_is_proposed_with_its_reason_and_ticked_on_what_is_new(
    desk: Desk, veille: Veille
) -> None:
    item = id_of(veille, "L’école")
    html = desk.get(f"/bureau/?item={item}").text.replace(NB, " ")
    assert 'name="publications" value="revue" checked' in html
    assert "proposée : source de la catégorie « Presse »" in html
    assert veille.items.get(item).selected_for == ()
    veille.items.triage(item, Triage(state=State.KEPT), by=ALICE)
    html = desk.get(f"/bureau/?item={item}&state=all").text
    assert 'name="publications" value="revue" checked' not in html


@pytest.mark.parametrize("name", ["PRE", "réussite éduc", "REUSSITE EDUCATIVE", "pre"])
def test_a_theme_is_given_by_its_acronym_or_the_beginning_of_its_label(
    desk: Desk, veille: Veille, name: str
) -> None:
    item = id_of(veille, "L’école")
    desk.post(f"/bureau/elements/{item}", {"action": "keep", "theme": name})
    assert veille.items.get(item).themes == ("pre",)


@pytest.mark.parametrize("name", ["introuvable", "<b>", "PRÉ-"])
def test_a_name_that_leads_to_no_theme_is_told_beside_the_field(
    desk: Desk, veille: Veille, name: str
) -> None:
    item = id_of(veille, "L’école")
    data = {"action": "keep", "theme": name, "place": "Ici"}
    answer = desk.post(f"/bureau/elements/{item}", data)
    assert answer.status_code == 400
    assert 'id="faute-theme"' in answer.text
    assert 'name="place" value="Ici"' in answer.text
    assert veille.items.get(item).state is State.NEW


def test_what_is_typed_is_saved_as_it_is_typed_and_nothing_is_decided(
    desk: Desk, veille: Veille
) -> None:
    item = id_of(veille, "L’école")
    data = {"action": "save", "summary": "Une note.", "themes": ["education"], "place": "Bréal"}
    answer = desk.post(f"/bureau/elements/{item}?quiet=1", data, htmx=True)
    assert 'id="lecture"' not in answer.text
    assert 'id="vu"' in answer.text
    saved = veille.items.get(item)
    assert (saved.state, saved.summary, saved.place) == (State.NEW, "Une note.", "Bréal")
    assert (saved.themes, saved.selected_for) == ((), ())
    assert [s.key for s in saved.suggestions if s.kind == "theme"] == ["education"]


def test_saving_what_is_kept_saves_its_ticks_too(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "L’école")
    veille.items.triage(item, Triage(state=State.KEPT, themes=("education",)), by=ALICE)
    data = {"action": "save", "publications": ["revue"], "themes": ["pre"]}
    desk.post(f"/bureau/elements/{item}?quiet=1", data, htmx=True)
    saved = veille.items.get(item)
    assert (saved.selected_for, saved.themes) == (("revue",), ("pre",))


def test_a_save_answers_with_the_stamp_that_the_next_one_needs(desk: Desk, veille: Veille) -> None:
    item = id_of(veille, "L’école")
    path = f"/bureau/elements/{item}?quiet=1"
    stamp = re.search(r'id="vu" name="seen" value="(\w+)"', desk.get(f"/bureau/?item={item}").text)
    assert stamp
    answer = desk.post(path, {"action": "save", "summary": "Un", "seen": stamp[1]}, htmx=True)
    stale = desk.post(path, {"action": "save", "summary": "Deux", "seen": stamp[1]}, htmx=True)
    assert stale.status_code == 409
    again = re.search(r'id="vu" name="seen" value="(\w+)"', answer.text)
    assert again
    data = {"action": "save", "summary": "Deux", "seen": again[1]}
    assert desk.post(path, data, htmx=True).status_code == 200
    assert veille.items.get(item).summary == "Deux"


def test_adding_a_theme_to_what_is_new_ticks_it_and_decides_nothing(
    desk: Desk, veille: Veille
) -> None:
    item = id_of(veille, "L’école")
    for htmx in (True, False):
        data = {"action": "save", "theme": "logement"}
        answer = desk.post(f"/bureau/elements/{item}", data, htmx=htmx)
        assert 'name="themes" value="logement" checked' in answer.text
    assert veille.items.get(item).themes == ()


def test_the_rest_of_a_source_is_dropped_at_once_and_taken_back_at_once(
    desk: Desk, veille: Veille
) -> None:
    item = id_of(veille, "L’école")
    answer = desk.post(f"/bureau/elements/{item}/reste", {"from": item}, htmx=True)
    assert "Écarté : 2 éléments de La Gazette" in answer.text.replace(NB, " ")
    assert focused(answer.text) not in (item, id_of(veille, "Le bailleur"))
    assert veille.items.counts() == {"new": 2, "dropped": 2}
    desk.post("/bureau/annuler")
    assert veille.items.counts() == {"new": 4}


def test_undo_goes_back_without_limit_then_says_that_nothing_is_left(
    desk: Desk, veille: Veille
) -> None:
    for title in ("L’école", "Le bailleur", "Appel"):
        desk.post(f"/bureau/elements/{id_of(veille, title)}", {"action": "drop"})
    for left in (2, 1, 0):
        desk.post("/bureau/annuler")
        assert veille.items.counts().get("dropped", 0) == left
    answer = desk.post("/bureau/annuler")
    assert "Rien à annuler" in desk.get(answer.location).text
