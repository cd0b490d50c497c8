"""Who may hold a workspace: many to work, one to write the archive, nobody while it is restored."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, by_url, stage
from veille.config.workspace import find
from veille.core import Veille, restore
from veille.core.locking import only_one
from veille.errors import WorkspaceError
from veille.model.item import Triage


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    """A workspace in which an ordinary Monday was collected."""
    return stage(tmp_path / "breal", monday)


def test_two_may_work_at_once_and_nobody_restores_meanwhile(stage: Stage) -> None:
    with stage.opened() as one, stage.opened() as other:
        copy = one.backups.make()
        assert one.items.counts() == other.items.counts()
        with pytest.raises(WorkspaceError, match="veille est en marche"):
            restore(find(stage.folder), copy)
    assert restore(find(stage.folder), copy) is not None


def test_the_archive_is_whole_however_many_write_it(veille: Veille) -> None:
    veille.archive.build()
    for told in (SCHOOL, RENTS):
        name = by_url(veille)[told.url].public_id
        veille.items.triage(name, Triage(select=("revue",)), by=ALICE)
    works: list[Callable[[], object]] = [
        veille.archive.build,
        partial(veille.archive.build, whole=True),
    ] * 4
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()

    assert veille.archive.verify() == []
    assert veille.archive.build().written == ()


def test_the_clock_is_had_by_one_alone_and_given_back(stage: Stage) -> None:
    workspace = find(stage.folder)
    turn = only_one(workspace, "clock")
    assert turn is not None
    assert only_one(workspace, "clock") is None
    turn.close()
    again = only_one(workspace, "clock")
    assert again is not None
    again.close()
