"""The whole chain, as the demo plays it: collected, triaged, composed, sent, archived, and again."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html as lxml_html

import demo.demo as story
from demo import run
from tests.archive.pages import read, target
from tests.golden import NOW, Played, tree
from tests.send.reading import body, parts
from veille.compose.render import UNSUBSCRIBE_MARK
from veille.errors import WorkspaceError

PRECISION_FLOOR = RECALL_FLOOR = 0.50
"""Of the themes proposed; 0.52 and 0.54 when this was written. Raise them with the rules, never lower."""


def plain(text: str) -> str:
    return " ".join(text.split())


def test_a_monday_is_told_in_figures(played: Played) -> None:
    assert "12 vont bien, 2 à revoir : 150 éléments nouveaux." in plain(played.said)
    # Two of the 150 tell the story of another: each is counted with that one.
    assert "23 novembre 2026 : 150 éléments, 56 à trier, 73 retenus, 21 écartés." in plain(
        played.said
    )
    assert "15 courriels dans" in plain(played.said)


def test_the_sources_that_fail_are_named_with_their_reason(played: Played) -> None:
    told = plain(played.said)
    assert "mort-montrevel : connexion refusée par le serveur" in told
    assert "vide-agence : le site a répondu par une page de blocage (« Request Rejected »)" in told


def test_the_theme_rules_do_not_get_worse(played: Played) -> None:
    found = re.search(r"précision (\d,\d\d), rappel (\d,\d\d)", played.said)
    assert found
    precision, recall = (float(figure.replace(",", ".")) for figure in found.groups())
    assert precision >= PRECISION_FLOOR
    assert recall >= RECALL_FLOOR


class Letter(NamedTuple):
    """A message of the outbox beside the page of its edition."""

    message: Path
    page: Path


def letters(played: Played) -> list[Letter]:
    found = []
    for page in sorted(played.archive.glob("*/[0-9]*/[0-9]*/index.html")):
        stem = "-".join(page.parent.relative_to(played.archive).parts)
        outbox = played.folder / "data" / "outbox"
        found += [Letter(file, page) for file in sorted(outbox.glob(f"{stem}-*.eml"))]
    return found


def test_each_edition_was_sent_to_each_trial_address(played: Played) -> None:
    made = letters(played)
    assert len(made) == 15
    publications = {letter.page.relative_to(played.archive).parts[0] for letter in made}
    assert publications == {"revue", "lettre", "alerte"}
    assert len({letter.page for letter in made}) == 5


def test_a_letter_and_its_page_have_the_same_titles_and_links_in_both_parts(played: Played) -> None:
    for letter in letters(played):
        document = lxml_html.document_fromstring(letter.page.read_text("utf-8"))
        titles = {
            plain(link.text_content()): link.get("href")
            for link in document.xpath(
                "//article[@class='entry' or @class='entry event']//*[@class='title']/a"
            )
        }
        assert titles
        text, html = map(body, parts(letter.message.read_bytes()))
        shown = lxml_html.document_fromstring(html)
        sent = {
            plain(link.text_content()): link.get("href") for link in shown.xpath("//h2/a | //h3/a")
        }
        assert sent == titles, letter.message
        lines = {line.strip() for line in text.splitlines()}
        for title, url in titles.items():
            assert title in plain(text), letter.message
            assert url in lines, letter.message


def test_the_archive_is_well_formed_and_each_of_its_links_leads_somewhere(played: Played) -> None:
    files = tree(played.archive)
    pages = {path: read(data) for path, data in files.items() if path.endswith(".html")}
    assert len(pages) > 100
    assert {path: page.faults for path, page in pages.items() if page.faults} == {}
    ids = {path: set(page.ids) for path, page in pages.items()}
    for path, page in pages.items():
        for address in page.addresses:
            if address == UNSUBSCRIBE_MARK:
                continue  # a letter as it was sealed: each person's address is still to come
            found = target(path, address)
            assert found is None or found[0] in files, f"{path}: {address}"
            assert found is None or not found[1] or found[1] in ids[found[0]], f"{path}: {address}"


def rows(folder: Path) -> dict[str, list[str]]:
    """Every table but those that tell of runs, row by row."""
    told_of_runs = {"fetch", "job_run", "source", "sqlite_sequence"}
    with closing(sqlite3.connect(folder / "data" / "veille.db")) as store:
        names = [
            name for (name,) in store.execute("select name from sqlite_master where type = 'table'")
        ]
        return {
            name: sorted(map(repr, store.execute(f"select * from {name}")))  # noqa: S608
            for name in names
            if name not in told_of_runs
        }


def test_played_again_not_one_page_is_written_and_not_one_row_moves(
    played: Played, tmp_path: Path
) -> None:
    again = tmp_path / "demo"
    shutil.copytree(played.folder, again)
    before = {path: path.stat().st_mtime_ns for path in (again / "archive").rglob("*")}
    kept, sent = rows(again), tree(again / "data" / "outbox")
    assert len(kept["item"]) == 152
    with redirect_stdout(io.StringIO()) as said:
        run(again, leave=True)
    assert "0 élément nouveau" in plain(said.getvalue())
    assert "0 écrit," in plain(said.getvalue())
    assert {path: path.stat().st_mtime_ns for path in (again / "archive").rglob("*")} == before
    assert rows(again) == kept
    assert tree(again / "data" / "outbox") == sent


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "these.odt").write_text("ma thèse", "utf-8")
    with pytest.raises(WorkspaceError, match="n’est pas vide"):
        run(tmp_path, leave=True, now=NOW)
    assert [file.name for file in tmp_path.iterdir()] == ["these.odt"]


OTHER = {
    "expected.yml": "items: []\n",
    "sources.yml": """\
sources:
  - {key: village, name: "Le Village", url: "http://village.example/feed.xml", kind: rss}
""",
    "web/behaviour.yml": "village.example: {delay: 0}\n",
    "web/village.example/feed.xml": """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Le Village</title>
<item><title>L'école rouvre</title><link>http://village.example/ecole</link>
<guid>1</guid><pubDate>@{-1d rfc822}</pubDate></item>
</channel></rss>
""",
}


def test_another_folder_of_feeds_works_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in OTHER.items():
        (tmp_path / "other" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "other" / name).write_text(text, "utf-8")
    monkeypatch.setattr(story, "HERE", tmp_path / "other")
    with redirect_stdout(io.StringIO()) as said:
        run(tmp_path / "workspace", leave=True, now=NOW)
    assert "1 va bien, 0 à revoir : 1 élément nouveau." in plain(said.getvalue())
    assert "1 élément, 1 à trier, 0 retenus, 0 écartés." in plain(said.getvalue())
    assert (tmp_path / "workspace" / "archive" / "index.html").is_file()
