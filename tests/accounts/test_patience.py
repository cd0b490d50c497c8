"""Whoever guesses waits longer and longer; whoever is right is never shut out by those who guess."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from veille.accounts import patience
from veille.accounts.patience import BY_ACCOUNT, BY_ADDRESS, Patience

NOW = datetime(2026, 11, 16, 7, 45, tzinfo=UTC)
NOTHING = timedelta()
HERE, ELSEWHERE = "127.0.0.1", "192.0.2.7"


def test_a_few_mistakes_cost_nothing() -> None:
    counted = Patience()

    assert [counted.admit("alice", HERE, NOW) for _ in range(5)] == [NOTHING] * 5
    assert counted.admit("alice", HERE, NOW) == timedelta(seconds=1)


@pytest.mark.parametrize(
    "failures, seconds", [(0, 0), (4, 0), (5, 1), (6, 2), (10, 32), (15, 900), (1000, 900)]
)
def test_each_further_one_doubles_the_wait_up_to_a_quarter_of_an_hour(
    failures: int, seconds: int
) -> None:
    assert BY_ADDRESS.wait(failures) == timedelta(seconds=seconds)


def test_an_account_never_waits_more_than_half_a_minute() -> None:
    assert BY_ACCOUNT.wait(10_000) == timedelta(seconds=30)


def test_waiting_is_enough_and_an_attempt_that_was_not_heard_does_not_count() -> None:
    counted = Patience()
    for _ in range(5):
        counted.admit("alice", HERE, NOW)
    for _ in range(100):
        assert counted.admit("alice", HERE, NOW) == timedelta(seconds=1)

    assert counted.admit("alice", HERE, NOW + timedelta(seconds=1)) == NOTHING


def test_another_address_is_not_made_to_wait() -> None:
    counted = Patience()
    for _ in range(50):
        counted.admit("alice", ELSEWHERE, NOW)

    assert counted.admit("alice", HERE, NOW) == NOTHING


def test_changing_the_name_does_not_help_an_address() -> None:
    counted = Patience()
    waits = [counted.admit(f"nom {number}", ELSEWHERE, NOW) for number in range(10)]

    assert waits[5] > NOTHING


def test_many_addresses_together_wait_for_the_account_save_the_one_its_owner_came_from() -> None:
    counted = Patience()
    counted.admit("alice", HERE, NOW)
    counted.forgive("alice", HERE, NOW)
    for number in range(30):
        counted.admit("alice", f"192.0.2.{number}", NOW)

    assert counted.admit("alice", "198.51.100.1", NOW) > NOTHING
    assert counted.admit("alice", HERE, NOW) == NOTHING


def test_a_password_that_still_owes_a_code_gives_its_address_no_favour() -> None:
    """Else whoever stole a password could guess codes from any number of addresses without a wait."""
    counted = Patience()
    for number in range(30):
        counted.admit("alice", f"192.0.2.{number}", NOW)
    later = NOW + timedelta(minutes=1)
    counted.admit("alice", ELSEWHERE, later)
    counted.forgive("alice", ELSEWHERE, later, known=False)

    assert counted.admit("alice", ELSEWHERE, later) > NOTHING


def test_a_right_answer_takes_back_its_own_count_and_no_other() -> None:
    counted = Patience()
    for _ in range(5):
        counted.admit("alice", HERE, NOW)
    counted.forgive("alice", HERE, NOW)

    # Somebody with an account of their own cannot wash their guesses of another's away.
    assert counted.admit("bob", HERE, NOW) == NOTHING
    assert counted.admit("bob", HERE, NOW) > NOTHING


def test_an_hour_later_all_is_forgotten() -> None:
    counted = Patience()
    for _ in range(20):
        counted.admit("alice", HERE, NOW)
        counted.admit("alice", HERE, NOW + timedelta(minutes=1))

    later = NOW + timedelta(hours=1, minutes=2)
    assert [counted.admit("alice", HERE, later) for _ in range(5)] == [NOTHING] * 5


def test_no_crowd_of_names_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST", 10)
    counted = Patience()
    for number in range(100):
        counted.admit(f"nom {number}", f"192.0.2.{number}", NOW)
        counted.forgive(f"nom {number}", f"192.0.2.{number}", NOW)

    assert len(counted._counts) <= 10
    assert len(counted._known) <= 11
