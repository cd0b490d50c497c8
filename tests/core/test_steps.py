"""The progress of a run: seldom written, never lost, bounded, and where a stop is heard."""

from __future__ import annotations

from threading import Event

import pytest

from tests.cast import NOW
from veille.core.steps import LINES, WIDTH, Progress, Steps
from veille.errors import StoppedError
from veille.testing import FrozenClock


class Play:
    """A run with its clock, and what was written of it."""

    def __init__(self) -> None:
        self.clock = FrozenClock(NOW)
        self.written: list[Progress] = []
        self.heard: list[tuple[int, int, str]] = []
        self.stop = Event()
        self.steps = Steps(
            self.clock, self.written.append, self.stop, lambda *step: self.heard.append(step)
        )


def test_a_thousand_steps_in_a_second_write_the_ledger_once() -> None:
    play = Play()
    for rank in range(1, 1001):
        play.clock.advance(milliseconds=1)
        play.steps.step(rank, 1000, "La Gazette")

    assert [one.done for one in play.written] == [1000]
    assert len(play.heard) == 1000


def test_a_slow_run_is_written_at_each_step_with_what_it_said() -> None:
    play = Play()
    play.steps.say("La Gazette : 3 nouveaux")
    play.steps.step(1, 2)
    assert play.written == []

    play.clock.advance(seconds=5)
    play.steps.step(2, 2)
    assert play.written == [Progress(2, 2, "La Gazette : 3 nouveaux")]


def test_what_was_not_written_yet_is_still_at_hand() -> None:
    play = Play()
    play.steps.say("Le Fil : le serveur a répondu 404")
    play.steps.step(4, 9)

    assert play.written == []
    assert play.steps.now == Progress(4, 9, "Le Fil : le serveur a répondu 404")


def test_the_log_is_bounded_and_says_what_it_leaves_out() -> None:
    play = Play()
    for _ in range(LINES + 12):
        play.steps.say("mot\n" * 1000)

    lines = play.steps.now.log.split("\n")
    assert len(lines) == LINES + 1
    assert max(map(len, lines)) == WIDTH
    assert lines[-1].replace("\u00a0", " ") == "… et 12 autres lignes"


def test_a_stop_is_heard_at_the_next_step() -> None:
    play = Play()
    play.steps.step(1, 2)
    play.stop.set()

    with pytest.raises(StoppedError):
        play.steps.step(2, 2)
    assert play.steps.now.done == 2
