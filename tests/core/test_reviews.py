"""The private preview: one reader, fourteen days, one draft; and an approval of exactly what was read."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, by_url, rows, select_for, settle
from veille.core import Veille
from veille.errors import ForbiddenError, NotFoundError, RefusedError
from veille.model.item import Triage
from veille.model.role import Role

DIRECTOR = "Mme Le Bihan"


@pytest.fixture
def draft(veille: Veille) -> str:
    """A draft of the review, two items in it."""
    settle(veille, ALICE)
    veille.collect()
    select_for(veille, "revue", SCHOOL, RENTS)
    return veille.drafts.new("revue", by=ALICE).public_id


def test_a_link_shows_the_draft_to_whoever_holds_it(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, f" {DIRECTOR} ", by=ALICE)

    shown = veille.reviews.shown(token)

    assert (shown.review.name, shown.review.invited_by) == (DIRECTOR, ALICE)
    assert [entry.title for entry in shown.view.entries]
    assert veille.reviews.preview(token) == veille.editions.preview(draft)
    assert token not in repr(rows(veille.ctx.store, "review", "journal"))


def test_the_reader_comments_under_the_name_the_team_gave(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, DIRECTOR, by=ALICE)
    other = veille.reviews.invite(draft, "M. Kerbrat", by=ALICE)
    veille.comments.add(f"edition:{draft}", "Entre nous.", by=ALICE)

    veille.reviews.comment(token, "Remontez l’école.")

    said = veille.comments.listed(f"edition:{draft}")
    assert [(one.name, one.person is None) for one in said] == [(ALICE, False), (DIRECTOR, True)]
    # What the team says among itself is not shown outside, nor what another reader said.
    assert [one.text for one in veille.reviews.shown(token).comments] == ["Remontez l’école."]
    assert veille.reviews.shown(other).comments == []


def test_an_approval_is_of_exactly_what_was_read(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, DIRECTOR, by=ALICE)
    mark = veille.reviews.shown(token).mark

    veille.reviews.approve(token, mark)

    (asked,) = veille.reviews.listed(draft)
    assert asked.review.approved_at == veille.clock.now()
    assert not asked.changed
    veille.items.triage(by_url(veille)[SCHOOL.url].public_id, Triage(summary="Autre."), by=ALICE)
    (asked,) = veille.reviews.listed(draft)
    assert asked.changed
    with pytest.raises(RefusedError, match="a changé"):
        veille.reviews.approve(token, mark)
    veille.reviews.approve(token, veille.reviews.shown(token).mark)
    assert not veille.reviews.listed(draft)[0].changed


def test_approving_twice_writes_once(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, DIRECTOR, by=ALICE)
    mark = veille.reviews.shown(token).mark
    veille.reviews.approve(token, mark)
    before = rows(veille.ctx.store, "review", "journal")

    veille.reviews.approve(token, mark)

    assert rows(veille.ctx.store, "review", "journal") == before


def test_an_approval_validates_and_seals_nothing(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, DIRECTOR, by=ALICE)
    veille.reviews.approve(token, veille.reviews.shown(token).mark)

    found = veille.editions.get(draft)
    assert (found.state, found.validation and found.validation.by) == ("validated", DIRECTOR)


def test_a_link_ends_after_fourteen_days(stage: Stage, veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, DIRECTOR, by=ALICE)
    stage.clock.advance(days=13, hours=23)
    assert veille.reviews.shown(token).review.name == DIRECTOR

    stage.clock.advance(hours=1)

    with pytest.raises(RefusedError, match="fermé"):
        veille.reviews.shown(token)


def test_a_link_is_closed_by_hand(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, DIRECTOR, by=ALICE)
    (asked,) = veille.reviews.listed(draft)

    veille.reviews.close(str(asked.review.id), by=ALICE)

    for act in (
        lambda: veille.reviews.preview(token),
        lambda: veille.reviews.comment(token, "Encore un mot"),
        lambda: veille.reviews.approve(token, asked.mark),
    ):
        with pytest.raises(RefusedError, match="fermé"):
            act()


def test_once_sealed_or_given_up_the_link_says_that_it_is_over(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, DIRECTOR, by=ALICE)
    veille.sealing.seal(draft, by=ALICE)
    with pytest.raises(RefusedError, match="scellée"):
        veille.reviews.shown(token)
    with pytest.raises(RefusedError, match="scellée"):
        veille.reviews.invite(draft, DIRECTOR, by=ALICE)

    select_for(veille, "revue", SCHOOL)
    other = veille.drafts.new("revue", by=ALICE).public_id
    token = veille.reviews.invite(other, DIRECTOR, by=ALICE)
    veille.drafts.drop(other, by=ALICE)

    with pytest.raises(RefusedError, match="abandonné"):
        veille.reviews.shown(token)


@pytest.mark.parametrize("token", ["", "x", "'; DROP TABLE review; --", "é" * 500])
def test_an_invented_link_opens_nothing(veille: Veille, draft: str, token: str) -> None:
    veille.reviews.invite(draft, DIRECTOR, by=ALICE)

    with pytest.raises(NotFoundError):
        veille.reviews.shown(token)
    with pytest.raises(NotFoundError):
        veille.reviews.comment(token, "Bonjour")


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "Mme\r\nLe Bihan", "\u202eMme"])
def test_a_reader_has_a_name_of_one_line(veille: Veille, draft: str, name: str) -> None:
    with pytest.raises(RefusedError, match="qui relit"):
        veille.reviews.invite(draft, name, by=ALICE)


def test_a_link_that_is_passed_on_does_not_fill_the_store(veille: Veille, draft: str) -> None:
    token = veille.reviews.invite(draft, DIRECTOR, by=ALICE)
    for number in range(50):
        veille.reviews.comment(token, f"Mot {number}")

    with pytest.raises(RefusedError, match="beaucoup"):
        veille.reviews.comment(token, "Un de plus")


def test_whoever_only_rereads_sends_nothing_out(veille: Veille, draft: str) -> None:
    settle(veille, "Bob", Role.RELECTURE)

    with pytest.raises(ForbiddenError):
        veille.reviews.invite(draft, DIRECTOR, by="Bob")
