"""Two texts beside each other: what moved, what only seems to, and never for long."""

from __future__ import annotations

import pytest

from veille.text.compared import Part, Row, apart, rows, same


def _same(line: str) -> Row:
    return Row("same", (Part(line),), (Part(line),))


def test_a_reworded_line_marks_its_words() -> None:
    told = rows(["Avant", "Dépôt jusqu’au 15 mars"], ["Avant", "Dépôt jusqu’au 30 mars"])

    assert told == [
        _same("Avant"),
        Row(
            "changed",
            (Part("Dépôt jusqu’au "), Part("15", True), Part(" mars")),
            (Part("Dépôt jusqu’au "), Part("30", True), Part(" mars")),
        ),
    ]


def test_lines_that_came_and_went_stand_on_their_side() -> None:
    told = rows(["un", "deux", "trois"], ["un", "trois", "Une tout autre chose"])

    assert told == [
        _same("un"),
        Row("removed", before=(Part("deux", True),)),
        _same("trois"),
        Row("added", after=(Part("Une tout autre chose", True),)),
    ]


def test_unchanged_lines_far_from_a_change_are_counted() -> None:
    lines = [f"ligne {rank}" for rank in range(20)]

    told = rows(lines, [*lines[:10], "nouvelle", *lines[10:]])

    assert [row.skipped for row in told if row.kind == "skipped"] == [8, 8]
    assert [row.kind for row in told] == [
        "skipped",
        *["same"] * 2,
        "added",
        *["same"] * 2,
        "skipped",
    ]


@pytest.mark.parametrize(
    "after",
    [
        ["L’ÉTÉ  à Evry", "deux"],
        ["L'été à Évry", "deux"],
        ["deux", "L’été à Évry"],
        ["L’été", "à Évry deux"],
    ],
    ids="case quotes order cut".split(),
)
def test_what_only_seems_to_move(after: list[str]) -> None:
    assert same(["L’été à Évry", "deux"], after)


def test_a_line_told_twice_and_then_once_has_left_once() -> None:
    assert apart(["a", "b", "a"], ["b", "a"]) == (["a"], [])
    assert not same(["a", "b", "a"], ["b", "a"])


def test_twenty_thousand_lines_that_all_differ_are_judged_one_by_one() -> None:
    before = [f"avant {rank}" for rank in range(20_000)]
    after = [f"après {rank}" for rank in range(20_000)]

    told = rows(before, [*after[:10_000], "avant 3", *after[10_000:]])

    kinds = [row.kind for row in told]
    assert (kinds.count("removed"), kinds.count("added")) == (19_999, 20_000)
    assert kinds.count("same") == 1
