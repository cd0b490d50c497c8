"""The day that a call or an event tells: proposed with its reason, taken with the nature, by one key."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.cast import ALICE, GAZETTE, Stage, Told, feed
from veille.core import Veille
from veille.model.item import Filter, Item, State, Triage

CALL = Told(
    "Appel à projets : des jardins au pied des tours",
    "https://gazette.example/jardins",
    "Les dossiers sont à déposer avant le 15 janvier.",
)
MEETING = Told("Colloque les 3 et 4 décembre à Bréal", "https://gazette.example/colloque")
CLOSED = Told(
    "Appel à projets : des bancs", "https://gazette.example/bancs", "Date limite : 14 novembre."
)
NEWS = Told("Le maire inaugure la place le 3 décembre", "https://gazette.example/place")


@pytest.fixture(autouse=True)
def told_by_one(stage: Stage, veille: Veille) -> None:
    stage.web.answers = {GAZETTE: feed(CALL, MEETING, CLOSED, NEWS)}
    veille.collect(["gazette"])


def _item(veille: Veille, told: Told) -> Item:
    return veille.items.get(told.url)


def test_a_call_is_proposed_with_its_deadline_and_the_words_that_said_it(veille: Veille) -> None:
    item = _item(veille, CALL)

    assert item.closes_on is None
    assert item.moment is not None
    assert item.moment.closes == date(2027, 1, 15)
    assert "avant le 15 janvier" in item.moment.why
    assert {one.url: one.moment for one in veille.items.listed(Filter())}[CALL.url] == item.moment


def test_what_is_neither_a_call_nor_an_event_is_given_no_day(veille: Veille) -> None:
    assert _item(veille, NEWS).moment is None


def test_one_key_takes_the_nature_and_its_day(veille: Veille) -> None:
    call = veille.items.triage(CALL.url, Triage(accept=True), by=ALICE)
    meeting = veille.items.triage(MEETING.url, Triage(accept=True), by=ALICE)

    assert (call.nature, call.closes_on, call.moment) == ("appel", date(2027, 1, 15), None)
    assert (meeting.starts_at, meeting.ends_at) == (datetime(2026, 12, 3), datetime(2026, 12, 4))


def test_undoing_proposes_it_again(veille: Veille) -> None:
    veille.items.triage(CALL.url, Triage(accept=True), by=ALICE)

    veille.items.undo(by=ALICE)

    item = _item(veille, CALL)
    assert item.closes_on is None
    assert item.moment is not None


def test_the_day_of_a_person_is_left_alone(veille: Veille) -> None:
    veille.items.triage(CALL.url, Triage(closes_on=date(2027, 1, 8)), by=ALICE)

    item = veille.items.triage(CALL.url, Triage(accept=True), by=ALICE)

    assert item.closes_on == date(2027, 1, 8)
    assert item.moment is None


def test_a_nature_that_a_person_gave_asks_for_no_other_word(veille: Veille) -> None:
    item = veille.items.triage(CALL.url, Triage(nature="evenement"), by=ALICE)

    assert item.moment is None
    accepted = veille.items.triage(CALL.url, Triage(accept=True, state=State.KEPT), by=ALICE)
    assert accepted.closes_on is None


def test_an_expired_call_says_so(stage: Stage, veille: Veille) -> None:
    today = date(2026, 11, 16)

    assert _item(veille, CLOSED).closed_on(today) == date(2026, 11, 14)
    assert _item(veille, CALL).closed_on(today) is None
    assert _item(veille, MEETING).ended_on(today) is None
    assert _item(veille, MEETING).ended_on(date(2026, 12, 5)) == date(2026, 12, 4)
