"""Triage: what a person decides is done whole, journaled once, or refused and nothing written."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cast import (
    ALICE,
    BREAL,
    CALL,
    GAZETTE,
    MEETING,
    RENTS,
    SCHOOL,
    Stage,
    Told,
    by_url,
    feed,
    rows,
    sealed,
    stage,
)
from veille.core import Veille
from veille.errors import NotFoundError, RefusedError
from veille.model.item import Filter, Item, State, Triage

WRITTEN = ("item", "item_theme", "selection", "journal", "person")


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    """A workspace in which an ordinary Monday was collected."""
    return stage(tmp_path / "breal", monday)


def _item(veille: Veille, told: Told = SCHOOL) -> Item:
    return by_url(veille)[told.url]


def _triage(veille: Veille, told: Told = SCHOOL, /, **form: Any) -> Item:
    return veille.items.triage(_item(veille, told).public_id, Triage(**form), by=ALICE)


def _acts(veille: Veille) -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """(who, verb, before, after) of every act on items, the oldest first."""
    query = (
        "SELECT p.name, j.verb, j.before, j.after FROM journal j"
        " JOIN person p ON p.id = j.person_id WHERE j.object LIKE 'item:%' ORDER BY j.id"
    )
    with veille.ctx.store.read() as r:
        return [
            (who, verb, json.loads(before), json.loads(after))
            for who, verb, before, after in r.exec_driver_sql(query)
        ]


# --- deciding ----------------------------------------------------------------------------------


def test_a_person_decides_everything_at_once(veille: Veille) -> None:
    item = _triage(
        veille,
        MEETING,
        themes=("education", "pre"),
        nature="evenement",
        select=("lettre", "revue"),
        summary="  Une note.  ",
        starts_at=datetime(2026, 12, 3, 9, 30),
        ends_at=datetime(2026, 12, 3, 17, 0),
        closes_on=date(2026, 11, 27),
        place="Bréal",
    )

    assert item == veille.items.get(item.public_id)
    assert item.state is State.KEPT
    assert item.themes == ("education", "pre")
    assert (item.nature, item.summary, item.place) == ("evenement", "Une note.", "Bréal")
    assert item.starts_at == datetime(2026, 12, 3, 9, 30)
    assert item.selected_for == ("lettre", "revue")
    assert item.suggestions == ()


def test_accepting_takes_what_the_rules_proposed(veille: Veille) -> None:
    item = _triage(veille, CALL, accept=True)

    assert (item.themes, item.nature) == (("education",), "appel")
    assert item.suggestions == ()


def test_an_item_is_named_by_its_address_too(veille: Veille) -> None:
    veille.items.triage(SCHOOL.url, Triage(state=State.KEPT), by=ALICE)

    assert _item(veille).state is State.KEPT


def test_selecting_keeps(veille: Veille) -> None:
    assert _triage(veille, select=("lettre",)).state is State.KEPT
    assert veille.items.waiting() == {"lettre": 1}


def test_unselecting_leaves_it_kept(veille: Veille) -> None:
    _triage(veille, select=("lettre", "revue"))

    item = _triage(veille, unselect=("lettre",))

    assert (item.state, item.selected_for) == (State.KEPT, ("revue",))


@pytest.mark.parametrize("state", [State.DROPPED, State.NEW])
def test_dropping_or_putting_back_takes_it_out_of_every_basket(
    veille: Veille, state: State
) -> None:
    _triage(veille, select=("lettre", "revue"))

    item = _triage(veille, state=state)

    assert (item.state, item.selected_for) == (state, ())
    assert veille.items.waiting() == {}


def test_a_date_may_be_taken_away(veille: Veille) -> None:
    _triage(veille, closes_on=date(2026, 11, 27))

    assert _triage(veille, clear=("closes_on",)).closes_on is None


def test_dropping_what_was_published_leaves_the_edition_as_it_was(veille: Veille) -> None:
    edition = sealed(veille, "lettre", SCHOOL, RENTS)

    _triage(veille, state=State.DROPPED)

    assert veille.editions.get(edition.public_id).view == edition.view
    assert [one.number for one in _item(veille).published_in] == [12]


def test_items_are_counted_and_filtered_by_what_was_decided(veille: Veille) -> None:
    _triage(veille, SCHOOL, select=("lettre",), themes=("education",))
    _triage(veille, RENTS, state=State.DROPPED)

    assert veille.items.counts() == {"new": 2, "kept": 1, "dropped": 1}
    assert veille.items.new_by_category() == {"": 1, "officiel": 1}
    for wanted, expected in (
        (Filter(state=State.DROPPED), {RENTS.url}),
        (Filter(source="ministere"), {CALL.url}),
        (Filter(category="presse"), {SCHOOL.url, RENTS.url}),
        (Filter(theme="education"), {SCHOOL.url, CALL.url}),
        (Filter(selected_for="lettre"), {SCHOOL.url}),
        (Filter(text="loyer", state=State.NEW), set()),
    ):
        assert {item.url for item in veille.items.listed(wanted)} == expected, wanted


# --- the journal -------------------------------------------------------------------------------


def test_an_act_is_journaled_with_what_it_changed(veille: Veille) -> None:
    _triage(veille, select=("lettre",), themes=("pre",), summary="Une note.")
    _triage(veille, state=State.DROPPED)

    assert _acts(veille) == [
        (
            ALICE,
            "triage",
            {"state": "new", "themes": [], "suggested": ["education"], "selected_for": [], "summary": ""},
            {"state": "kept", "themes": ["pre"], "suggested": [], "selected_for": ["lettre"], "summary": "Une note."},  # noqa: E501
        ),
        (
            ALICE,
            "triage",
            {"state": "kept", "selected_for": ["lettre"]},
            {"state": "dropped", "selected_for": []},
        ),
    ]  # fmt: skip


def test_taking_the_nature_that_a_rule_proposed_is_an_act_too(veille: Veille) -> None:
    assert "evenement" in {s.key for s in _item(veille, MEETING).suggestions}

    _triage(veille, MEETING, nature="evenement")

    assert _acts(veille) == [(ALICE, "triage", {"nature": ""}, {"nature": "evenement"})]


def test_doing_the_same_twice_writes_nothing_the_second_time(veille: Veille) -> None:
    form: dict[str, Any] = {
        "accept": True,
        "select": ("lettre",),
        "summary": "Une note.",
        "nature": "rapport",
        "closes_on": date(2026, 11, 27),
    }
    _triage(veille, **form)
    before = rows(veille.ctx.store, *WRITTEN)

    _triage(veille, **form)

    assert rows(veille.ctx.store, *WRITTEN) == before


def test_a_decision_that_changes_nothing_is_no_act(veille: Veille) -> None:
    _triage(veille, state=State.NEW)

    assert _acts(veille) == []


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"themes": ("logement", "logemant")}, "aucun thème n’a la clé.*logemant"),
        ({"nature": "colloque"}, "aucune nature n’a la clé.*colloque"),
        ({"select": ("lettre", "gazette")}, "aucune publication n’a la clé.*gazette"),
        ({"unselect": ("gazette",)}, "aucune publication n’a la clé.*gazette"),
    ],
)
def test_an_unknown_word_is_refused_and_nothing_is_written(
    veille: Veille, wrong: dict[str, Any], words: str
) -> None:
    before = rows(veille.ctx.store, *WRITTEN)

    with pytest.raises(NotFoundError, match=words):
        _triage(veille, **{"state": State.KEPT, "summary": "Une note.", **wrong})

    assert rows(veille.ctx.store, *WRITTEN) == before


def test_an_unknown_item_is_refused(veille: Veille) -> None:
    with pytest.raises(NotFoundError, match=r"aucun élément.*ailleurs"):
        veille.items.triage("ailleurs", Triage(state=State.KEPT), by=ALICE)


def test_a_long_quotation_of_the_press_is_refused_and_nothing_is_written(veille: Veille) -> None:
    before = rows(veille.ctx.store, *WRITTEN)

    with pytest.raises(RefusedError, match=r"citation de 201\s?caractères.*L.211-3-1"):
        _triage(veille, RENTS, select=("lettre",), quotation="a" * 201)

    assert rows(veille.ctx.store, *WRITTEN) == before
    assert _triage(veille, RENTS, quotation="a" * 200).quotation == "a" * 200


def test_a_long_quotation_of_an_open_text_is_welcome(veille: Veille) -> None:
    assert len(_triage(veille, CALL, quotation="a" * 400).quotation) == 400


def test_the_rights_of_a_source_that_left_the_file_are_not_presumed(stage: Stage) -> None:
    sources = stage.folder / "sources.yml"
    sources.write_text(sources.read_text("utf-8").replace("key: ministere", "key: autre"), "utf-8")

    with stage.opened() as veille, pytest.raises(RefusedError, match="citation"):
        veille.items.triage(CALL.url, Triage(quotation="a" * 201), by=ALICE)


def test_an_item_without_an_address_is_selected_only_once_it_has_one(
    stage: Stage, veille: Veille
) -> None:
    stage.web.answers[BREAL] = feed(Told("Une brève sans lien", guid="b-1"), url=BREAL)
    veille.collect(["breal"])
    brief = by_url(veille)[None].public_id

    with pytest.raises(RefusedError, match="n’a pas d’adresse"):
        veille.items.triage(brief, Triage(select=("lettre",)), by=ALICE)
    assert veille.items.get(brief).state is State.NEW

    given = Triage(url="https://breal.example/breve", select=("lettre",))
    assert veille.items.triage(brief, given, by=ALICE).selected_for == ("lettre",)
    veille.collect()
    assert veille.items.get(brief).url == "https://breal.example/breve"


def test_the_address_of_another_item_is_refused(stage: Stage, veille: Veille) -> None:
    stage.web.answers[GAZETTE] = feed(SCHOOL, Told("Une brève sans lien", guid="g-1"))
    veille.collect(["gazette"])
    brief = by_url(veille)[None].public_id

    with pytest.raises(RefusedError, match="déjà"):
        veille.items.triage(brief, Triage(url=SCHOOL.url), by=ALICE)

    assert veille.items.get(brief).url is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "", "http://[::1", "http://gazette.example:99999/", "intranet"]
)
def test_what_is_no_address_is_refused_whoever_asks(veille: Veille, url: str) -> None:
    with pytest.raises(RefusedError, match="n’est pas une adresse"):
        _triage(veille, url=url, select=("revue",))
    assert _item(veille).url == SCHOOL.url


def test_an_address_given_by_hand_loses_its_trackers(veille: Veille) -> None:
    moved = _triage(veille, url="https://gazette.example/ecole?utm_source=lettre&id=3#haut")
    assert moved.url == "https://gazette.example/ecole?id=3"


def test_a_dropped_item_waits_for_nothing(veille: Veille) -> None:
    with pytest.raises(RefusedError, match="n’attend aucune publication"):
        _triage(veille, state=State.DROPPED, select=("revue",))
    with pytest.raises(RefusedError, match="à la fois"):
        _triage(veille, select=("revue",), unselect=("revue",))
    assert _acts(veille) == []


def test_a_theme_named_twice_is_given_once(veille: Veille) -> None:
    key = veille.config.themes[0].key
    assert _triage(veille, themes=(key, key)).themes == (key,)


@pytest.mark.parametrize(
    "starts, ends",
    [
        (datetime(2026, 12, 10, 10), datetime(2026, 12, 1, 10)),
        (datetime(9999, 12, 31), None),
        (datetime(1, 1, 1), None),
    ],
)
def test_an_impossible_date_is_refused(
    veille: Veille, starts: datetime, ends: datetime | None
) -> None:
    with pytest.raises(RefusedError):
        _triage(veille, starts_at=starts, ends_at=ends)
    assert _item(veille).starts_at is None
