"""A workspace at the command line: begun, checked, copied, put back; and all that is no workspace."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Type


def states(veille: Type) -> dict[str, str]:
    """Title → state, of every item."""
    return {item["title"]: item["state"] for item in veille("items", "list", "--json").json}


def files(folder: Path) -> dict[str, str]:
    """Every file under the folder and its fingerprint."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_new_workspace_says_what_it_laid_and_what_comes_next(here: Path, veille: Type) -> None:
    said = veille("init")
    assert said.code == 0
    assert said.out.splitlines() == [
        "veille.yml : créé",
        "sources.yml : créé",
        "themes.yml : créé",
        "data/secret : créé",
    ]
    assert said.err.startswith("Espace de travail prêt.")


def test_a_workspace_is_made_where_it_is_told(here: Path, veille: Type) -> None:
    assert veille("init", "la veille").code == 0
    assert (here / "la veille" / "veille.yml").is_file()
    assert veille("check").code == 1


def test_check_counts_what_is_declared(shipped: Path, veille: Type) -> None:
    said = veille("check")
    assert said.code == 0
    (hint,) = said.err.splitlines()  # every other fact is there
    assert "centre.accessibility" in hint
    counted = [part.split()[:2] for part in said.out.replace(" dont", ",").split(", ")]
    assert [word for _, word in counted] == ["sources", "actives", "thèmes", "publications"]
    assert all(int(number) > 1 for number, _ in counted)
    assert said.out.endswith(" : rien à corriger.\n")


def test_a_new_workspace_holds_no_item(shipped: Path, veille: Type) -> None:
    assert veille("items", "list", "--json").json == []
    assert veille("items", "list").err == "Aucun élément.\n"


def test_a_new_workspace_holds_no_edition(shipped: Path, veille: Type) -> None:
    said = veille("edition", "list")
    assert (said.code, said.out, said.err) == (0, "", "Aucune édition.\n")


def test_a_new_workspace_has_jobs_that_never_ran(shipped: Path, veille: Type) -> None:
    names = [line.split()[0] for line in veille("jobs", "list").out.splitlines()]
    assert "collect" in names
    assert "backup" in names
    assert veille("jobs", "list", "--json").json == []


def test_sources_are_listed_without_those_that_rest(shipped: Path, veille: Type) -> None:
    awake, everyone = veille("sources", "list"), veille("sources", "list", "--all")
    assert 0 < len(awake.out.splitlines()) < len(everyone.out.splitlines())
    assert "--all" in awake.err
    assert "--all" not in everyone.err


def test_the_environment_names_the_workspace(
    workspace: Path, veille: Type, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert veille("check").code == 1
    monkeypatch.setenv("VEILLE_HOME", str(workspace))
    assert veille("check").code == 0


def test_check_points_out_an_address_that_seems_to_hold_a_secret(
    workspace: Path, veille: Type
) -> None:
    sources = (
        "sources:\n  - {key: payante, name: Payante, kind: rss,"
        " url: 'https://gazette.example/rss/5f4dcc3b5aa765d61d8327deb882cf99'}\n"
    )
    (workspace / "sources.yml").write_text(sources, "utf-8")
    said = veille("check")
    assert said.code == 0
    assert "À décider, sources.yml : payante" in said.err
    assert "public: false" in said.err


# --- backup and restore -----------------------------------------------------------------------


def test_a_backup_brings_the_items_back(collected: Path, veille: Type) -> None:
    copy = veille("backup").out.strip()
    before = states(veille)
    assert len(before) == 2
    (collected / "data" / "veille.db").unlink()
    assert states(veille) == {}
    assert veille("restore", copy).code == 0
    assert states(veille) == before


def test_the_store_of_before_is_kept_aside_and_can_come_back(collected: Path, veille: Type) -> None:
    copy = veille("backup").out.strip()
    address = "https://journal.example/budget"
    assert veille("items", "triage", address, "--drop").code == 0
    after = states(veille)
    said = veille("restore", copy)
    assert "L’ancienne est gardée : " in said.err
    assert set(states(veille).values()) == {"new"}
    aside = collected / "data" / "veille-avant-restauration-1.db"
    assert veille("restore", str(aside)).code == 0
    assert states(veille) == after
    assert aside.is_file()


def test_restore_says_that_the_secret_is_elsewhere(collected: Path, veille: Type) -> None:
    said = veille("restore", veille("backup").out.strip())
    assert "Le secret (data/secret) n’est pas dans la sauvegarde" in said.err


@pytest.mark.parametrize("damage", ["words", "cut", "overwritten"])
def test_a_damaged_copy_is_refused_and_the_store_untouched(
    collected: Path, veille: Type, damage: str
) -> None:
    whole = Path(veille("backup").out.strip()).read_bytes()
    half = len(whole) // 2
    copy = collected / "abimee.db"
    copy.write_bytes(
        {
            "words": b"ceci n\xe2\x80\x99est pas une base",
            "cut": whole[:half],
            # The head still reads well: only a look at every page finds this one.
            "overwritten": whole[:half] + b"\xff" * 8192 + whole[half + 8192 :],
        }[damage]
    )
    before = files(collected)
    said = veille("restore", str(copy))
    assert said.code == 1
    assert said.out == ""
    assert said.err != ""
    assert files(collected) == before
    assert len(states(veille)) == 2


@pytest.mark.parametrize("statement", ["PRAGMA user_version = 0", "CREATE TABLE autre (a)"])
def test_a_database_that_is_not_ours_is_refused_and_the_store_untouched(
    collected: Path, veille: Type, statement: str
) -> None:
    copy = collected / "autre.db"
    copy.touch()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(statement)
    before = files(collected)
    said = veille("restore", str(copy))
    assert (said.code, said.out) == (1, "")
    assert "n’est pas une base de veille" in said.err
    assert files(collected) == before


def test_a_copy_that_is_not_there_is_told(workspace: Path, veille: Type) -> None:
    said = veille("restore", "perdue.db")
    assert (said.code, said.err) == (1, "sauvegarde introuvable : perdue.db\n")


# --- what is no workspace ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "check",
        "collect",
        "sources list",
        "sources pause journal",
        "items list",
        "items show abc",
        "items triage abc",
        "edition list",
        "edition new lettre",
        "edition preview 1",
        "edition check 1",
        "edition seal 1",
        "edition send 1",
        "edition export 1 sorti",
        "archive build",
        "archive verify",
        "jobs list",
        "jobs run nuit",
        "backup",
        "restore copie.db",
        "serve --no-jobs",
    ],
)
def test_outside_a_workspace_the_way_in_is_told_and_nothing_is_laid(
    here: Path, veille: Type, words: str
) -> None:
    said = veille(*words.split())
    assert said.code == 1
    assert said.out == ""
    assert said.err == f"pas d’espace de travail ici : lancez « veille init » ({here})\n"
    assert list(here.iterdir()) == []


def test_a_workspace_of_another_version_is_refused_in_words(workspace: Path, veille: Type) -> None:
    path = workspace / "veille.yml"
    path.write_text(path.read_text("utf-8").replace("version: 1", "version: 2"), "utf-8")
    before = files(workspace)
    for words in ("check", "items list", "backup"):
        said = veille(*words.split())
        assert said.code == 1
        assert (
            "cet espace de travail est de la version 2 ; ce programme lit la version 1" in said.err
        )
    assert files(workspace) == before


def test_broken_yaml_is_told_with_its_file_and_line(workspace: Path, veille: Type) -> None:
    path = workspace / "sources.yml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, '  - key: "jamais fermé']), "utf-8")
    for words in ("check", "items list"):
        said = veille(*words.split())
        assert said.code == 1
        assert said.out == ""
        assert said.err.startswith("sources.yml, ligne ")
        assert int(said.err.split()[2]) >= len(lines)


def test_every_mistake_of_the_files_is_told_at_once(workspace: Path, veille: Type) -> None:
    (workspace / "sources.yml").write_text("sources:\n  - {key: seul}\n", "utf-8")
    (workspace / "themes.yml").write_text("thèmes: []\n", "utf-8")
    said = veille("check")
    assert said.code == 1
    assert "sources.yml, ligne 2" in said.err
    assert "themes.yml, ligne 1" in said.err
