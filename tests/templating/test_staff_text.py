"""What the team types is never a template: it reaches the reader sign for sign, wherever it is shown."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from tests.cast import ALICE, GAZETTE, RENTS, Stage, Told, by_url, feed, rewrite, stage
from tests.cli.conftest import plain
from tests.desk.conftest import ARCHIVE, Desk
from veille.core import Veille, printing
from veille.desk.app import create_app
from veille.model.item import Triage

SIGNS = "{{ 7*7 }} {% raw %} {{ ''.__class__ }} {# rien #} {% include 'x' %} ${7*7} %s {0}"
TITLE = Told(f"Titre {SIGNS}", "https://gazette.example/signes", "Un texte.")


@pytest.fixture(name="stage")
def a_stage_whose_team_types_braces(tmp_path: Path, blank: Path) -> Stage:
    made = stage(tmp_path / "breal", blank)
    rewrite(made.folder / "veille.yml", 'title: "La lettre de Bréal"', f'title: "Lettre {SIGNS}"')
    rewrite(made.folder / "veille.yml", 'title: "À lire"', f'title: "Rubrique {SIGNS}"')
    made.web.answers[GAZETTE] = feed(TITLE, RENTS)
    return made


@pytest.fixture
def draft(veille: Veille) -> str:
    veille.collect()
    items = by_url(veille)
    for one in (TITLE, RENTS):
        form = Triage(
            accept=True, select=("lettre",), summary=f"Note {SIGNS}", quotation=f"Citation {SIGNS}"
        )
        veille.items.triage(items[one.url].public_id, form, by=ALICE)
    made = veille.drafts.new("lettre", by=ALICE, title=f"Numéro {SIGNS}", edito=f"Édito {SIGNS}")
    return made.public_id


def read(text: str) -> str:
    """As a person reads it: one line, plain spaces, straight quotes."""
    return " ".join(plain(unescape(text)).replace("’", "'").split())


EVERYWHERE = ("Titre", "Note", "Citation", "Numéro", "Édito", "Rubrique", "Lettre")


def test_braces_stay_braces_in_the_mail_and_on_paper(veille: Veille, draft: str) -> None:
    made = veille.editions.preview(draft)
    paper = printing.page(veille.ctx, veille.editions.view(draft)).html
    for text in (made.html, made.text, paper):
        for word in EVERYWHERE:
            assert f"{word} {{{{ 7*7 }}}} {{% raw %}} {{{{ ''.__class__ }}}}" in read(text)
        assert "49" not in read(text).replace("FDFCF9", "")


def test_braces_stay_braces_in_the_subject(veille: Veille, draft: str) -> None:
    assert "{{ 7*7 }}" in plain(veille.editions.preview(draft).subject)


def test_braces_stay_braces_in_the_archive_and_at_the_desk(
    stage: Stage, veille: Veille, draft: str
) -> None:
    desk = Desk(create_app(veille, archive_address=ARCHIVE)).sign_in(veille)
    assert "Note {{ 7*7 }} {% raw %}" in read(desk.get(f"/bureau/editions/{draft}").text)
    veille.sealing.seal(draft, by=ALICE)
    veille.archive.build()
    page = (stage.folder / "archive" / "lettre" / "2026" / "12" / "index.html").read_text("utf-8")
    for word in EVERYWHERE:
        assert f"{word} {{{{ 7*7 }}}} {{% raw %}}" in read(page)
