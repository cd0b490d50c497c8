"""Coming in: a link opens once, within the hour; a session ends when idle and at the end of the day."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, Stage, rows
from veille.core import Veille


def _entered(veille: Veille) -> str:
    key = veille.access.redeem(veille.access.new_link(ALICE))
    assert key
    return key


def test_a_link_opens_a_session(veille: Veille) -> None:
    visitor = veille.access.visitor(_entered(veille))

    assert visitor
    assert visitor.name == ALICE
    assert len(visitor.csrf) >= 24


def test_looking_at_a_link_does_not_spend_it(veille: Veille) -> None:
    link = veille.access.new_link(ALICE)

    assert veille.access.is_open(link)
    assert veille.access.is_open(link)
    assert veille.access.redeem(link)


def test_a_link_opens_once(veille: Veille) -> None:
    link = veille.access.new_link(ALICE)
    veille.access.redeem(link)

    assert not veille.access.is_open(link)
    assert veille.access.redeem(link) is None


def test_a_link_opens_within_the_hour(stage: Stage, veille: Veille) -> None:
    early, late = veille.access.new_link(ALICE), veille.access.new_link(ALICE)
    stage.clock.advance(minutes=59)
    assert veille.access.redeem(early)

    stage.clock.advance(minutes=1)

    assert not veille.access.is_open(late)
    assert veille.access.redeem(late) is None


@pytest.mark.parametrize("token", ["", "x", "'; DROP TABLE person; --"])
def test_an_unknown_link_or_key_opens_nothing(veille: Veille, token: str) -> None:
    _entered(veille)

    assert veille.access.redeem(token) is None
    assert veille.access.visitor(token) is None


def test_a_session_ends_after_half_an_hour_of_rest(stage: Stage, veille: Veille) -> None:
    key = _entered(veille)

    stage.clock.advance(minutes=30)
    assert veille.access.visitor(key)
    stage.clock.advance(minutes=30, seconds=1)
    assert veille.access.visitor(key) is None


def test_a_session_ends_after_twelve_hours_whatever_is_done(stage: Stage, veille: Veille) -> None:
    key = _entered(veille)
    for _ in range(36):
        stage.clock.advance(minutes=20)
        assert veille.access.visitor(key)

    stage.clock.advance(minutes=1)

    assert veille.access.visitor(key) is None


def test_leaving_ends_one_session_and_no_other(veille: Veille) -> None:
    here, elsewhere = _entered(veille), _entered(veille)

    veille.access.leave(here)

    assert veille.access.visitor(here) is None
    assert veille.access.visitor(elsewhere)


def test_entering_clears_away_the_sessions_that_ended(stage: Stage, veille: Veille) -> None:
    _entered(veille)
    stage.clock.advance(hours=1)

    key = _entered(veille)

    assert len(rows(veille.ctx.store, "session")["session"]) == 1
    assert veille.access.visitor(key)


def test_a_person_who_was_shut_out_stays_out(veille: Veille) -> None:
    key = _entered(veille)
    with veille.ctx.store.write() as w:
        w.exec_driver_sql("UPDATE person SET disabled_at = '2026-11-16 07:45:00.000000'")

    assert veille.access.visitor(key) is None


def test_the_store_holds_neither_links_nor_keys(stage: Stage, veille: Veille) -> None:
    link = veille.access.new_link(ALICE)
    key = veille.access.redeem(link)
    assert key

    kept = repr(rows(veille.ctx.store, "session", "login_link"))
    assert link not in kept
    assert key not in kept
