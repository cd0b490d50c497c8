"""Of the texts that fit, the best come first: often, in few words, early, and of equals the newest."""

from __future__ import annotations

from veille.text.rank import best

REST = " ".join(f"mot{rank}" for rank in range(30))


def test_who_says_it_more_often_comes_first() -> None:
    assert best([(2, f"ecol {REST}"), (1, f"ecol ecol ecol {REST}")], {"ecol"}, 2) == [1, 2]


def test_who_says_it_in_few_words_comes_first() -> None:
    assert best([(2, f"ecol {REST}"), (1, "ecol quarti")], {"ecol"}, 2) == [1, 2]


def test_who_says_it_in_the_title_comes_first() -> None:
    assert best([(2, f"{REST} ecol"), (1, f"ecol {REST}")], {"ecol"}, 2) == [1, 2]


def test_of_equals_the_newest_comes_first_and_only_so_many_are_kept() -> None:
    assert best([(1, "ecol"), (3, "ecol"), (2, "ecol")], {"ecol"}, 2) == [3, 2]


def test_a_stem_is_no_part_of_another() -> None:
    assert best([(2, "ecolog ecolog ecolog vill"), (1, "ecol vill vill vill")], {"ecol"}, 1) == [1]


def test_nothing_to_rank_is_no_fault() -> None:
    assert best([], {"ecol"}, 5) == []
    assert best([(1, "ecol")], (), 5) == [1]
