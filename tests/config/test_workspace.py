"""A workspace: found, begun, and its secret."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.config.conftest import Write, plain
from veille.config.load import load
from veille.config.workspace import Workspace, find, init, secret
from veille.errors import WorkspaceError


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VEILLE_HOME", raising=False)
    monkeypatch.delenv("VEILLE_SECRET_KEY", raising=False)


def test_a_workspace_knows_where_its_things_are() -> None:
    workspace = Workspace(Path("/centre"))
    assert [
        str(path)
        for path in (
            workspace.templates,
            workspace.archive,
            workspace.data,
            workspace.database,
            workspace.outbox,
            workspace.backups,
            workspace.secret,
        )
    ] == [
        "/centre/templates",
        "/centre/archive",
        "/centre/data",
        "/centre/data/veille.db",
        "/centre/data/outbox",
        "/centre/data/backups",
        "/centre/data/secret",
    ]


def test_a_folder_given_is_the_workspace_whatever_the_environment_says(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEILLE_HOME", str(tmp_path / "ailleurs"))
    assert find(write()).folder == tmp_path


def test_the_environment_names_the_workspace(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEILLE_HOME", str(write()))
    assert find(None).folder == tmp_path


def test_without_a_word_the_workspace_is_here(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write())
    assert find(None).folder == tmp_path


def test_a_folder_without_veille_yml_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as refused:
        find(tmp_path)
    assert plain(str(refused.value)) == (
        f"pas d’espace de travail ici : lancez « veille init » ({tmp_path})"
    )


def test_a_new_workspace_is_whole_and_loads(tmp_path: Path) -> None:
    folder = tmp_path / "neuf" / "centre"
    assert [plain(line) for line in init(folder)] == [
        "veille.yml : créé",
        "sources.yml : créé",
        "themes.yml : créé",
        "data/secret : créé",
    ]
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*")) == [
        "archive",
        "data",
        "data/backups",
        "data/outbox",
        "data/secret",
        "sources.yml",
        "templates",
        "themes.yml",
        "veille.yml",
    ]
    assert load(find(folder).folder).centre.version == 1


def test_what_holds_people_is_closed_to_others(tmp_path: Path) -> None:
    init(tmp_path)
    workspace = Workspace(tmp_path)
    assert stat.S_IMODE(workspace.secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(workspace.data.stat().st_mode) & 0o077 == 0


def test_what_exists_is_left_and_said(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_text("sources: []\n", encoding="utf-8")
    assert [plain(line) for line in init(tmp_path)] == [
        "veille.yml : créé",
        "sources.yml : existait, laissé tel quel",
        "themes.yml : créé",
        "data/secret : créé",
    ]
    assert (tmp_path / "sources.yml").read_text(encoding="utf-8") == "sources: []\n"


def test_a_workspace_already_there_is_refused(tmp_path: Path) -> None:
    init(tmp_path)
    before = secret(Workspace(tmp_path))
    with pytest.raises(WorkspaceError, match="il y a déjà un espace de travail ici"):
        init(tmp_path)
    assert secret(Workspace(tmp_path)) == before


def test_a_lost_piece_is_made_again(tmp_path: Path) -> None:
    init(tmp_path)
    (tmp_path / "data" / "outbox").rmdir()
    (tmp_path / "themes.yml").unlink()
    assert "themes.yml\u00a0: créé" in init(tmp_path)
    assert (tmp_path / "data" / "outbox").is_dir()


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "centre").write_text("un fichier", encoding="utf-8")
    with pytest.raises(WorkspaceError) as refused:
        init(tmp_path / "centre")
    assert plain(str(refused.value)) == (
        f"impossible d’écrire dans {tmp_path / 'centre'} : un fichier porte déjà ce nom"
    )


def test_two_workspaces_have_two_secrets(tmp_path: Path) -> None:
    keys = set()
    for name in ("un", "deux"):
        init(tmp_path / name)
        keys.add(secret(Workspace(tmp_path / name)))
    assert len(keys) == 2
    assert all(len(key) >= 43 for key in keys)


def test_the_environment_gives_the_secret_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init(tmp_path)
    monkeypatch.setenv("VEILLE_SECRET_KEY", "une clé venue d’ailleurs\n")
    assert secret(Workspace(tmp_path)) == "une clé venue d’ailleurs"


@pytest.mark.parametrize("kept", [None, "", "\n"])
def test_without_a_secret_nothing_is_signed(tmp_path: Path, kept: str | None) -> None:
    init(tmp_path)
    path = Workspace(tmp_path).secret
    if kept is None:
        os.unlink(path)
    else:
        path.write_text(kept, encoding="utf-8")
    with pytest.raises(WorkspaceError, match="data/secret"):
        secret(Workspace(tmp_path))
