"""What is typed and not sent: kept by person and form, bounded, and never overwritten unseen."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, Stage
from veille.core import Veille
from veille.core.scratch import LARGEST, MOST, stamp_of
from veille.errors import RefusedError

NOTE = {"fields": {"summary": ["Une classe de plus"]}, "typed": 1}
LONGER = {"fields": {"summary": ["Une classe de plus, à la rentrée"]}, "typed": 2}


def test_what_was_typed_is_given_back_to_whoever_typed_it(veille: Veille) -> None:
    assert veille.scratch.put(ALICE, "item:abc", NOTE) is None

    kept = veille.scratch.get(ALICE, "item:abc")
    assert kept
    assert kept.content == NOTE
    assert veille.scratch.stamps(ALICE) == {"item:abc": stamp_of(NOTE)}
    assert veille.scratch.get("Chloé", "item:abc") is None
    assert veille.scratch.stamps("Chloé") == {}


def test_it_grows_as_it_is_typed_and_goes_when_it_is_sent(veille: Veille) -> None:
    veille.scratch.put(ALICE, "item:abc", NOTE)
    assert veille.scratch.put(ALICE, "item:abc", LONGER, seen=stamp_of(NOTE)) is None
    veille.scratch.drop(ALICE, "item:abc")
    veille.scratch.drop(ALICE, "item:abc")

    assert veille.scratch.get(ALICE, "item:abc") is None


def test_what_was_typed_elsewhere_is_given_back_instead_of_overwritten(veille: Veille) -> None:
    veille.scratch.put(ALICE, "item:abc", NOTE)

    other = veille.scratch.put(ALICE, "item:abc", LONGER)

    assert other
    assert other.content == NOTE
    assert veille.scratch.put(ALICE, "item:abc", NOTE) is None  # the same words: no quarrel
    assert veille.scratch.put(ALICE, "item:abc", LONGER, seen=other.stamp) is None


def test_it_is_bounded_in_size_in_number_and_in_time(stage: Stage, veille: Veille) -> None:
    with pytest.raises(RefusedError, match="256 Ko"):
        veille.scratch.put(ALICE, "item:abc", {"fields": {"summary": ["a" * LARGEST]}})
    for rank in range(MOST + 5):
        stage.clock.advance(seconds=1)
        veille.scratch.put(ALICE, f"item:{rank}", NOTE)
    assert len(veille.scratch.stamps(ALICE)) == MOST
    assert "item:0" not in veille.scratch.stamps(ALICE)

    stage.clock.advance(days=31)
    veille.scratch.put("Chloé", "piece:new", NOTE)
    assert veille.scratch.stamps(ALICE) == {}


@pytest.mark.parametrize("form", ["", "deux mots", "<b>", "a" * 121])
def test_a_form_without_a_proper_name_is_refused(veille: Veille, form: str) -> None:
    with pytest.raises(RefusedError, match="nom"):
        veille.scratch.put(ALICE, form, NOTE)


def test_half_a_character_is_kept_like_any_other(veille: Veille) -> None:
    half = {"fields": {"summary": ["\ud83d"]}}  # what a browser sends of an emoji cut in two
    assert veille.scratch.put(ALICE, "item:abc", half) is None
    kept = veille.scratch.get(ALICE, "item:abc")
    assert kept
    assert kept.content == half
