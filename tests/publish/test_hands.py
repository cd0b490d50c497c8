"""Several hands at one heap: everything is done once, and the first trouble stops the rest."""

from __future__ import annotations

import pytest

from veille.publish.hands import work_through


def test_everything_is_done_once_and_told() -> None:
    told: list[int] = []
    work_through(range(100), lambda: [1, 2, 3], lambda _hand, thing: thing * 2, told.append)
    assert sorted(told) == [thing * 2 for thing in range(100)]


def test_no_hand_is_asked_for_when_there_is_nothing_to_do() -> None:
    def hands() -> list[int]:
        raise AssertionError

    work_through([], hands, lambda _hand, thing: thing, print)


def test_the_first_trouble_stops_the_rest_and_what_was_done_is_told() -> None:
    told: list[int] = []

    def work(_hand: int, thing: int) -> int:
        if thing == 20:
            raise ValueError("vingt")
        return thing

    with pytest.raises(ValueError, match="vingt"):
        work_through(range(1000), lambda: [1, 2, 3], work, told.append)
    assert set(range(18)) <= set(told) <= set(range(30)) - {20}


def test_whoever_is_told_may_stop_it() -> None:
    def stop(thing: int) -> None:
        if thing == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work_through(range(1000), lambda: [1, 2], lambda _hand, thing: thing, stop)
