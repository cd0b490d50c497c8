"""An archive of twenty years: the same to the byte whoever builds it, by steps or at once, or after a loss."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench.grown import LAST, WHO, grow, opened, planned, seal_next
from veille.core import Veille
from veille.model.edition import EditionState
from veille.model.event import Day, EventForm, EventView
from veille.model.piece import Piece, PieceForm

ITEMS = 2_000
FEW = 400
"""Items of the archive that each change is tried on."""


def test_the_plan_tells_every_item_once_over_twenty_years() -> None:
    plan = planned(ITEMS)

    assert sum(one.fresh for one in plan) == ITEMS
    assert {one.publication for one in plan} == {"revue", "lettre", "alerte", "annonce"}
    assert plan == sorted(plan, key=lambda one: (one.day, one.publication))
    assert plan[-1].day == LAST
    assert date(2006, 11, 1) < plan[0].day < date(2008, 1, 1)
    assert 0.08 * ITEMS <= sum(one.retold for one in plan) <= 0.1 * ITEMS


def _tree(folder: Path) -> dict[str, str]:
    """Path → what its bytes come to; what the program remembers for itself is no page."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".veille")
    }


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Path → which file it is and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".veille")
    }


def _run(folder: Path, *command: str, **environment: str) -> None:
    """As a person would, in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "veille", *command],
        env=os.environ | {"VEILLE_HOME": str(folder)} | environment,
        check=True,
        capture_output=True,
        timeout=600,
    )


def _copied(folder: Path, to: Path) -> Path:
    """The same workspace elsewhere, its archive not built yet."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("archive"))
    (to / "archive").mkdir()
    return to


@pytest.fixture(scope="module")
def twenty_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of 2,000 items with its archive built."""
    folder = tmp_path_factory.mktemp("grown") / "centre"
    grow(folder, ITEMS)
    _run(folder, "archive", "build", PYTHONHASHSEED="1")
    return folder


@pytest.mark.prove
def test_two_builds_from_nothing_are_the_same_to_the_byte(
    twenty_years: Path, tmp_path: Path
) -> None:
    other = _copied(twenty_years, tmp_path / "autre")

    _run(other, "archive", "build", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")

    built = _tree(twenty_years / "archive")
    assert len(built) > ITEMS
    assert _tree(other / "archive") == built


@pytest.mark.prove
def test_a_backup_restored_in_another_folder_builds_the_same_tree(
    twenty_years: Path, tmp_path: Path
) -> None:
    _run(twenty_years, "backup")
    copy = max((twenty_years / "data" / "backups").glob("veille-*.db"))
    other = _copied(twenty_years, tmp_path / "secours")
    with (other / "data" / "veille.db").open("r+b") as lost:
        lost.truncate(0)

    _run(other, "restore", str(copy))
    _run(other, "archive", "build")

    assert _tree(other / "archive") == _tree(twenty_years / "archive")


def _one_more_edition(veille: Veille) -> None:
    seal_next(veille)


def _an_erratum(veille: Veille) -> None:
    sealed = veille.editions.listed("revue", state=EditionState.SEALED)
    veille.errata.add(sealed[len(sealed) // 2].public_id, "Lire 2031, et non 2030.", by=WHO)


def _form(piece: Piece) -> PieceForm:
    return PieceForm(
        piece.title, piece.body, piece.summary, themes=piece.themes, select=piece.selected_for
    )


def _a_piece_changed(veille: Veille) -> None:
    piece = veille.pieces.listed()[-1]
    form = replace(_form(piece), title="Une note de lecture reprise", body="Tout a changé.")
    veille.pieces.change(piece.public_id, form, by=WHO)


def _a_piece_filed_elsewhere(veille: Veille) -> None:
    piece = veille.pieces.listed()[0]
    veille.pieces.change(piece.public_id, replace(_form(piece), themes=("sport",)), by=WHO)


def _a_new_piece(veille: Veille) -> None:
    form = PieceForm("Une brève", "Un texte.", themes=("culture",), public=True)
    veille.pieces.write(form, by=WHO)


def _an_event_told_and_cancelled(veille: Veille) -> None:
    view = EventView(days=(Day(1, date(2027, 1, 12), place="Valarbec"),))
    event = veille.events.write(EventForm("Une rencontre", view, public=True), by=WHO)
    veille.events.cancel(event.public_id, by=WHO)


def _a_dossier_grown_and_another_withdrawn(veille: Veille) -> None:
    first, second = veille.dossiers.listed()[:2]
    veille.dossiers.take(first.public_id, veille.dossiers.queue(first)[0].public_id, by=WHO)
    veille.dossiers.withdraw(second.public_id, by=WHO)


def _nothing(veille: Veille) -> None:
    """Nothing happened."""


@pytest.fixture(scope="module")
def few_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A smaller workspace with its archive built."""
    folder = tmp_path_factory.mktemp("few") / "centre"
    grow(folder, FEW)
    _run(folder, "archive", "build")
    return folder


@pytest.mark.prove
@pytest.mark.parametrize(
    "happens",
    [
        _nothing,
        _one_more_edition,
        _an_erratum,
        _a_piece_changed,
        _a_piece_filed_elsewhere,
        _a_new_piece,
        _an_event_told_and_cancelled,
        _a_dossier_grown_and_another_withdrawn,
    ],
)
def test_what_follows_a_change_is_what_a_whole_build_makes_and_only_that_is_written(
    few_years: Path, tmp_path: Path, happens: Callable[[Veille], None]
) -> None:
    folder = tmp_path / "centre"
    shutil.copytree(few_years, folder)
    archive = folder / "archive"
    before, stamps = _tree(archive), _stamps(archive)

    veille = opened(folder)
    try:
        happens(veille)
    finally:
        veille.close()
    _run(folder, "archive", "build", "--changed")

    after, written = _tree(archive), _stamps(archive)
    assert (after == before) == (happens is _nothing)
    changed = {path for path in after if after[path] != before.get(path)}
    assert {path for path in after if written[path] != stamps.get(path)} == changed
    whole = _copied(folder, tmp_path / "entier")
    _run(whole, "archive", "build")
    assert _tree(whole / "archive") == after
