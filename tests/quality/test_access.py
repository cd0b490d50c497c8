"""Whether a notice closes an article, on notices that nobody looked at while classes were written: a floor."""

from __future__ import annotations

from tests.quality.halves import HELD, TABLES
from tests.quality.measure import access, rows


def test_a_wall_is_told_from_what_looks_like_one() -> None:
    assert access(HELD / "access.tsv").accuracy >= 0.90


def test_the_table_asks_what_it_says() -> None:
    both = [*rows(TABLES / "access.tsv"), *rows(HELD / "access.tsv")]

    assert len(both) >= 300
    assert {wanted for _notice, wanted in both} == {"free", "subscribers"}
