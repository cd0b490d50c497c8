"""Themes from rules alone, on headlines that nobody looked at while rules were written: a floor, not a target."""

from __future__ import annotations

from tests.quality.halves import HELD, TABLES, is_held
from tests.quality.measure import FIFTEEN, rows, shipped_suggester, themes


def test_what_is_proposed_is_right_and_most_is_found() -> None:
    score = themes(HELD / "themes.tsv", shipped_suggester())

    assert score.precision >= 0.85
    assert score.recall >= 0.60


def test_the_table_asks_what_it_says() -> None:
    both = [*rows(TABLES / "themes.tsv"), *rows(HELD / "themes.tsv")]

    assert len(both) >= 800
    assert len({title for title, _excerpt, _themes in both}) == len(both)
    assert {key for *_words, keys in both for key in keys.split(",") if key} == FIFTEEN
    assert sum(not keys for *_words, keys in both) >= 200


def test_no_line_changed_halves() -> None:
    for folder, held in ((TABLES, False), (HELD, True)):
        for table in folder.glob("*.tsv"):
            lines = table.read_text("utf-8").splitlines()
            assert {is_held(line, table.name) for line in lines} == {held}
