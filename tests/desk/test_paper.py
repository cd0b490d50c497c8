"""The PDF at the desk: shown where it stands, saved under its name, missed in words."""

from __future__ import annotations

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, sealed, select_for
from tests.desk.conftest import Desk
from veille.core import Veille
from veille.desk.guard import PAPER_POLICY, PREVIEW_POLICY
from veille.testing import FakePrinter

NB = "\u00a0"


@pytest.fixture
def draft(veille: Veille) -> str:
    select_for(veille, "revue", SCHOOL, RENTS)
    return veille.drafts.new("revue", by=ALICE).public_id


def test_a_draft_is_read_on_paper_before_it_is_sealed(
    desk: Desk, veille: Veille, draft: str
) -> None:
    veille.ctx.printer = FakePrinter()
    answer = desk.get(f"/bureau/editions/{draft}/pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data == veille.editions.pdf(draft)
    assert answer.headers["Content-Disposition"] == 'inline; filename="revue-3-2026-11-16.pdf"'
    assert answer.headers["Content-Security-Policy"] == PAPER_POLICY
    assert "frame-ancestors 'self'" in PAPER_POLICY
    assert "sandbox" not in PAPER_POLICY


def test_a_sealed_edition_leads_to_its_pdf(desk: Desk, veille: Veille) -> None:
    veille.ctx.printer = FakePrinter()
    edition = sealed(veille, "lettre", SCHOOL, RENTS)
    address = f"/bureau/editions/{edition.public_id}/pdf"
    assert f'<a href="{address}" target="_blank" rel="noopener">PDF, 4{NB}pages</a>' in (
        desk.get(f"/bureau/editions/{edition.public_id}").text
    )
    veille.ctx.printer = None
    assert desk.get(address).data.startswith(b"%PDF-")


def test_without_a_printer_it_is_said_before_at_and_after_sealing(
    desk: Desk, veille: Veille, draft: str
) -> None:
    veille.ctx.printer = FakePrinter(missing="WeasyPrint n’est pas installé")
    page = f"/bureau/editions/{draft}"
    told = f"sera scellée sans PDF{NB}: WeasyPrint n’est pas installé"
    assert told in desk.get(page).text
    answer = desk.get(f"{page}/pdf")
    assert (answer.status_code, answer.mimetype) == (409, "text/plain")
    assert answer.text == "WeasyPrint n’est pas installé."
    assert answer.headers["Content-Security-Policy"] == PREVIEW_POLICY
    desk.post(f"{page}/sceller", {"read": "1"})
    html = desk.get(page).text.replace("&nbsp;", NB)
    assert f"Elle n’a pas de PDF{NB}: WeasyPrint n’est pas installé." in html
    assert f"Scellée sans PDF{NB}: WeasyPrint n’est pas installé." in html
    assert "sans PDF (WeasyPrint n’est pas installé)" in desk.get("/bureau/journal/").text


def test_no_edition_has_no_pdf(desk: Desk) -> None:
    assert desk.get("/bureau/editions/rien/pdf").status_code == 404
