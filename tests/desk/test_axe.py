"""What a machine can tell of accessibility: axe-core over every page of the desk, reflow at 320 px and 200 %."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Literal

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

RULES: dict[str, Any] = {
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
    # It would fetch the sheets a second time, for no rule among these.
    "preload": False,
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
    "sources/ajouter?url=https://reseau.example/&comme=mail",
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
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("(rules) => axe.run(document, rules)", RULES)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


Look = tuple[int, Literal["light", "dark"]]


def looked_at(
    browser: Browser, desk_url: str, veille: Veille, looks: Sequence[Look]
) -> dict[str, list[str]]:
    """Page → what axe says of it in each window, and the ruler there and at 200 %."""
    context = browser.new_context(device_scale_factor=2)
    page = context.new_page()
    enter(page, desk_url, veille)
    said = {}
    for path in lived_in(veille):
        page.goto(f"{desk_url}/bureau/{path}")
        found = []
        for width, scheme in looks:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{width} {scheme}: {one}" for one in (*faults(page), *too_wide(page))]
        # A window of 1280 px at 200 % is 640 px wide for the page (WCAG 1.4.4, 1.4.10).
        page.set_viewport_size({"width": 640, "height": 400})
        said[path] = [*found, *too_wide(page)]
    assert veille.editions.listed("revue")[0].sealed_by == ALICE
    return {path: found for path, found in said.items() if found}


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate(OVERFLOW)
    return [f"overflow: {wide} px"] if wide else []


def test_axe_finds_nothing_on_any_page_and_nothing_is_cut_off(
    browser: Browser, desk_url: str, veille: Veille
) -> None:
    assert looked_at(browser, desk_url, veille, [(1440, "light"), (320, "dark")]) == {}


@pytest.mark.prove
def test_axe_finds_nothing_in_the_other_widths_and_colours(
    browser: Browser, desk_url: str, veille: Veille
) -> None:
    others: list[Look] = [(1440, "dark"), (320, "light"), (768, "light")]
    assert looked_at(browser, desk_url, veille, others) == {}
