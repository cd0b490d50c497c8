"""Special and double issues: each its own numbers, its address, and the words that name it everywhere."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, CALL, MEETING, RENTS, SCHOOL, Stage, by_url, select_for
from veille.core import Veille
from veille.errors import RefusedError
from veille.model.edition import Edition, Issue

NB = "\u00a0"


@pytest.fixture
def breal(veille: Veille) -> Veille:
    veille.collect()
    return veille


def made(veille: Veille, issue: Issue) -> Edition:
    select_for(veille, "lettre", SCHOOL, RENTS)
    draft = veille.drafts.new("lettre", by=ALICE, issue=issue)
    return veille.sealing.seal(draft.public_id, by=ALICE, force=True)


def test_a_double_issue_takes_two_numbers_and_says_both_months(breal: Veille) -> None:
    first = made(breal, Issue.USUAL)
    assert first.number is not None
    double = made(breal, Issue.DOUBLE)
    pair = f"{first.number + 1}-{first.number + 2}"
    assert double.view is not None
    assert (double.slug, double.view.path) == (pair, f"lettre/2026/{pair}/")
    assert double.view.period == f"novembre-décembre{NB}2026"
    assert f"n°{NB}{pair}" in double.subject.replace(" ", NB)
    assert made(breal, Issue.USUAL).slug == str(first.number + 3)


def test_a_special_issue_has_numbers_of_its_own(breal: Veille, stage: Stage) -> None:
    usual = made(breal, Issue.USUAL)
    special = made(breal, Issue.SPECIAL)
    assert special.view is not None
    assert (special.slug, special.number, special.view.path) == ("hs-1", None, "lettre/2026/hs-1/")
    assert "hors-série" in special.subject
    stage.clock.advance(days=60)
    assert made(breal, Issue.SPECIAL).slug == "hs-2", "whatever the year"
    assert usual.number is not None
    assert made(breal, Issue.USUAL).number == usual.number + 1
    breal.archive.build()
    page = breal.workspace.archive / "lettre/2026/hs-1/index.html"
    assert f"hors-série n°{NB}1" in page.read_text("utf-8")


def test_an_item_of_a_special_issue_says_where_it_was(breal: Veille) -> None:
    made(breal, Issue.SPECIAL)
    item = by_url(breal)[SCHOOL.url]
    assert [(one.slug, one.number) for one in item.published_in] == [("hs-1", None)]
    select_for(breal, "lettre", SCHOOL, RENTS)
    draft = breal.drafts.new("lettre", by=ALICE).public_id
    told = [one.message for one in breal.sealing.check(draft) if one.forcible]
    assert any(f"hors-série n°{NB}1" in message for message in told)


def test_a_draft_changes_its_kind_and_back(breal: Veille) -> None:
    select_for(breal, "lettre", CALL, MEETING)
    draft = breal.drafts.new("lettre", by=ALICE).public_id
    breal.arranging.write(draft, {"issue": "special", "period": "été 2027"}, by=ALICE)
    view = breal.editions.view(draft)
    assert (view.slug, view.period) == ("hs-1", "été 2027")
    assert breal.arranging.undo(draft, by=ALICE)
    assert breal.editions.view(draft).slug != "hs-1"
    with pytest.raises(RefusedError, match="hors-série"):
        breal.arranging.write(draft, {"issue": "triple"}, by=ALICE)
