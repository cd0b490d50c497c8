"""The folder on disk: only what changed is written, and nothing of anyone else's is touched."""

from __future__ import annotations

import errno
import itertools
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from veille.archive.manifest import FORMER, MANIFEST
from veille.archive.write import complete, verify, write
from veille.errors import ArchiveError
from veille.model.places import turn

FILES = [("index.html", b"accueil"), ("lettre/2026/1/index.html", b"une lettre")]


def times(folder: Path) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


def test_the_folder_holds_what_is_wanted(tmp_path: Path) -> None:
    built = write(tmp_path / "archive", "ici", FILES)
    assert (built.pages, built.written, built.removed) == (2, tuple(path for path, _ in FILES), ())
    assert {path: (tmp_path / "archive" / path).read_bytes() for path, _ in FILES} == dict(FILES)
    assert verify(tmp_path / "archive", "ici") == []


def test_written_again_not_one_file_is_touched(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES)
    before = times(tmp_path)
    built = write(tmp_path, "ici", FILES)
    assert (built.pages, built.written, built.removed) == (2, (), ())
    assert times(tmp_path) == before


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES)
    before = times(tmp_path)
    built = write(tmp_path, "ici", [FILES[0], (FILES[1][0], b"corrigee")])
    assert built.written == (FILES[1][0],)
    same = str(tmp_path / FILES[0][0])
    assert times(tmp_path)[same] == before[same]


def test_what_is_no_longer_wanted_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES)
    (tmp_path / "CNAME").write_text("archives.breal.example", "utf-8")
    assert write(tmp_path, "ici", FILES[:1]).removed == (FILES[1][0],)
    assert not (tmp_path / FILES[1][0]).exists()
    assert (tmp_path / "CNAME").read_text("utf-8") == "archives.breal.example"


def test_a_file_that_someone_changed_or_removed_is_told_and_mended(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES)
    (tmp_path / FILES[0][0]).write_bytes(b"change")
    (tmp_path / FILES[1][0]).unlink()
    assert verify(tmp_path, "ici") == [path for path, _ in FILES]
    assert set(write(tmp_path, "ici", FILES).written) == {path for path, _ in FILES}
    assert verify(tmp_path, "ici") == []


def test_nothing_half_written_is_left_beside(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES)
    names = {file.name for file in tmp_path.rglob("*") if file.is_file()}
    assert names == {"index.html", MANIFEST}


def test_the_manifest_is_sorted_and_names_its_workspace(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES[::-1])
    owner, *lines = (tmp_path / MANIFEST).read_text("utf-8").splitlines()
    assert owner == "# veille ici"
    assert [line.partition("  ")[2] for line in lines] == sorted(path for path, _ in FILES)


@pytest.mark.parametrize("stranger", ["index.html", "lettre", "lettre/2026/1/index.html/x"])
def test_what_stands_in_the_way_and_is_not_ours_is_refused_before_anything_is_written(
    tmp_path: Path, stranger: str
) -> None:
    (tmp_path / stranger).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / stranger).write_text("à quelqu’un", "utf-8")
    with pytest.raises(ArchiveError, match="de l’archive"):
        write(tmp_path, "ici", FILES)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [tmp_path / stranger]


def test_another_workspaces_archive_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "ailleurs", FILES)
    before = times(tmp_path)
    with pytest.raises(ArchiveError, match="autre espace de travail"):
        write(tmp_path, "ici", FILES)
    assert times(tmp_path) == before


def test_the_manifest_is_what_b2sum_checks(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES)
    told = subprocess.run(
        ["b2sum", "--check", "--strict", MANIFEST], cwd=tmp_path, capture_output=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, b"")


def test_the_list_of_an_older_version_is_taken_up_and_replaced(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES)
    lines = (tmp_path / MANIFEST).read_text("utf-8").splitlines()[1:]
    files = {path: digest for digest, _gap, path in (line.partition("  ") for line in lines)}
    (tmp_path / MANIFEST).unlink()
    (tmp_path / FORMER).write_text(json.dumps({"workspace": "ici", "files": files}), "utf-8")

    built = write(tmp_path, "ici", FILES[:1])

    assert (built.written, built.removed) == ((), (FILES[1][0],))
    assert sorted(file.name for file in tmp_path.iterdir()) == [MANIFEST, "index.html"]


@pytest.mark.parametrize("manifest", ["", "{}", "# veille ici\n0  index.html", "# veille ici\nx"])
def test_a_manifest_that_says_nothing_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / MANIFEST).write_text(manifest, "utf-8")
    with pytest.raises(ArchiveError, match="illisible"):
        write(tmp_path, "ici", FILES)


@pytest.mark.parametrize("name", [MANIFEST, FORMER])
def test_a_folder_in_the_place_of_the_list_is_told_in_french(tmp_path: Path, name: str) -> None:
    (tmp_path / name / "à moi").mkdir(parents=True)
    with pytest.raises(ArchiveError, match=f"{name} » est un dossier, .* : déplacez-le"):
        write(tmp_path, "ici", FILES)
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "path", ["../victime.txt", "/etc/victime.txt", "a/../../victime.txt", ".", "a/."]
)
def test_a_manifest_that_names_a_file_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    folder, victim = tmp_path / "archive", tmp_path / "victime.txt"
    write(folder, "ici", FILES)
    victim.write_text("à moi", "utf-8")
    with (folder / MANIFEST).open("a", encoding="utf-8") as listing:
        listing.write(f"{'0' * 32}  {path}\n")
    with pytest.raises(ArchiveError, match="hors de l’archive"):
        write(folder, "ici", FILES)
    assert victim.read_text("utf-8") == "à moi"


def test_a_folder_that_leads_elsewhere_is_not_written_through(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "archive", tmp_path / "ailleurs"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "lettre").symlink_to(elsewhere)
    with pytest.raises(ArchiveError, match="n’est pas un dossier de l’archive"):
        write(folder, "ici", FILES)
    assert list(elsewhere.iterdir()) == []


def test_a_page_that_goes_but_was_rewritten_by_someone_stays(tmp_path: Path) -> None:
    write(tmp_path, "ici", FILES)
    (tmp_path / FILES[1][0]).write_bytes(b"a quelqu'un")
    write(tmp_path, "ici", FILES[:1])
    assert (tmp_path / FILES[1][0]).read_bytes() == b"a quelqu'un"


# --- cut short -----------------------------------------------------------------------------------

OLD = [("index.html", b"accueil"), ("a/index.html", b"a"), ("parti/index.html", b"parti")]
NEW = [("index.html", b"autre accueil"), ("a/index.html", b"a"), ("b/2026/index.html", b"b")]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def _killed_at(step: int, folder: Path) -> bool:
    """Writes NEW over OLD in a process of its own, which dies before its step-th act on the disk."""
    child = os.fork()
    if child == 0:
        left = iter(range(step))

        def dying(act: Callable[..., Any]) -> Callable[..., Any]:
            def acted(*given: Any, **named: Any) -> Any:
                if next(left, None) is None:
                    os._exit(9)
                return act(*given, **named)

            return acted

        for owner, name in (
            (os, "replace"),
            (os, "mkdir"),
            (os, "unlink"),
            (os, "rmdir"),
            (Path, "write_bytes"),
            (Path, "write_text"),
        ):
            setattr(owner, name, dying(getattr(owner, name)))
        write(folder, "ici", NEW)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_killed_at_any_moment_it_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    write(tmp_path / "vieux", "ici", OLD)
    write(tmp_path / "neuf", "ici", NEW)
    old, new = tree(tmp_path / "vieux"), tree(tmp_path / "neuf")
    found = []
    for step in itertools.count():
        folder = tmp_path / str(step)
        write(folder, "ici", OLD)
        killed = _killed_at(step, folder)
        complete(folder)
        found.append("vieux" if tree(folder) == old else "neuf")
        assert tree(folder) in (old, new), step
        write(folder, "ici", NEW)
        assert tree(folder) == new, step
        if not killed:
            break
    # First always the old one, then always the new one; both were met, at several steps.
    assert found == sorted(found, reverse=True)
    assert found.count("vieux") > 3 < found.count("neuf")


def test_while_pages_are_put_in_their_place_the_home_page_comes_last() -> None:
    paths = ["index.html", "feed.atom", "a/index.html", "a/2026/1/index.html", "assets/site.css"]
    assert sorted(paths, key=turn) == [
        "assets/site.css", "a/2026/1/index.html", "a/index.html", "feed.atom", "index.html",
    ]  # fmt: skip


def test_a_disk_that_is_full_leaves_the_old_site_and_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "ici", OLD)
    before = tree(tmp_path)

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "b/2026/index.html")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(ArchiveError, match=r"b/2026/index\.html : le disque est plein$"):
            write(tmp_path, "ici", NEW)
    assert tree(tmp_path) == before

    assert write(tmp_path, "ici", NEW).removed == ("parti/index.html",)


@pytest.mark.parametrize(
    "told, why",
    [
        (b'{"put": ["ind', "illisible"),
        (b"", "illisible"),
        (b"[]", "illisible"),
        (b"\xff\xfe", "illisible"),
        (b'{"put": [1], "removed": {}}', "illisible"),
        (b'{"put": [], "removed": ["index.html"]}', "illisible"),
        (
            b'{"put": ["../ailleurs.html"], "removed": {}}',
            "hors de l’archive, « ../ailleurs.html »",
        ),
        (b'{"put": ["/ailleurs.html"], "removed": {}}', "hors de l’archive"),
        (b'{"put": [""], "removed": {}}', "hors de l’archive"),
        (b'{"put": [], "removed": {"a/../../b": ""}}', "hors de l’archive"),
    ],
)
def test_what_is_owed_is_not_believed_once_someone_wrote_in_it(
    tmp_path: Path, told: bytes, why: str
) -> None:
    folder = tmp_path / "archive"
    write(folder, "ici", FILES)
    (folder / ".veille-next").mkdir()
    (folder / ".veille-next" / "0").write_bytes(b"d\xe9tourn\xe9")
    (folder / ".veille-next" / "owed.json").write_bytes(told)

    with pytest.raises(ArchiveError, match=f"{why}.*veille archive build"):
        complete(folder)

    assert [one.name for one in tmp_path.iterdir()] == ["archive"]
    assert verify(folder, "ici") == []


def test_a_link_that_leads_nowhere_is_somebody_elses_too(tmp_path: Path) -> None:
    (tmp_path / "index.html").symlink_to(tmp_path / "nulle-part")
    with pytest.raises(ArchiveError, match="n’est pas un fichier de l’archive"):
        write(tmp_path, "ici", FILES)
    assert (tmp_path / "index.html").is_symlink()
