"""The desk's button that publishes the archive, and the line that says how it ended."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import Stage, held_work
from tests.desk.conftest import Desk
from veille.core import Veille


@pytest.fixture
def later(veille: Veille, stage: Stage) -> list[Callable[[], None]]:
    """A host is declared; work that is launched starts when the test says so."""
    (stage.folder / "www").mkdir()
    file = stage.folder / "veille.yml"
    file.write_text(file.read_text("utf-8") + "publish: {method: folder, folder: www}\n", "utf-8")
    veille.reload()
    return held_work(veille)


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.replace("\u00a0", " ")))


def test_without_a_host_there_is_no_button(desk: Desk) -> None:
    assert "Publier sur le site" not in desk.get("/bureau/editions/").text


def test_the_button_publishes_behind_and_the_page_says_how_it_ended(
    desk: Desk, veille: Veille, stage: Stage, later: list[Callable[[], None]]
) -> None:
    veille.archive.build()
    assert "Dernière publication" not in desk.get("/bureau/editions/").text
    assert desk.post("/bureau/publier").status_code == 303
    page = plain(desk.get("/bureau/editions/").text)
    assert "La publication a commencé" in page
    assert "Publier sur le site" in plain(desk.get("/bureau/travaux/").text)
    assert not (stage.folder / "www" / "index.html").exists()

    later.pop()()
    page = plain(desk.get("/bureau/editions/").text)
    assert re.search(
        r"Dernière publication sur le site, [^:]+: \d+ fichiers envoyés, 0 retiré", page
    )
    assert (stage.folder / "www" / "index.html").exists()


def test_a_second_press_is_refused_and_what_stopped_the_first_is_one_sentence_there(
    desk: Desk, veille: Veille, stage: Stage, later: list[Callable[[], None]]
) -> None:
    veille.archive.build()
    (stage.folder / "www").rmdir()
    desk.post("/bureau/publier")
    second = desk.post("/bureau/publier")
    assert second.status_code == 409
    assert "déjà en cours" in second.text
    later.pop()()
    page = plain(desk.get("/bureau/editions/").text)
    assert re.search(
        r"Dernière publication sur le site, [^:]+: le dossier « .+ » n’existe pas", page
    )
