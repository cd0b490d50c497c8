"""The PDF of an edition: sealed with it and never after, copied to the archive, missed without harm."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cast import ALICE, RENTS, SCHOOL, Stage, sealed, select_for, stage
from tests.compose.paper import require_printer, told
from veille.core import Veille
from veille.errors import PrinterError, RefusedError, TemplateError
from veille.model.act import WantedActs
from veille.model.edition import EditionState
from veille.store import blobs
from veille.testing import FakePrinter

NB = "\u00a0"
LOST = "WeasyPrint n’est pas installé"


@pytest.fixture(name="stage")
def a_monday(tmp_path: Path, monday: Path) -> Stage:
    return stage(tmp_path / "breal", monday)


@pytest.fixture
def printer(veille: Veille) -> FakePrinter:
    veille.ctx.printer = made = FakePrinter()
    return made


def _draft(veille: Veille) -> str:
    select_for(veille, "lettre", SCHOOL, RENTS)
    return veille.drafts.new("lettre", by=ALICE).public_id


def test_a_letter_is_sealed_with_the_pdf_that_a_printer_makes(stage: Stage, veille: Veille) -> None:
    veille.ctx.printer = require_printer()
    edition = sealed(veille, "lettre", SCHOOL, RENTS)
    pdf = veille.editions.pdf(edition.public_id)
    assert hashlib.sha256(pdf).hexdigest() == edition.pdf_sha256
    said = told(pdf)
    assert (said.pages, edition.pdf_pages) == (1, 1)
    assert RENTS.title in said.text
    veille.archive.build()
    assert (stage.folder / "archive/lettre/2026/12/lettre-12-novembre-2026.pdf").read_bytes() == pdf


def test_a_draft_is_printed_as_it_stands(veille: Veille, printer: FakePrinter) -> None:
    draft = _draft(veille)
    before = veille.editions.pdf(draft)
    assert veille.editions.pdf_name(draft) == "lettre-12-novembre-2026.pdf"
    assert SCHOOL.title in printer.sheets[0].html
    assert len(printer.sheets[0].files) == 3
    select_for(veille, "revue", SCHOOL)
    assert veille.editions.pdf(draft) == before


def test_the_sealed_pdf_is_copied_to_the_byte_and_its_page_says_how_long_and_heavy_it_is(
    stage: Stage, veille: Veille, printer: FakePrinter
) -> None:
    edition = sealed(veille, "lettre", SCHOOL, RENTS)
    built = veille.archive.build()
    folder = stage.folder / "archive/lettre/2026/12"
    copy = folder / "lettre-12-novembre-2026.pdf"
    assert copy.read_bytes() == veille.editions.pdf(edition.public_id)
    assert copy.relative_to(stage.folder / "archive").as_posix() in built.written
    page = (folder / "index.html").read_text("utf-8")
    assert f'href="{copy.name}" type="application/pdf">PDF, 4{NB}pages, 1{NB}Ko</a>' in page
    assert len(printer.sheets) == 1, "a sealed edition is never printed again"
    assert veille.archive.verify() == []
    copy.write_bytes(b"autre chose")
    assert veille.archive.verify() == [
        f"lettre/2026/12/{copy.name} : absent ou modifié — « veille archive build » le remet"
    ]


def test_a_failing_printer_stops_nothing_and_the_edition_says_why(
    stage: Stage, veille: Veille
) -> None:
    veille.ctx.printer = FakePrinter(trouble="l’impression n’en finissait pas")
    edition = sealed(veille, "lettre", SCHOOL, RENTS)
    assert edition.state is EditionState.SEALED
    assert (edition.pdf_sha256, edition.pdf_fault) == ("", "l’impression n’en finissait pas")
    assert veille.journal.listed(WantedActs())[0].after["pdf_fault"] == edition.pdf_fault
    veille.archive.build()
    assert not list((stage.folder / "archive").rglob("*.pdf"))
    assert "application/pdf" not in (stage.folder / "archive/lettre/2026/12/index.html").read_text(
        "utf-8"
    )


def test_a_pdf_is_never_added_to_a_sealed_edition(veille: Veille) -> None:
    veille.ctx.printer = FakePrinter(missing=LOST)
    edition = sealed(veille, "lettre", SCHOOL, RENTS)
    veille.ctx.printer = FakePrinter()
    with pytest.raises(RefusedError, match="scellée sans PDF"):
        veille.editions.pdf(edition.public_id)


def test_a_missing_printer_is_said_before_sealing(veille: Veille) -> None:
    draft = _draft(veille)
    assert not [one for one in veille.sealing.check(draft) if "PDF" in one.message]
    veille.ctx.printer = FakePrinter(missing=LOST)
    (found,) = [one for one in veille.sealing.check(draft) if "PDF" in one.message]
    assert not found.blocking
    assert found.message == f"l’édition sera scellée sans PDF : {LOST}"
    with pytest.raises(PrinterError, match=LOST):
        veille.editions.pdf(draft)


def test_a_space_that_prints_nothing_says_nothing_of_it(veille: Veille) -> None:
    edition = sealed(veille, "lettre", SCHOOL, RENTS)
    assert (edition.pdf_sha256, edition.pdf_fault) == ("", "")
    select_for(veille, "revue", SCHOOL)
    draft = veille.drafts.new("revue", by=ALICE).public_id
    with pytest.raises(RefusedError, match="cet espace n’imprime pas"):
        veille.editions.pdf(draft)


def test_a_page_for_paper_that_is_wrong_stops_the_sealing_as_any_template(
    veille: Veille, printer: FakePrinter
) -> None:
    draft = _draft(veille)
    own = veille.workspace.templates / "letters/letter/print.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ rien.du.tout }}", "utf-8")
    (found,) = [one for one in veille.sealing.check(draft) if one.blocking]
    assert "letters/letter/print.html, ligne 1" in found.message
    with pytest.raises(TemplateError):
        veille.sealing.seal(draft, by=ALICE)
    assert veille.editions.get(draft).state is EditionState.DRAFT
    assert printer.sheets == []


def test_an_empty_draft_has_nothing_to_print(veille: Veille, printer: FakePrinter) -> None:
    draft = _draft(veille)
    with veille.ctx.store.write() as w:
        w.exec_driver_sql("UPDATE selection SET edition_id = NULL")
    with pytest.raises(RefusedError, match="vide"):
        veille.editions.pdf(draft)
    assert printer.sheets == []


def test_bytes_that_changed_in_the_store_are_told(veille: Veille, printer: FakePrinter) -> None:
    edition = sealed(veille, "lettre", SCHOOL, RENTS)
    with veille.ctx.store.write() as w:
        w.exec_driver_sql("DROP TRIGGER sealed_blob_update")
        w.exec_driver_sql("UPDATE blob SET bytes = x'00' WHERE type = 'application/pdf'")
        assert blobs.size(w, edition.pdf_sha256) == 1
    assert any("ne correspondent plus" in line for line in veille.archive.verify())
