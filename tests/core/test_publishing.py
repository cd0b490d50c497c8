"""The archive on disk: written once, never over what is not ours, and every sealed thing reached by links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import text

from tests.cast import (
    ALICE,
    CALL,
    MEETING,
    RENTS,
    SCHOOL,
    Stage,
    make_workspace,
    rewrite,
    rows,
    sealed,
    select_for,
    stage,
)
from veille.compose.render import UNSUBSCRIBE_MARK
from veille.core import Veille
from veille.errors import ArchiveError, TemplateError
from veille.model.source_rules import FEED_KINDS
from veille.store import permalinks
from veille.testing import FakeFetcher

SITE = "https://archives.breal.example/"


@pytest.fixture(name="stage")
def a_letter(tmp_path: Path, letter: Path) -> Stage:
    """A workspace with one sealed letter, not published yet."""
    return stage(tmp_path / "breal", letter)


def _files(stage: Stage) -> Mapping[str, bytes]:
    """Path under the archive → its bytes."""
    root = stage.folder / "archive"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def _target(files: Mapping[str, bytes], page: str, link: str) -> str | None:
    """The file a link of a page leads to; None when it leaves the archive."""
    whole = urldefrag(urljoin(f"{SITE}{page}", link))[0]
    if not whole.startswith(SITE):
        return None
    path = unquote(urlsplit(whole).path).lstrip("/")
    return path if path in files else f"{path}index.html"


def _links(content: bytes) -> Iterator[str]:
    page = BeautifulSoup(content, "html.parser")
    # In a letter as it was sealed, each person's address is still to come.
    hrefs = [str(tag["href"]) for tag in page.find_all(href=True)]
    yield from (one for one in hrefs if one != UNSUBSCRIBE_MARK)
    yield from (str(tag["src"]) for tag in page.find_all(src=True))


def _reached(files: Mapping[str, bytes]) -> set[str]:
    """The pages that a reader meets who starts at the home page and follows every link."""
    met, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = waiting.pop()
        for link in _links(files[page]):
            target = _target(files, page, link)
            if target and target.endswith(".html") and target not in met:
                met.add(target)
                waiting.append(target)
    return met


# --- what is written -------------------------------------------------------------------------------


def test_a_build_writes_everything_and_a_second_one_nothing(stage: Stage, veille: Veille) -> None:
    first = veille.archive.build()
    before = {path: (stage.folder / "archive" / path).stat().st_mtime_ns for path in first.written}
    second = veille.archive.build()

    assert first.pages == len(first.written) == len(_files(stage)) - 1  # and the manifest
    assert (second.written, second.removed) == ((), ())
    assert second.pages < first.pages  # only what lists the newest was made again
    third = veille.archive.build(whole=True)
    assert (third.pages, third.written, third.removed) == (first.pages, (), ())
    assert before == {path: (stage.folder / "archive" / path).stat().st_mtime_ns for path in before}


def test_a_new_edition_rewrites_only_what_shows_it(stage: Stage, veille: Veille) -> None:
    veille.archive.build()
    sealed(veille, "lettre", CALL, MEETING)

    written = veille.archive.build().written

    assert {"index.html", "lettre/index.html", "lettre/2026/13/index.html"} <= set(written)
    for told in (SCHOOL, RENTS):
        item = veille.items.get(told.url)
        assert f"ressource/{item.public_id}/index.html" not in written


def test_two_builds_of_one_store_are_the_same_to_the_byte(stage: Stage, veille: Veille) -> None:
    select_for(veille, "revue", CALL)
    veille.archive.build()
    first = _files(stage)
    (stage.folder / "archive").rename(stage.folder / "archive-avant")

    veille.archive.build()

    assert _files(stage) == first


def test_every_entry_is_reached_from_the_home_page_and_no_link_is_dead(
    stage: Stage, veille: Veille
) -> None:
    sealed(veille, "lettre", MEETING, CALL)
    sealed(veille, "revue", SCHOOL, CALL)
    select_for(veille, "revue", RENTS)
    veille.archive.build()
    files = _files(stage)

    dead = [
        (page, link)
        for page in files
        if page.endswith(".html")
        for link in _links(files[page])
        if (target := _target(files, page, link)) and target not in files
    ]
    assert dead == []
    reached = _reached(files)
    for edition in veille.editions.listed():
        assert edition.view
        assert f"{edition.view.path}index.html" in reached
        for entry in edition.view.entries:
            assert f"ressource/{entry.public_id}/index.html" in reached


def test_the_search_knows_every_entry_that_has_its_page_and_an_edition_rewrites_half_of_it(
    stage: Stage, veille: Veille
) -> None:
    veille.archive.build()
    before = _files(stage)
    records = before["recherche/index/courante/records0.bin"].decode()
    pages = [path.split("/")[1] for path in before if path.startswith("ressource/")]
    assert [one for one in pages if f'"{one}"' not in records] == []
    sealed(veille, "revue", CALL)
    written = veille.archive.build().written
    index = [path for path in written if path.startswith("recherche/")]
    assert "recherche/index/courante/index.json" in index
    assert [path for path in index if path.startswith("recherche/index/closes/")] == []


def test_every_promised_address_has_its_page(stage: Stage, veille: Veille) -> None:
    sealed(veille, "lettre", MEETING, CALL)
    veille.archive.build()

    files = _files(stage)
    promised = [str(row[0]) for row in rows(veille.ctx.store, "permalink")["permalink"]]
    assert promised
    for path in promised:
        assert (f"{path}index.html" if path.endswith("/") or not path else path) in files


def test_the_map_names_every_page_once_and_the_list_every_feed_that_is_watched(
    stage: Stage, veille: Veille
) -> None:
    sealed(veille, "lettre", MEETING, CALL)
    veille.archive.build()

    files = _files(stage)
    maps = [path for path in files if re.fullmatch(r"sitemap-\w+\.xml", path)]
    told = [
        found.removeprefix(SITE)
        for path in maps
        for found in re.findall(r"<loc>(.*?)</loc>", files[path].decode())
    ]
    assert sorted(f"{one}index.html" for one in told) == sorted(
        path for path in files if path.endswith("index.html")
    )
    school = f"{SITE}ressource/{veille.items.get(SCHOOL.url).public_id}/"
    dated = f"<loc>{school}</loc><lastmod>2026-11-16</lastmod>".encode()
    assert any(dated in files[path] for path in maps)
    listed = files["sources/sources.opml"].decode()
    watched = [one for one in veille.ctx.config.sources if one.enabled and one.kind in FEED_KINDS]
    assert listed.count("xmlUrl=") == len(watched) > 0


def test_what_waits_shows_on_the_living_page_and_nowhere_else(stage: Stage, veille: Veille) -> None:
    select_for(veille, "revue", CALL)
    select_for(veille, "lettre", MEETING)

    veille.archive.build()

    files = _files(stage)
    shown = {path for path, content in files.items() if CALL.url.encode() in content}
    assert "revue/index.html" in shown
    assert f"ressource/{veille.items.get(CALL.url).public_id}/index.html" not in files
    assert not any(MEETING.url.encode() in content for content in files.values())


def test_a_publication_that_leaves_the_file_keeps_its_pages(stage: Stage) -> None:
    with stage.opened() as veille:
        sealed(veille, "revue", SCHOOL, RENTS)
        veille.archive.build()
        before = set(_files(stage))
    rewrite(stage.folder / "veille.yml", "key: revue", "key: presse")

    with stage.opened() as veille:
        veille.archive.build()

    assert {path for path in before if path.startswith("revue/")} <= set(_files(stage))


# --- what is not ours --------------------------------------------------------------------------------


def test_foreign_files_are_left_alone(stage: Stage, veille: Veille) -> None:
    own = stage.folder / "archive" / "lettre" / "affiche.pdf"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"%PDF")
    built = veille.archive.build()

    assert own.read_bytes() == b"%PDF"
    assert "lettre/affiche.pdf" not in built.written
    assert veille.archive.verify() == []


@pytest.mark.parametrize("path", ["index.html", "lettre", "themes/index.html/photo.jpg"])
def test_a_foreign_file_where_a_page_must_go_is_refused_and_nothing_is_written(
    stage: Stage, veille: Veille, path: str
) -> None:
    foreign = stage.folder / "archive" / path
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_bytes("à moi".encode())

    with pytest.raises(ArchiveError, match="n’est pas un"):
        veille.archive.build()

    assert _files(stage) == {path: "à moi".encode()}


def test_a_folder_where_a_page_of_ours_was_is_refused_before_anything_is_written(
    stage: Stage, veille: Veille
) -> None:
    veille.archive.build()
    page = stage.folder / "archive" / "themes" / "index.html"
    page.unlink()
    page.mkdir()
    (page / "photo.jpg").write_bytes("à moi".encode())
    sealed(veille, "lettre", CALL, MEETING)
    before = _files(stage)

    with pytest.raises(ArchiveError, match="n’est pas un"):
        veille.archive.build()

    assert _files(stage) == before


def test_the_archive_of_another_workspace_is_refused_and_stays(
    stage: Stage, veille: Veille, tmp_path: Path
) -> None:
    veille.archive.build()
    other = Stage(make_workspace(tmp_path / "autre"), stage.clock, FakeFetcher())
    rewrite(other.folder / "veille.yml", "ressources de Bréal", "ressources d’Ailleurs")
    (stage.folder / "archive").rename(other.folder / "archive")
    before = _files(other)

    with other.opened() as elsewhere:
        for act in (elsewhere.archive.build, elsewhere.archive.verify):
            with pytest.raises(ArchiveError, match="un autre espace de travail"):
                act()

    assert _files(other) == before


def test_an_archive_folder_that_is_a_file_is_refused(stage: Stage, veille: Veille) -> None:
    (stage.folder / "archive").write_text("à moi", "utf-8")

    with pytest.raises(ArchiveError):
        veille.archive.build()

    assert (stage.folder / "archive").read_text("utf-8") == "à moi"


# --- proof -------------------------------------------------------------------------------------------


def test_a_sound_archive_has_nothing_to_say(veille: Veille) -> None:
    veille.archive.build()

    assert veille.archive.verify() == []


def test_a_file_that_was_changed_or_lost_is_told_and_mended(stage: Stage, veille: Veille) -> None:
    veille.archive.build()
    before = _files(stage)
    page = stage.folder / "archive" / "lettre" / "2026" / "12" / "index.html"
    page.write_text(page.read_text("utf-8").replace("Bréal", "Ailleurs"), "utf-8")
    (stage.folder / "archive" / "lettre" / "feed.atom").unlink()

    told = veille.archive.verify()

    assert [line.partition(" ")[0].partition("\u00a0")[0] for line in told] == [
        "lettre/2026/12/index.html",
        "lettre/feed.atom",
    ]
    mended = veille.archive.build(whole=True).written
    assert mended == ("lettre/2026/12/index.html", "lettre/feed.atom")
    assert _files(stage) == before


def test_sealed_bytes_that_were_tampered_with_are_told(veille: Veille) -> None:
    edition = veille.editions.get("lettre/2026/12")
    veille.archive.build()
    with veille.ctx.store.write() as w:
        w.execute(text("DROP TRIGGER sealed_blob_update"))
        w.execute(
            text("UPDATE blob SET bytes = x'00' WHERE sha256 = :digest"),
            {"digest": edition.html_sha256},
        )

    told = veille.archive.verify()

    assert len(told) == 1
    assert told[0].startswith("lettre/2026/12/")
    assert "octets scellés" in told[0]


# --- templates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("written, line", [("<p>\n{{ rien }}</p>", 2), ("<p>\n\n{% for %}</p>", 3)])
def test_a_wrong_template_is_named_and_the_last_good_archive_stays(
    stage: Stage, veille: Veille, written: str, line: int
) -> None:
    veille.archive.build()
    before = _files(stage)
    sealed(veille, "lettre", CALL, MEETING)
    promised = rows(veille.ctx.store, "permalink", "setting")
    own = stage.folder / "templates" / "archive" / "item.html"
    own.parent.mkdir(parents=True)
    own.write_text(written, "utf-8")

    with stage.opened() as again, pytest.raises(TemplateError) as refused:
        again.archive.build()

    assert (refused.value.file, refused.value.line) == ("templates/archive/item.html", line)
    assert "(page ressource/" in str(refused.value)
    assert _files(stage) == before
    assert rows(veille.ctx.store, "permalink", "setting") == promised
    own.unlink()
    with stage.opened() as again:
        assert "lettre/2026/13/index.html" in again.archive.build().written


def test_a_template_of_the_workspace_takes_the_place_of_the_shipped_one(
    stage: Stage, veille: Veille
) -> None:
    own = stage.folder / "templates" / "archive" / "year.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>L’année {{ year }}, à notre façon.</p>", "utf-8")
    veille.archive.build()

    assert _files(stage)["2026/index.html"].decode() == "<p>L’année 2026, à notre façon.</p>"


def test_alice_is_not_named_in_the_archive(stage: Stage, veille: Veille) -> None:
    veille.archive.build()

    assert not any(ALICE.encode() in content for content in _files(stage).values())


def test_an_address_that_was_public_and_answers_no_more_is_told_and_gets_its_stub(
    stage: Stage, veille: Veille
) -> None:
    veille.archive.build()
    with veille.ctx.store.write() as w:
        permalinks.keep(w, [("revue/2019/1/", "page", "")], veille.clock.now())

    assert [line.partition(" ")[0].rstrip("\u00a0") for line in veille.archive.verify()] == [
        "revue/2019/1/"
    ]
    veille.archive.build(whole=True)

    assert veille.archive.verify() == []
    assert "../../../revue/" in _files(stage)["revue/2019/1/index.html"].decode()
