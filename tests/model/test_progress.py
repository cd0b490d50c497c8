"""How long the rest takes, as a table."""

from __future__ import annotations

from datetime import timedelta

import pytest

from veille.model.progress import time_left


@pytest.mark.parametrize(
    "done, total, elapsed, left",
    [
        (0, 65, 10, None),  # nothing done: nobody can tell
        (1, 65, 1, None),  # too early to tell
        (1, 0, 10, None),  # nothing to count
        (1, 2, 10, 10),
        (10, 40, 20, 60),
        (65, 65, 30, 0),
        (66, 65, 30, 0),  # more than was announced
    ],
)
def test_the_rest_goes_at_the_pace_of_what_is_done(
    done: int, total: int, elapsed: int, left: int | None
) -> None:
    expected = None if left is None else timedelta(seconds=left)
    assert time_left(done, total, timedelta(seconds=elapsed)) == expected
