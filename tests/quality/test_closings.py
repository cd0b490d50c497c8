"""Days read from French text, on lines that nobody looked at while rules were written: a floor, not a target."""

from __future__ import annotations

from tests.quality.halves import HELD, TABLES
from tests.quality.measure import closings, rows


def test_kind_and_day_are_both_right() -> None:
    assert closings(HELD / "closings.tsv").precision >= 0.98


def test_the_table_asks_what_it_says() -> None:
    both = [*rows(TABLES / "closings.tsv"), *rows(HELD / "closings.tsv")]

    assert len(both) >= 300
    assert {kind for _day, _text, kind, _value in both} == {"closes", "starts", "none"}
    assert sum(kind == "none" for _day, _text, kind, _value in both) >= 60
