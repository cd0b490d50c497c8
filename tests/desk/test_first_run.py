"""A first run to a first draft, in a browser: addresses pasted, items seen to come, no file edited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import FIL, GAZETTE, SOURCES, Stage, Told, blank_store, feed, rewrite, stage
from tests.desk.browsing import Hands, enter, watched
from veille.core import Veille

pytestmark = pytest.mark.browser


@pytest.fixture(name="stage")
def a_new_centre(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A workspace without a source and a store without an item; two feeds answer in the world."""
    made = stage(tmp_path / "breal", blank_store(tmp_path_factory.mktemp("vide")))
    rewrite(made.folder / "sources.yml", SOURCES, "sources: []\n")
    made.web.answers[GAZETTE] = feed(
        *(
            Told(f"Un article de la Gazette, numéro {n}", f"https://gazette.example/{n}")
            for n in (1, 2, 3)
        )
    )
    made.web.answers[FIL] = feed(Told("Une dépêche du Fil", "https://fil.example/1"), url=FIL)
    return made


@pytest.fixture(name="veille")
def just_opened(stage: Stage) -> Iterator[Veille]:
    with stage.opened() as veille:
        yield veille


def test_a_first_run_to_a_first_draft(
    browser: Browser, desk_url: str, veille: Veille, capsys: pytest.CaptureFixture[str]
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    enter(page, desk_url, veille)
    complaints = watched(page)
    hands = Hands(page)

    hands.begin("coller deux adresses et voir les articles arriver")
    hands.click(page.get_by_role("link", name="vos premiers pas"))
    page.get_by_label("Collez jusqu’à dix adresses").fill(f"{GAZETTE}\n{FIL}")
    hands.click(page.get_by_role("button", name="Ajouter et visiter"))
    expect(page.locator("main")).to_contain_text("4 éléments sont là")

    hands.begin("cocher deux articles, préparer le premier brouillon")
    for rank in (0, 1):
        hands.click(page.get_by_role("group").get_by_role("checkbox").nth(rank))
    hands.click(page.get_by_role("button", name="Préparer un premier brouillon"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("La lettre de Bréal")
    expect(page.locator("#avis, .notice")).to_contain_text("Brouillon préparé")

    with capsys.disabled():
        print(f"\n{hands.told()}")
    assert [edition.publication for edition in veille.editions.listed()] == ["lettre"]
    assert GAZETTE in (veille.workspace.folder / "sources.yml").read_text("utf-8")
    assert complaints == []
