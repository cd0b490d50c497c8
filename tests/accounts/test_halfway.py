"""The ticket between password and code: five minutes, five mistakes, one success."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from veille.accounts import halfway
from veille.accounts.halfway import Halfway

NOW = datetime(2026, 11, 16, 7, 45, tzinfo=UTC)


def test_a_ticket_says_whose_it_is_until_it_is_spent() -> None:
    tickets = Halfway()
    token = tickets.admit(7, NOW)

    assert tickets.attempt(token, NOW) == 7
    tickets.spend(token)
    assert tickets.attempt(token, NOW) is None


def test_a_ticket_bears_five_mistakes() -> None:
    tickets = Halfway()
    token = tickets.admit(7, NOW)

    assert [tickets.attempt(token, NOW) for _ in range(6)] == [7] * 5 + [None]


def test_a_ticket_lives_five_minutes() -> None:
    tickets = Halfway()
    token = tickets.admit(7, NOW)

    assert tickets.attempt(token, NOW + timedelta(minutes=4, seconds=59)) == 7
    assert tickets.attempt(token, NOW + timedelta(minutes=5)) is None


def test_an_invented_ticket_is_nobody_s() -> None:
    assert Halfway().attempt("inventé", NOW) is None


def test_no_crowd_of_tickets_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halfway, "MOST", 10)
    tickets = Halfway()
    tokens = [tickets.admit(number, NOW) for number in range(50)]

    assert tickets.attempt(tokens[0], NOW) is None
    assert tickets.attempt(tokens[-1], NOW) == 49
