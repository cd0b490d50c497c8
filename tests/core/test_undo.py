"""Undo at triage: one act at a time, as far back as nothing was sealed and nobody else decided since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.cast import ALICE, MEETING, RENTS, SCHOOL, Stage, Told, by_url, rows, sealed, stage
from veille.core import Veille
from veille.errors import NotFoundError
from veille.model.item import Filter, Item, State, Triage

BEN = "Ben"


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    return stage(tmp_path / "breal", monday)


def _item(veille: Veille, told: Told = SCHOOL) -> Item:
    return by_url(veille)[told.url]


def _triage(veille: Veille, told: Told = SCHOOL, /, by: str = ALICE, **form: Any) -> Item:
    return veille.items.triage(_item(veille, told).public_id, Triage(**form), by=by)


EVERYTHING: dict[str, Any] = {
    "accept": True,
    "select": ("lettre", "revue"),
    "summary": "Une note.",
    "quotation": "Trois mots.",
    "closes_on": date(2026, 12, 1),
    "starts_at": datetime(2026, 11, 30, 9, 30),
    "ends_at": datetime(2026, 11, 30, 12),
    "place": "Bréal",
}


@pytest.mark.parametrize("told", [SCHOOL, RENTS, MEETING])
def test_an_item_is_again_what_it_was_suggestions_and_all(veille: Veille, told: Told) -> None:
    before = _item(veille, told)
    assert _triage(veille, told, **EVERYTHING) != before

    undone = veille.items.undo(by=ALICE)

    assert undone is not None
    assert undone.items == (before,)
    assert _item(veille, told) == before


def test_acts_are_taken_back_one_by_one_the_last_first(veille: Veille) -> None:
    start = {told.url: _item(veille, told) for told in (SCHOOL, RENTS)}
    _triage(veille, SCHOOL, state=State.KEPT, summary="Un")
    _triage(veille, SCHOOL, summary="Deux")
    _triage(veille, RENTS, state=State.DROPPED)

    seen = []
    while undone := veille.items.undo(by=ALICE):
        seen += [(item.title, item.state.value, item.summary) for item in undone.items]

    assert seen == [
        (RENTS.title, "new", ""),
        (SCHOOL.title, "kept", "Un"),
        (SCHOOL.title, "new", ""),
    ]
    assert {told.url: _item(veille, told) for told in (SCHOOL, RENTS)} == start
    assert veille.items.undo(by=ALICE) is None


def test_dropping_the_rest_of_a_source_is_one_act(veille: Veille) -> None:
    names = [_item(veille, told).public_id for told in (SCHOOL, RENTS)]
    _triage(veille, RENTS, state=State.KEPT)

    dropped = veille.items.drop_all(names, by=ALICE)
    assert [item.title for item in dropped] == [SCHOOL.title]

    undone = veille.items.undo(by=ALICE)
    assert undone is not None
    assert [item.title for item in undone.items] == [SCHOOL.title]
    assert (_item(veille, SCHOOL).state, _item(veille, RENTS).state) == (State.NEW, State.KEPT)


def test_the_rest_of_a_source_is_read_at_once_however_long(veille: Veille) -> None:
    names = [item.public_id for item in veille.items.listed(Filter(state=State.NEW))]
    assert len(names) > 3

    def reads(some: list[str]) -> int:
        asked: list[str] = []
        hear = partial(_note_reading, asked)
        event.listen(veille.ctx.store.engine, "before_cursor_execute", hear)
        assert len(veille.items.drop_all(some, by=ALICE)) == len(some)
        event.remove(veille.ctx.store.engine, "before_cursor_execute", hear)
        veille.items.undo(by=ALICE)
        return len(asked)

    assert reads(names) == reads(names[:2])


def _note_reading(
    asked: list[str], _connection: object, _cursor: object, sql: str, *_: object
) -> None:
    if sql.startswith("SELECT"):
        asked.append(sql)


def test_dropping_the_rest_with_an_unknown_item_drops_nothing(veille: Veille) -> None:
    with pytest.raises(NotFoundError, match="forgé"):
        veille.items.drop_all([_item(veille).public_id, "forgé"], by=ALICE)
    assert _item(veille).state is State.NEW


def test_nothing_left_to_drop_is_no_act(veille: Veille) -> None:
    _triage(veille, SCHOOL, state=State.KEPT)
    before = rows(veille.ctx.store, "journal")
    assert veille.items.drop_all([_item(veille).public_id], by=ALICE) == []
    assert rows(veille.ctx.store, "journal") == before


def test_everyone_takes_back_their_own(veille: Veille) -> None:
    _triage(veille, SCHOOL, state=State.DROPPED)
    assert veille.items.undo(by=BEN) is None
    assert _item(veille).state is State.DROPPED


def test_what_a_colleague_decided_since_is_left_and_the_act_before_it_is_taken(
    veille: Veille,
) -> None:
    _triage(veille, RENTS, state=State.DROPPED)
    _triage(veille, SCHOOL, state=State.DROPPED)
    _triage(veille, SCHOOL, by=BEN, state=State.KEPT)

    undone = veille.items.undo(by=ALICE)

    assert undone is not None
    assert (undone.items[0].title, undone.skipped) == (RENTS.title, 1)
    assert _item(veille, SCHOOL).state is State.KEPT


def test_what_was_sealed_is_out_of_reach(veille: Veille) -> None:
    _triage(veille, SCHOOL, summary="Avant.")
    sealed(veille, "revue", SCHOOL)
    paper = _item(veille)
    _triage(veille, SCHOOL, summary="Après.")

    assert veille.items.undo(by=ALICE) is not None
    assert _item(veille) == paper
    assert veille.items.undo(by=ALICE) is None
    assert _item(veille) == paper


def test_an_undo_is_written_in_the_journal_beside_what_it_undoes(veille: Veille) -> None:
    _triage(veille, SCHOOL, state=State.DROPPED)
    veille.items.undo(by=ALICE)
    with veille.ctx.store.read() as r:
        told = r.exec_driver_sql("SELECT id, verb, undoes FROM journal ORDER BY id").all()
    assert [(verb, undoes) for _id, verb, undoes in told] == [
        ("triage", None),
        ("undo-triage", told[0][0]),
    ]


def test_an_address_once_given_stays(veille: Veille) -> None:
    before = _item(veille)
    _triage(veille, SCHOOL, url="https://gazette.example/ailleurs", state=State.KEPT)
    veille.items.undo(by=ALICE)
    moved = next(i for i in by_url(veille).values() if i.public_id == before.public_id)
    assert moved == replace(before, url=moved.url, url_key=moved.url_key)
