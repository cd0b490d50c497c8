"""Natures from words and shape, on headlines that nobody looked at while rules were written: a floor."""

from __future__ import annotations

from tests.quality.halves import HELD, TABLES
from tests.quality.measure import natures, rows, shipped_suggester
from veille.config.load import load
from veille.shipped import shipped


def test_each_nature_is_told_as_well_as_the_others() -> None:
    score = natures(HELD / "natures.tsv", shipped_suggester())

    assert score.macro_f1 >= 0.80
    assert score.accuracy >= 0.80


def test_the_table_asks_every_nature_of_the_vocabulary() -> None:
    both = [*rows(TABLES / "natures.tsv"), *rows(HELD / "natures.tsv")]
    known = {nature.key for nature in load(shipped("themes.yml").parent).natures}

    assert len(both) >= 300
    assert len({title for title, *_ in both}) == len(both)
    assert {wanted for *_words, wanted in both} == known
