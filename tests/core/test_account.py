"""One's own account: what was opened before a change of secret opens nothing after it."""

from __future__ import annotations

import pyotp
import pytest

from tests.cast import ALICE, PASSWORD, Stage, enrol, settle
from veille.core import Veille
from veille.core.access import Browser
from veille.errors import NotFoundError, RefusedError, TooSoonError
from veille.model.role import Role

HERE = Browser("127.0.0.1", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
OTHER = "quatre mots sans suite"


def test_a_first_password_is_chosen_after_the_link(veille: Veille) -> None:
    key = veille.access.redeem(veille.access.new_link(ALICE))
    assert key
    assert not veille.account.get(ALICE).has_password

    fresh = veille.account.set_password(PASSWORD, current="", by=ALICE, key=key)

    assert veille.access.visitor(fresh)
    assert veille.account.get(ALICE).has_password
    assert veille.access.login(ALICE, PASSWORD, HERE).key


def test_no_session_survives_a_change_of_password(veille: Veille) -> None:
    """The replay of listmonk's CVE-2026-34828: the stolen cookie, and the very one that made the change."""
    settle(veille, ALICE)
    stolen = veille.access.login(ALICE, PASSWORD, HERE).key
    mine = veille.access.login(ALICE, PASSWORD, HERE).key
    link = veille.access.new_link(ALICE)

    fresh = veille.account.set_password(OTHER, current=PASSWORD, by=ALICE, key=mine)

    assert veille.access.visitor(stolen) is None
    assert veille.access.visitor(mine) is None
    assert veille.access.visitor(fresh)
    assert not veille.access.is_open(link)
    with pytest.raises(RefusedError):
        veille.access.login(ALICE, PASSWORD, HERE)
    assert veille.access.login(ALICE, OTHER, HERE).key


def test_somebody_else_s_sessions_are_left_alone(veille: Veille) -> None:
    settle(veille, ALICE)
    bob = settle(veille, "Bob", Role.REDACTION)
    key = veille.access.login(ALICE, PASSWORD, HERE).key

    veille.account.set_password(OTHER, current=PASSWORD, by=ALICE, key=key)

    assert veille.access.visitor(bob)


def test_whoever_sits_at_an_open_desk_must_know_the_password(veille: Veille) -> None:
    settle(veille, ALICE)
    key = veille.access.login(ALICE, PASSWORD, HERE).key

    for current in ("", "pas celui-là", OTHER):
        with pytest.raises(RefusedError, match="actuel"):
            veille.account.set_password(OTHER, current=current, by=ALICE, key=key)

    assert veille.access.visitor(key)
    assert veille.access.login(ALICE, PASSWORD, HERE).key


def test_a_forgotten_password_is_replaced_within_half_an_hour_of_the_link(
    stage: Stage, veille: Veille
) -> None:
    settle(veille, ALICE)
    key = veille.access.redeem(veille.access.new_link(ALICE))
    assert key
    stage.clock.advance(minutes=29)
    veille.access.visitor(key)
    assert veille.account.is_fresh(key)
    stage.clock.advance(minutes=2)

    assert not veille.account.is_fresh(key)
    with pytest.raises(RefusedError, match="actuel"):
        veille.account.set_password(OTHER, current="", by=ALICE, key=key)


def test_a_weak_password_changes_nothing(veille: Veille) -> None:
    key = settle(veille, ALICE)

    with pytest.raises(RefusedError, match="au centre"):
        veille.account.set_password("Bréal Bréal 2027", current=PASSWORD, by=ALICE, key=key)

    assert veille.access.visitor(key)


def test_codes_start_only_with_the_secret_in_hand(stage: Stage, veille: Veille) -> None:
    key = settle(veille, ALICE)
    other = veille.access.login(ALICE, PASSWORD, HERE).key
    secret = veille.account.enrol(by=ALICE).secret
    now = stage.clock.now()

    for given, code in ((secret, "000000"), ("trop court", "123456"), ("", "")):
        with pytest.raises(RefusedError, match="téléphone"):
            veille.account.start_codes(given, code, by=ALICE, key=key)
    assert not veille.account.get(ALICE).has_codes

    fresh = veille.account.start_codes(secret, pyotp.TOTP(secret).at(now), by=ALICE, key=key)

    assert veille.account.get(ALICE).has_codes
    assert veille.access.visitor(fresh)
    assert veille.access.visitor(other) is None


def test_nobody_at_an_open_desk_puts_their_telephone_in_the_place_of_its_owner_s(
    stage: Stage, veille: Veille
) -> None:
    code = enrol(veille, ALICE)
    stage.clock.advance(minutes=1)
    ticket = veille.access.login(ALICE, PASSWORD, HERE).ticket
    key = veille.access.finish(ticket, code(stage.clock.now()), HERE)
    theirs = veille.account.enrol(by=ALICE).secret
    made = pyotp.TOTP(theirs).at(stage.clock.now())

    with pytest.raises(RefusedError, match="actuel"):
        veille.account.start_codes(theirs, made, by=ALICE, key=key)

    stage.clock.advance(minutes=1)
    ticket = veille.access.login(ALICE, PASSWORD, HERE).ticket
    assert veille.access.finish(ticket, code(stage.clock.now()), HERE)


def test_guessing_the_password_at_an_open_desk_is_slowed_there_alone(veille: Veille) -> None:
    settle(veille, ALICE)
    theirs, own = (veille.access.login(ALICE, PASSWORD, HERE).key for _ in range(2))
    for _ in range(5):
        with pytest.raises(RefusedError, match="actuel"):
            veille.account.stop_codes(current="au hasard", by=ALICE, key=theirs)

    with pytest.raises(TooSoonError, match="attendez"):
        veille.account.stop_codes(current=PASSWORD, by=ALICE, key=theirs)
    assert veille.account.stop_codes(current=PASSWORD, by=ALICE, key=own)


def test_codes_stop_with_the_password(stage: Stage, veille: Veille) -> None:
    code = enrol(veille, ALICE)
    stage.clock.advance(minutes=1)
    ticket = veille.access.login(ALICE, PASSWORD, HERE).ticket
    key = veille.access.finish(ticket, code(stage.clock.now()), HERE)
    with pytest.raises(RefusedError, match="actuel"):
        veille.account.stop_codes(current="", by=ALICE, key=key)

    veille.account.stop_codes(current=PASSWORD, by=ALICE, key=key)

    assert veille.access.login(ALICE, PASSWORD, HERE).key


def test_sessions_are_listed_and_ended_one_by_one(stage: Stage, veille: Veille) -> None:
    settle(veille, ALICE)
    stage.clock.advance(minutes=31)
    away = veille.access.login(ALICE, PASSWORD, Browser("192.0.2.1", "Ailleurs")).key
    stage.clock.advance(minutes=1)
    here = veille.access.login(ALICE, PASSWORD, HERE).key

    # The first one is idle: it is no session any more.
    mine, other = veille.account.sessions(by=ALICE, key=here)
    assert (mine.here, mine.agent, other.here, other.agent) == (True, HERE.agent, False, "Ailleurs")
    veille.account.end_session(other.handle, by=ALICE)

    assert veille.access.visitor(away) is None
    assert veille.access.visitor(here)
    with pytest.raises(NotFoundError):
        veille.account.end_session(other.handle, by=ALICE)


def test_nobody_ends_another_s_session(veille: Veille) -> None:
    key = settle(veille, ALICE)
    settle(veille, "Bob", Role.REDACTION)
    (session,) = veille.account.sessions(by=ALICE, key=key)

    with pytest.raises(NotFoundError):
        veille.account.end_session(session.handle, by="Bob")

    assert veille.access.visitor(key)


def test_all_the_others_are_ended_together(veille: Veille) -> None:
    settle(veille, ALICE)
    others = [veille.access.login(ALICE, PASSWORD, HERE).key for _ in range(3)]
    here = veille.access.login(ALICE, PASSWORD, HERE).key

    assert veille.account.end_others(by=ALICE, key=here) == 4

    assert [veille.access.visitor(one) for one in others] == [None] * 3
    assert veille.access.visitor(here)


def test_shortcuts_are_each_one_s_own(veille: Veille) -> None:
    alice = settle(veille, ALICE)
    bob = settle(veille, "Bob", Role.REDACTION)

    veille.account.set_shortcuts(False, by=ALICE)

    mine, his = veille.access.visitor(alice), veille.access.visitor(bob)
    assert mine
    assert his
    assert (mine.shortcuts, his.shortcuts) == (False, True)
