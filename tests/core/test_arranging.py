"""A draft arranged by hand: every act is kept, told in the journal, and taken back."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, CALL, MEETING, RENTS, SCHOOL, by_url, select_for
from veille.core import Veille
from veille.errors import ConflictError, NotFoundError, RefusedError
from veille.model.item import State, Triage

BOB_NAME = "Bob"


@pytest.fixture
def draft(veille: Veille) -> str:
    """A letter of three items."""
    veille.collect()
    select_for(veille, "lettre", SCHOOL, RENTS, CALL)
    return veille.drafts.new("lettre", by=ALICE).public_id


def order(veille: Veille, draft: str) -> dict[str, list[str]]:
    view = veille.editions.view(draft)
    return {one.key: [entry.public_id for entry in one.entries] for one in view.sections}


def ids(veille: Veille, draft: str) -> list[str]:
    return [entry.public_id for entry in veille.editions.view(draft).entries]


def test_an_item_goes_up_down_and_into_the_section_above(veille: Veille, draft: str) -> None:
    first, second, third = ids(veille, draft)
    veille.arranging.step(draft, third, -1, by=ALICE)
    assert ids(veille, draft) == [first, third, second]
    veille.arranging.step(draft, first, 1, by=ALICE)
    assert ids(veille, draft) == [third, first, second]
    veille.arranging.step(draft, third, -1, by=ALICE)
    assert order(veille, draft) == {"agenda": [third], "a-lire": [first, second]}
    veille.arranging.step(draft, third, -1, by=ALICE)
    assert order(veille, draft)["agenda"] == [third], "there is nothing above"
    veille.arranging.step(draft, third, 1, by=ALICE)
    assert order(veille, draft) == {"a-lire": [third, first, second]}


def test_an_item_is_dropped_before_another_or_last(veille: Veille, draft: str) -> None:
    first, second, third = ids(veille, draft)
    veille.arranging.move(draft, third, "a-lire", first, by=ALICE)
    assert ids(veille, draft) == [third, first, second]
    veille.arranging.move(draft, third, "a-lire", by=ALICE)
    assert ids(veille, draft) == [first, second, third]
    veille.arranging.move(draft, second, "agenda", by=ALICE)
    assert order(veille, draft) == {"agenda": [second], "a-lire": [first, third]}


def test_empty_sections_are_named_and_what_came_later_waits_beside(
    veille: Veille, draft: str
) -> None:
    select_for(veille, "lettre", MEETING)
    shown = veille.arranging.board(draft)
    assert [(part.title, len(part.entries)) for part in shown.parts] == [
        ("Agenda", 0),
        ("À lire", 3),
    ]
    assert [item.title for item in shown.waiting] == [MEETING.title]
    assert veille.arranging.take(draft, by=BOB_NAME) == 1
    shown = veille.arranging.board(draft)
    assert (len(shown.composed.view.entries), shown.waiting) == (4, ())


def test_a_review_has_a_part_for_every_theme(veille: Veille) -> None:
    veille.collect()
    select_for(veille, "revue", SCHOOL, RENTS)
    draft = veille.drafts.new("revue", by=ALICE).public_id
    shown = veille.arranging.board(draft)
    keys = [part.key for part in shown.parts]
    assert {section.key for section in shown.composed.view.sections} <= set(keys)
    (empty,) = [part.key for part in shown.parts if not part.entries][:1]
    moved = shown.composed.view.entries[0].public_id
    veille.arranging.move(draft, moved, empty, by=ALICE)
    assert order(veille, draft)[empty] == [moved]


def test_a_note_of_this_edition_leaves_the_items_own(veille: Veille, draft: str) -> None:
    item = by_url(veille)[SCHOOL.url]
    veille.arranging.note(draft, item.public_id, "Pour cette lettre\u200b seulement.", by=ALICE)
    told = {entry.public_id: entry.note for entry in veille.editions.view(draft).entries}
    assert told[item.public_id] == "Pour cette lettre seulement."
    assert veille.items.get(item.public_id).summary == item.summary
    assert veille.arranging.board(draft).notes[item.public_id] == "Pour cette lettre seulement."
    veille.arranging.note(draft, item.public_id, "", by=ALICE)
    told = {entry.public_id: entry.note for entry in veille.editions.view(draft).entries}
    assert told[item.public_id] == ""
    veille.arranging.note(draft, item.public_id, None, by=ALICE)
    assert veille.arranging.board(draft).notes[item.public_id] is None


def test_the_editions_own_words_are_kept_and_a_pasted_edito_is_made_plain(
    veille: Veille, draft: str
) -> None:
    pasted = "\ufeffBonjour\u00ad,\x0b\uf0b7\u00a0un\r\n\uf0b7\tdeux\x00\r\n\r\n\r\n\r\nFin. "
    words = {"title": "  Un  titre ", "edito": pasted, "subject": "Objet", "period": "hiver 2026"}
    veille.arranging.write(draft, words | {"date": "2026-11-30"}, by=ALICE)
    edition = veille.editions.get(draft)
    assert edition.edito == "Bonjour,\n- un\n- deux\n\nFin."
    assert (edition.title, edition.date.isoformat()) == ("Un titre", "2026-11-30")
    assert veille.editions.preview(draft).subject == "Objet"
    assert veille.editions.view(draft).period == "hiver 2026"


def test_what_is_taken_out_waits_and_one_address_brings_it_back(veille: Veille, draft: str) -> None:
    item = by_url(veille)[RENTS.url]
    veille.arranging.remove(draft, item.public_id, by=ALICE)
    assert item.public_id not in ids(veille, draft)
    assert [one.public_id for one in veille.arranging.board(draft).waiting] == [item.public_id]
    assert veille.arranging.add(draft, f" {RENTS.url} ", by=ALICE).public_id == item.public_id
    assert item.public_id in ids(veille, draft)


def test_an_item_that_nobody_had_kept_is_kept_when_it_is_brought_in(
    veille: Veille, draft: str
) -> None:
    new = by_url(veille)[MEETING.url]
    veille.arranging.add(draft, new.public_id, by=ALICE)
    assert veille.items.get(new.public_id).state == "kept"
    with pytest.raises(RefusedError, match="déjà dans cette édition"):
        veille.arranging.add(draft, new.public_id, by=ALICE)


def test_each_act_is_taken_back_in_turn(veille: Veille, draft: str) -> None:
    began = order(veille, draft), veille.editions.get(draft)
    first, _second, third = ids(veille, draft)
    veille.arranging.move(draft, third, "agenda", by=ALICE)
    veille.arranging.note(draft, first, "Autre chose.", by=ALICE)
    veille.arranging.write(draft, {"title": "Un titre", "date": "2027-01-04"}, by=ALICE)
    veille.arranging.remove(draft, first, by=ALICE)
    assert veille.arranging.board(draft, by=ALICE).undoable
    for _act in range(4):
        assert veille.arranging.undo(draft, by=ALICE)
    assert (order(veille, draft), veille.editions.get(draft)) == began
    assert veille.arranging.board(draft).notes[first] is None
    assert not veille.arranging.undo(draft, by=ALICE)
    assert not veille.arranging.board(draft, by=ALICE).undoable


def test_nothing_is_told_of_an_act_that_changes_nothing(veille: Veille, draft: str) -> None:
    first = ids(veille, draft)[0]
    veille.arranging.write(draft, {"title": ""}, by=ALICE)
    veille.arranging.note(draft, first, None, by=ALICE)
    assert not veille.arranging.board(draft, by=ALICE).undoable


def test_a_colleagues_words_are_not_written_over(veille: Veille, draft: str) -> None:
    first = ids(veille, draft)[0]
    seen = {one.public_id: one.note for one in veille.editions.view(draft).entries}[first]
    veille.arranging.note(draft, first, "De Bob.", by=BOB_NAME, seen=seen)
    with pytest.raises(ConflictError, match="entre-temps"):
        veille.arranging.note(draft, first, "D’Alice.", by=ALICE, seen=seen)
    veille.arranging.write(draft, {"edito": "De Bob."}, by=BOB_NAME)
    with pytest.raises(ConflictError, match="entre-temps"):
        veille.arranging.write(draft, {"edito": "D’Alice."}, seen={"edito": ""}, by=ALICE)
    veille.arranging.note(draft, first, "D’Alice.", by=ALICE, seen="De Bob.")
    assert veille.arranging.undo(draft, by=BOB_NAME), "his édito"
    with pytest.raises(ConflictError, match="rien n’est annulé"):
        veille.arranging.undo(draft, by=BOB_NAME)


@pytest.mark.parametrize(
    "words, told",
    [
        ({"date": "demain"}, "n’est pas un jour"),
        ({"date": "2026-02-31"}, "n’est pas un jour"),
        ({"date": "0202-11-25"}, "une année de 1980 à 2100"),
        ({"date": "9999-12-31"}, "une année de 1980 à 2100"),
        ({"title": "x" * 201}, "200 caractères"),
        ({"edito": "x" * 5_001}, "trop long"),
    ],
)
def test_words_that_cannot_stand_are_refused(
    veille: Veille, draft: str, words: dict[str, str], told: str
) -> None:
    before = veille.editions.get(draft)
    with pytest.raises(RefusedError, match=told):
        veille.arranging.write(draft, words, by=ALICE)
    assert veille.editions.get(draft) == before


def test_what_is_no_longer_there_is_told(veille: Veille, draft: str) -> None:
    first = ids(veille, draft)[0]
    with pytest.raises(RefusedError, match="rubrique"):
        veille.arranging.move(draft, first, "nulle-part", by=ALICE)
    with pytest.raises(NotFoundError, match="plus dans le brouillon"):
        veille.arranging.step(draft, by_url(veille)[MEETING.url].public_id, 1, by=ALICE)
    with pytest.raises(NotFoundError):
        veille.arranging.add(draft, "https://inconnu.example/", by=ALICE)
    veille.sealing.seal(draft, by=ALICE)
    with pytest.raises(RefusedError, match="scellée"):
        veille.arranging.step(draft, first, 1, by=ALICE)
    with pytest.raises(RefusedError, match="scellée"):
        veille.arranging.undo(draft, by=ALICE)


def test_what_was_decided_for_one_draft_is_not_carried_into_the_next(
    veille: Veille, draft: str
) -> None:
    first = ids(veille, draft)[0]
    veille.arranging.note(draft, first, "Pour celle-ci.", by=ALICE)
    veille.arranging.move(draft, first, "agenda", by=ALICE)
    veille.drafts.drop(draft, by=ALICE)
    again = veille.drafts.new("lettre", by=ALICE).public_id
    assert set(order(veille, again)) == {"a-lire"}
    assert set(veille.arranging.board(again).notes.values()) == {None}


def test_what_another_draft_took_is_not_said_to_be_back(veille: Veille, draft: str) -> None:
    first = ids(veille, draft)[0]
    veille.arranging.remove(draft, first, by=ALICE)
    select_for(veille, "lettre", MEETING)
    veille.drafts.new("lettre", by="Bob")
    with pytest.raises(ConflictError, match="autre brouillon"):
        veille.arranging.undo(draft, by=ALICE)
    with pytest.raises(RefusedError, match="autre brouillon"):
        veille.arranging.add(draft, first, by=ALICE)


def test_an_item_that_was_dropped_since_is_not_brought_back(veille: Veille, draft: str) -> None:
    first = ids(veille, draft)[0]
    veille.arranging.remove(draft, first, by=ALICE)
    veille.items.triage(first, Triage(state=State.DROPPED), by="Bob")
    with pytest.raises(ConflictError, match="écarté depuis"):
        veille.arranging.undo(draft, by=ALICE)
