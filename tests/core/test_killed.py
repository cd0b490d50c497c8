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
    played = subprocess.run(
        [sys.executable, "-m", "tests.core.killed", str(blank), str(tmp_path), str(count)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert played.returncode == 0, played.stderr
    outcomes = [json.loads(line) for line in played.stdout.splitlines()]
    assert len(outcomes) == count
    for outcome in outcomes:
        assert outcome["killed"], outcome
        assert outcome["ended"], f"{outcome}\n{played.stderr}"
        assert outcome["sound"], outcome
        assert outcome["different"] == [], outcome
