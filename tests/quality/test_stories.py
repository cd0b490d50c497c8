"""Headlines of one story, on pairs that nobody looked at while rules were written: a floor, not a target."""

from __future__ import annotations

from tests.quality.halves import HELD, TABLES
from tests.quality.measure import rows, stories


def test_what_is_joined_is_one_story_and_most_are_joined() -> None:
    score = stories(HELD / "stories.tsv")

    assert score.precision >= 0.95
    assert score.recall >= 0.80


def test_the_table_asks_what_it_says() -> None:
    both = [*rows(TABLES / "stories.tsv"), *rows(HELD / "stories.tsv")]

    assert len(both) >= 300
    assert {same for _one, _other, same in both} == {"0", "1"}
    assert sum(same == "1" for _one, _other, same in both) >= 100
