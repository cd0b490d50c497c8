"""Killed at any step and started again, a morning ends as if nothing had happened."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("count", [5, pytest.param(20, marks=pytest.mark.prove)])
def test_a_morning_killed_at_any_step_and_done_again_leaves_the_same_content(
    tmp_path: Path, blank: Path, count: int
) -> None:
    _nothing_lost_or_doubled(tmp_path, blank, count)


@pytest.mark.prove
def test_a_collect_killed_at_fifty_steps_loses_and_doubles_nothing(
    tmp_path: Path, blank: Path
) -> None:
    _nothing_lost_or_doubled(tmp_path, blank, 50, "collect")


def _nothing_lost_or_doubled(folder: Path, blank: Path, count: int, *what: str) -> None:
    command = [sys.executable, "-m", "tests.core.killed", str(blank), str(folder), str(count)]
    played = subprocess.run(
        [*command, *what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert played.returncode == 0, played.stderr
    outcomes = [json.loads(line) for line in played.stdout.splitlines()]
    assert len(outcomes) == count
    assert sum(outcome["killed"] for outcome in outcomes) >= 0.9 * count
    for outcome in outcomes:
        assert outcome["killed"] or what, outcome
        assert outcome["ended"], f"{outcome}\n{played.stderr}"
        assert outcome["sound"], outcome
        assert outcome["different"] == [], outcome
