"""What a machine can tell of accessibility: axe-core over every page of the desk, reflow at 320 px and 200 %."""

from __future__ import annotations

from datetime import date, time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.cast import ALICE, RENTS, SCHOOL, by_url, sealed
from tests.desk.browsing import OVERFLOW, enter
from veille.core import Veille
from veille.model.event import Day, EventForm, EventView
from veille.model.item import Filter, Triage
from veille.model.piece import PieceForm

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
        "RGAAv4",
    ],
    # What is in order is counted all the same, and not described: half of the time.
    "resultTypes": ["violations"],
}
PAGES = (
    "",
    "?state=kept",
    "ajouter/",
    "breves/",
    "breves/nouvelle",
    "dossiers/",
    "editions/",
    "equipe/",
    "evenements/",
    "evenements/nouveau",
    "journal/",
    "moi/",
    "moi/codes",
    "premiers-pas/",
    "publications/",
    "publications/lettre",
    "publications/lettre/copier",
    "rechercher/",
    "rechercher/?text=ecole",
    "selection/",
    "source/gazette",
    "sources/",
    "sources/ajouter",
    "travaux/",
    "vocabulaire/",
    "vocabulaire/education",
    "rien",
)
DAY = Day(rank=0, date=date(2026, 12, 1), starts=time(10), ends=time(17), programme="Accueil")


def lived_in(veille: Veille) -> list[str]:
    """A desk where something of every kind was made; the addresses of its pages."""
    edition = sealed(veille, "revue", SCHOOL)
    item = by_url(veille)[RENTS.url].public_id
    veille.items.triage(item, Triage(select=("lettre", "revue"), summary="Une note."), by=ALICE)
    veille.comments.add(f"item:{item}", "À garder pour lundi.", by=ALICE)
    draft = veille.drafts.new("revue", by=ALICE)
    token = veille.reviews.invite(draft.public_id, "Mme Bréal", by=ALICE)
    kept = veille.searches.keep(Filter(source="gazette"), "La Gazette", by=ALICE)
    veille.dossiers.open(kept.public_id, by=ALICE)
    piece = veille.pieces.write(PieceForm(title="Une brève", body="Un texte."), by=ALICE)
    event = veille.events.write(
        EventForm(title="Une journée", view=EventView(days=(DAY,)), public=True), by=ALICE
    )
    return [
        *PAGES,
        f"?item={item}",
        f"breves/{piece.public_id}",
        f"dossiers/{kept.public_id}",
        f"editions/{draft.public_id}",
        f"editions/{draft.public_id}/ailleurs/",
        f"editions/{edition.public_id}",
        f"evenements/{event.public_id}",
        f"histoires/{item}",
        f"../relecture/{token}",
    ]


def faults(page: Page) -> list[str]:
    """(rule: element) of every violation."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def looked_at(
    browser: Browser, desk_url: str, veille: Veille, width: int, scheme: str
) -> dict[str, list[str]]:
    """Page → what axe and the ruler say of it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    enter(page, desk_url, veille)
    said = {}
    for path in lived_in(veille):
        page.goto(f"{desk_url}/bureau/{path}")
        wide = page.evaluate(OVERFLOW)
        said[path] = faults(page) + ([f"overflow: {wide} px"] if wide else [])
    return {path: found for path, found in said.items() if found}


@pytest.mark.parametrize("width, scheme", [(1440, "light"), (320, "dark")])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, desk_url: str, veille: Veille, width: int, scheme: str
) -> None:
    assert looked_at(browser, desk_url, veille, width, scheme) == {}


@pytest.mark.prove
@pytest.mark.parametrize("width, scheme", [(1440, "dark"), (320, "light"), (768, "light")])
def test_axe_finds_nothing_in_the_other_widths_and_colours(
    browser: Browser, desk_url: str, veille: Veille, width: int, scheme: str
) -> None:
    assert looked_at(browser, desk_url, veille, width, scheme) == {}


def test_at_200_percent_nothing_is_cut_off(browser: Browser, desk_url: str, veille: Veille) -> None:
    """A window of 1280 px at 200 % is 640 px wide for the page (WCAG 1.4.4, 1.4.10)."""
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page = context.new_page()
    enter(page, desk_url, veille)
    for path in lived_in(veille):
        page.goto(f"{desk_url}/bureau/{path}")
        assert page.evaluate(OVERFLOW) == 0, path
    assert veille.editions.listed("revue")[0].sealed_by == ALICE
