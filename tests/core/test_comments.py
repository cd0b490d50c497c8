"""Comments: anyone of the team may speak; each takes back their own, within the day."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, SCHOOL, Stage, by_url, rows, settle
from veille.core import Veille
from veille.errors import ForbiddenError, NotFoundError, RefusedError
from veille.model.role import Role


@pytest.fixture
def about(veille: Veille) -> str:
    """The school, collected; Alice and Bob are there."""
    settle(veille, ALICE)
    settle(veille, "Bob", Role.RELECTURE)
    veille.collect()
    return f"item:{by_url(veille)[SCHOOL.url].public_id}"


def test_whoever_rereads_may_comment_and_is_read_in_order(
    stage: Stage, veille: Veille, about: str
) -> None:
    veille.comments.add(about, " Pour la lettre ?\r\nou la revue ", by="Bob")
    stage.clock.advance(minutes=1)
    veille.comments.add(about, "La lettre.", by=ALICE)

    assert [(one.name, one.text) for one in veille.comments.listed(about)] == [
        ("Bob", "Pour la lettre ?\nou la revue"),
        (ALICE, "La lettre."),
    ]
    assert veille.comments.listed("item:autre") == []


@pytest.mark.parametrize("text", ["", " \n ", "\0", "a" * 3001])
def test_nothing_and_too_much_are_refused(veille: Veille, about: str, text: str) -> None:
    with pytest.raises(RefusedError):
        veille.comments.add(about, text, by=ALICE)

    assert veille.comments.listed(about) == []


@pytest.mark.parametrize(
    "about_what",
    ["item:inconnu", "edition:inconnue", "edition:1", "person:1", "item:", "", SCHOOL.url],
)
def test_what_is_not_there_is_not_commented(veille: Veille, about: str, about_what: str) -> None:
    before = rows(veille.ctx.store, "comment", "journal")

    with pytest.raises(NotFoundError):
        veille.comments.add(about_what, "Bonjour.", by=ALICE)

    assert rows(veille.ctx.store, "comment", "journal") == before


def test_one_s_own_is_taken_back_within_the_day_and_the_journal_knows(
    stage: Stage, veille: Veille, about: str
) -> None:
    veille.comments.add(about, "Trop vite dit.", by="Bob")
    veille.comments.add(about, "Resté.", by="Bob")
    first, second = veille.comments.listed(about)

    veille.comments.remove(str(first.id), by="Bob")
    stage.clock.advance(hours=25)

    with pytest.raises(RefusedError, match="plus d’un jour"):
        veille.comments.remove(str(second.id), by="Bob")
    with pytest.raises(NotFoundError):
        veille.comments.remove(str(first.id), by="Bob")
    assert [one.text for one in veille.comments.listed(about)] == ["Resté."]
    with veille.ctx.store.read() as r:
        verbs = r.exec_driver_sql("SELECT verb FROM journal WHERE verb LIKE '%comment'").scalars()
        assert list(verbs) == ["comment", "comment", "uncomment"]


def test_nobody_takes_back_another_s(veille: Veille, about: str) -> None:
    veille.comments.add(about, "À moi.", by="Bob")
    (said,) = veille.comments.listed(about)

    with pytest.raises(ForbiddenError):
        veille.comments.remove(str(said.id), by=ALICE)

    assert veille.comments.listed(about) == [said]


@pytest.mark.parametrize("name", ["", "x", "-1", "0", "9" * 40, "١"])
def test_a_forged_number_is_nobody_s_comment(veille: Veille, about: str, name: str) -> None:
    with pytest.raises(NotFoundError):
        veille.comments.remove(name, by=ALICE)
