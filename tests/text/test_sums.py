"""Lists of files, read as they were written, and named at the line that is damaged."""

from __future__ import annotations

import pytest

from veille.text.sums import CLAIMED, DamagedError, read_sums, write_sums

FILES = {"a/index.html": "0" * 32, "index.html": "f" * 32, "deux  blancs.txt": CLAIMED}


def test_a_list_is_read_as_it_was_written_in_the_order_of_its_paths() -> None:
    made = write_sums("# veille ici", FILES)
    assert made.decode().splitlines()[1:] == [
        f"{'0' * 32}  a/index.html", "-  deux  blancs.txt", f"{'f' * 32}  index.html",
    ]  # fmt: skip
    assert read_sums(made.decode(), "# veille ") == ("ici", FILES)


@pytest.mark.parametrize(
    "text, line",
    [
        ("", 1),
        ("<!DOCTYPE html>", 1),
        (f"# veille ici\n{'0' * 32}  a\n{'0' * 32} a", 3),
        ("# veille ici\n0  a", 2),
        (f"# veille ici\n{'g' * 32}  a", 2),
        (f"# veille ici\n{'0' * 32}  ", 2),
        (f"# veille ici\n{'0' * 32}   a", 2),
    ],
)
def test_a_list_that_cannot_be_read_says_at_which_line(text: str, line: int) -> None:
    with pytest.raises(DamagedError) as told:
        read_sums(text, "# veille ")
    assert told.value.line == line
