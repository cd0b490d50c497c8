"""The committed archive is, to the byte, what the demo makes today."""

from __future__ import annotations

import pytest

from tests.golden import COMMAND, COMMITTED, Played, play, tree

LARGEST = 5 * 1024 * 1024


@pytest.fixture
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.getbasetemp() / "demo")


def test_the_committed_archive_is_what_the_demo_makes(played: Played) -> None:
    committed, made = tree(COMMITTED), tree(played.archive)
    differing = [
        path for path in sorted(committed.keys() | made) if committed.get(path) != made.get(path)
    ]
    assert not differing, (
        f"{len(differing)} files of archive/ are no longer what the demo makes: {differing[:9]}."
        f" If that is meant, run « {COMMAND} », read the difference, and commit it."
    )


def test_the_committed_archive_is_small_enough_to_be_committed() -> None:
    assert 0 < sum(len(data) for data in tree(COMMITTED).values()) <= LARGEST
