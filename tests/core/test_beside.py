"""What follows beside whoever works: many asks are one, none is lost, and a failure is told."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import RENTS, SCHOOL, Stage, select_for
from veille.core import Veille
from veille.core.beside import Follower
from veille.errors import RefusedError


class Play:
    """A follower whose thread runs when the test says so, without a wait."""

    def __init__(self) -> None:
        self.begun: list[Callable[[], None]] = []
        self.done = 0
        self.work: Callable[[], object] = lambda: None
        self.follower = Follower("essai", self._once, quiet=0, begin=self._begin)

    def _begin(self, name: str, work: Callable[[], None]) -> Callable[[], None]:
        self.begun.append(work)
        return lambda: None

    def _once(self) -> None:
        self.done += 1
        self.work()

    def run(self) -> None:
        self.begun.pop()()


def test_a_hundred_asks_are_one_piece_of_work() -> None:
    play = Play()
    for _ in range(100):
        play.follower.ask()
    assert len(play.begun) == 1

    play.run()
    assert play.done == 1
    play.follower.ask()
    play.run()
    assert play.done == 2


def test_what_is_asked_during_the_work_is_done_after_it() -> None:
    play = Play()
    play.work = lambda: play.follower.ask() if play.done == 1 else None
    play.follower.ask()

    play.run()

    assert play.done == 2
    assert play.begun == []


def test_a_failure_is_told_until_it_is_mended() -> None:
    play = Play()

    def refuse() -> None:
        raise RefusedError("le dossier n’est pas à nous")

    play.work = refuse
    play.follower.ask()
    play.run()
    assert play.follower.trouble == "le dossier n’est pas à nous"

    play.work = lambda: None
    play.follower.ask()
    play.run()
    assert play.follower.trouble == ""


def test_what_was_asked_for_is_done_before_the_workspace_is_let_go(stage: Stage) -> None:
    with stage.opened() as veille:
        veille.collect()
        veille.archive.build()
        select_for(veille, "revue", SCHOOL, RENTS)
        veille.archive.follow()  # a real thread, which would wait for ten seconds

    assert SCHOOL.title in (stage.folder / "archive" / "revue" / "index.html").read_text("utf-8")


def test_an_archive_that_cannot_follow_says_why(stage: Stage, veille: Veille) -> None:
    (stage.folder / "archive").write_text("à moi", "utf-8")
    veille.archive.follow()
    veille.archive.stop()
    assert "archive" in veille.archive.trouble
