"""Whoever rereads: reads every page, and sees no button that would be refused."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.cast import ALICE, RENTS, SCHOOL, select_for
from tests.desk import test_events, test_pieces
from tests.desk.conftest import Desk, id_of
from veille.core import Veille
from veille.desk.guard import needed
from veille.model.item import Filter
from veille.model.role import Role

LISTS = (
    "/bureau/",
    "/bureau/ajouter/",
    "/bureau/breves/",
    "/bureau/dossiers/",
    "/bureau/editions/",
    "/bureau/evenements/",
    "/bureau/journal/",
    "/bureau/moi/",
    "/bureau/rechercher/?text=ecole",
    "/bureau/selection/",
    "/bureau/sources/",
    "/bureau/travaux/",
    "/bureau/vocabulaire/",
)
FORMS = (
    "/bureau/premiers-pas/",
    "/bureau/breves/nouvelle",
    "/bureau/evenements/nouveau",
    "/bureau/sources/ajouter",
)


class Buttons(HTMLParser):
    """Where each button of a page that can be pressed sends its form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fieldsets: list[bool] = []
        self.form = ""
        self.named: dict[str, str] = {}
        self.targets: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.form = (given.get("action") or "") if given.get("method") == "post" else ""
            self.named[given.get("id") or ""] = self.form
        elif tag == "fieldset":
            self.fieldsets.append("disabled" in given)
        elif tag == "button" and not any(self.fieldsets) and "disabled" not in given:
            elsewhere = self.named.get(given.get("form") or "-", self.form)
            self.targets.add(given.get("formaction") or elsewhere)
        if "hx-post" in given and not any(self.fieldsets):
            self.targets.add(given["hx-post"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = ""
        elif tag == "fieldset":
            self.fieldsets.pop()


def refused(app: Flask, html: str) -> set[str]:
    """The endpoints behind the buttons of a page that Bob’s role does not allow."""
    urls = app.url_map.bind("localhost")
    found = set()
    for target in filter(None, Buttons(html).targets):
        try:
            endpoint, _ = urls.match(target.partition("?")[0].partition("#")[0], method="POST")
        except HTTPException as error:
            raise AssertionError(target) from error
        right = needed(endpoint)
        if right is not None and not Role.RELECTURE.may(right):
            found.add(endpoint)
    return found


@pytest.fixture
def details(desk: Desk, bob: Desk, veille: Veille) -> list[str]:
    """One page of each noun, with something in it."""
    pages = [test_pieces.write(desk).location, test_events.write(desk).location]
    select_for(veille, "revue", SCHOOL)
    edition = veille.drafts.new("revue", by=ALICE).public_id
    kept = veille.searches.keep(Filter(source="gazette"), "La Gazette", by=ALICE)
    dossier = veille.dossiers.open(kept.public_id, by=ALICE).public_id
    veille.searches.keep(Filter(source="fil"), "Le Fil", by=ALICE)
    veille.stories.join(id_of(veille, RENTS.title), id_of(veille, SCHOOL.title), by=ALICE)
    item = id_of(veille, SCHOOL.title)
    return [
        *pages,
        f"/bureau/editions/{edition}",
        f"/bureau/dossiers/{dossier}",
        f"/bureau/?item={item}",
        f"/bureau/histoires/{item}",
        "/bureau/source/gazette",
        "/bureau/vocabulaire/logement",
    ]


def test_no_button_that_is_refused_is_shown_to_who_rereads(
    app: Flask, bob: Desk, desk: Desk, details: list[str]
) -> None:
    shown = {}
    for path in [*LISTS, *details]:
        page = bob.get(path)
        assert page.status_code == 200, path
        if found := refused(app, page.text):
            shown[path] = found
    assert shown == {}
    assert refused(app, desk.get("/bureau/").text)  # what is looked for is there for Alice


def test_pages_that_are_only_a_form_are_closed_and_no_link_leads_there(
    bob: Desk, desk: Desk, details: list[str]
) -> None:
    for path in FORMS:
        assert bob.get(path).status_code == 403, path
        assert desk.get(path).status_code == 200, path
    for path in [*LISTS, *details]:
        links = re.findall(r'href="([^"?#]+)', bob.get(path).text)
        assert set(FORMS).isdisjoint(links), path
