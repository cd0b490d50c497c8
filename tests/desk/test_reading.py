"""The desk follows the three files, and goes on with the last good reading when one is broken."""

from __future__ import annotations

from pathlib import Path

from tests.desk.conftest import Desk
from veille.core import Veille


def rewrite(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_a_source_renamed_by_hand_shows_its_new_name_at_the_next_page(
    desk: Desk, veille: Veille
) -> None:
    file = veille.workspace.folder / "sources.yml"
    rewrite(file, '"La Gazette"', '"La Gazette du matin"')
    assert "La Gazette du matin" in desk.get("/bureau/sources/").text


def test_a_broken_file_is_told_with_its_line_and_the_desk_goes_on(
    desk: Desk, veille: Veille
) -> None:
    file = veille.workspace.folder / "sources.yml"
    rewrite(file, "kind: rss\n    category: presse\n    territory", "kind: fax\n    territory")
    page = desk.get("/bureau/sources/").text
    assert "sources.yml, ligne 6" in page
    assert "La Gazette" in page

    rewrite(file, "kind: fax", "kind: rss")
    assert "ligne 6" not in desk.get("/bureau/sources/").text
