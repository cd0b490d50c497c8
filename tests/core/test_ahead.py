"""An older backup put back over a newer site: what was published stays, and verify says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cast import ALICE, CALL, Stage, sealed, select_for, stage
from tests.core.test_following import PIECE
from veille.errors import RefusedError


@pytest.fixture(name="stage")
def a_letter(tmp_path: Path, letter: Path) -> Stage:
    return stage(tmp_path / "breal", letter)


def _files(stage: Stage) -> set[str]:
    root = stage.folder / "archive"
    return {one.relative_to(root).as_posix() for one in root.rglob("*") if one.is_file()}


def test_what_was_published_after_the_backup_stays_and_is_told(stage: Stage) -> None:
    with stage.opened() as veille:
        veille.archive.build()
    backup = shutil.copy(stage.database, stage.folder / "sauvegarde.db")
    with stage.opened() as veille:
        view = sealed(veille, "revue", CALL).view
        veille.pieces.write(PIECE, by=ALICE)
        veille.archive.build()
        assert veille.archive.verify() == []
    newer = _files(stage)

    shutil.copy(backup, stage.database)

    assert view
    with stage.opened() as veille:
        built = veille.archive.build(whole=True)
        assert (built.removed, newer - _files(stage)) == ((), set())
        assert any(
            line.startswith(f"{view.path} : publié, mais") for line in veille.archive.verify()
        )
        # Whatever follows, by parts or whole, they stay.
        select_for(veille, "revue", CALL)
        veille.archive.build()
        again = veille.archive.build(whole=True)
        assert (again.written, again.removed, newer - _files(stage)) == ((), (), set())


def test_a_number_that_readers_have_already_is_not_given_to_another_edition(stage: Stage) -> None:
    backup = shutil.copy(stage.database, stage.folder / "sauvegarde.db")
    with stage.opened() as veille:
        view = sealed(veille, "revue", CALL).view
        veille.archive.build()
    shutil.copy(backup, stage.database)

    assert view
    with stage.opened() as veille, pytest.raises(RefusedError, match="que la base ne connaît pas"):
        sealed(veille, "revue", CALL)
    shutil.rmtree(stage.folder / "archive" / view.path)
    with stage.opened() as veille:
        veille.archive.build(whole=True)


def test_what_was_withdrawn_is_no_such_page(stage: Stage) -> None:
    with stage.opened() as veille:
        piece = veille.pieces.write(PIECE, by=ALICE)
        veille.archive.build()
        veille.pieces.withdraw(piece.public_id, by=ALICE)
        veille.archive.build(whole=True)
        page = stage.folder / "archive" / "ressource" / piece.public_id / "index.html"
        assert "Rue de l’Exemple" not in page.read_text("utf-8")
        assert veille.archive.verify() == []
