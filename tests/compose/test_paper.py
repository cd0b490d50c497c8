"""A letter on paper: four pages a month, words and outline kept, tags for those who hear it, nothing fetched."""

from __future__ import annotations

import importlib.util
import io
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.compose.month import CENTRE, month
from tests.compose.paper import golden, printed, require_printer, squeezed, told
from tests.compose.samples import (
    ARCHIVE,
    TITLES,
    cycle,
    edition,
    entry,
    event,
    section,
    templates,
)
from tests.golden import COMMAND
from veille.compose import paper
from veille.compose.paper import LIBRARIES, Paper
from veille.compose.sheet import pdf_name, sheet
from veille.errors import PrinterError, TemplateError
from veille.model.printed import Sheet
from veille.shipped import shipped
from veille.templating import Templates

# --- a month of the letter ---------------------------------------------------------------


def test_a_month_of_the_letter_fills_four_pages_whose_words_and_outline_are_known() -> None:
    made = printed(month(), CENTRE)
    kept = golden(month()).read_text("utf-8")
    said = told(made.pdf)
    assert (made.pages, said.pages) == (4, 4)
    assert squeezed(str(said)) == squeezed(kept), (
        f"{golden(month()).name} differs: if that is meant, run « {COMMAND} » and read the difference"
    )


def test_the_last_page_of_the_month_is_more_than_half_full() -> None:
    last = PdfReader(io.BytesIO(printed(month(), CENTRE).pdf)).pages[3]
    lowest: list[float] = []
    last.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: (
            lowest.append(float(tm[5] * cm[3] + cm[5])) if text.strip() else None
        )
    )
    body = sorted(lowest)[2:]  # the centre's name and the folio stand below everything
    assert min(body) < float(last.mediabox.height) / 2


def test_who_hears_the_letter_has_its_tags_language_and_title() -> None:
    reader = PdfReader(io.BytesIO(printed(month(), CENTRE).pdf))
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title == "La lettre de Villes en veille, n°\u00a0132, mars 2027"
    assert reader.metadata.author == CENTRE.name
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


def test_its_only_faces_are_the_ones_we_carry_and_its_paper_is_a4() -> None:
    reader = PdfReader(io.BytesIO(printed(month(), CENTRE).pdf))
    pages: list[Any] = list(reader.pages)
    faces = {
        str(font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("+")[2][:14] for name in faces} == {"Source-Serif-4"}
    width, height = (float(side) * 25.4 / 72 for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)


def test_it_is_the_same_to_the_byte_and_holds_no_date() -> None:
    made = sheet(month(), centre=CENTRE, archive_url=ARCHIVE, templates=templates())
    once = printed(month(), CENTRE)
    assert require_printer().print(made) == once
    metadata: Any = PdfReader(io.BytesIO(once.pdf)).metadata
    assert not {"/CreationDate", "/ModDate"} & set(metadata)


def test_nothing_on_paper_has_a_colour() -> None:
    made = sheet(month(), centre=CENTRE, archive_url=ARCHIVE, templates=templates())
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[; ])", made.html)) == {"#000"}


# --- the other publications --------------------------------------------------------------


@pytest.mark.parametrize("template", ["review", "alert", "announcement"])
def test_each_publication_has_its_page(template: str) -> None:
    view = edition(
        section(entry(TITLES[0]), entry(TITLES[5], at=1)),
        section(event("La rencontre"), key="agenda", title="Agenda", kind="agenda"),
        template=template,
    )
    html = sheet(view, centre=CENTRE, archive_url=ARCHIVE, templates=templates()).html
    assert "&lt;en un an&gt;" in html
    assert '<span class="number">1<span class="er">er</span></span>' in html
    assert ("Au sommaire" in html) == (template != "announcement")


def test_an_announcement_tells_its_event_whole() -> None:
    view = edition(section(cycle(), kind="agenda"), template="announcement")
    said = squeezed(told(printed(view).pdf).text)
    days = "10 mars, 7 avril et 1er décembre 2027"
    for words in (days, "Odile Préval", "« second »", "breal.example/inscription"):
        assert squeezed(words) in said


def test_an_address_is_short_and_a_long_one_is_the_archives() -> None:
    view = edition(
        section(
            entry(TITLES[0], url="https://www.gazette.example/deux-mois/"),
            entry(TITLES[1], url="https://gazette.example/" + "a" * 90, at=1),
        )
    )
    html = sheet(view, centre=CENTRE, archive_url=ARCHIVE, templates=templates()).html
    assert ">gazette.example/deux-mois</a>" in html
    assert f">archives.breal.example/ressource/{view.entries[1].public_id}</a>" in html


@pytest.mark.prove
def test_a_long_word_from_all_of_them_and_a_long_edito_break_no_page() -> None:
    nasty = replace(entry("Interminable" * 20), note="Sansfin" * 90, source="Trop" * 40)
    view = replace(edition(section(nasty)), edito="Un long édito. " * 200)
    said = told(printed(view).pdf)
    assert "Un long édito." in said.text.partition("\n\n")[0], "the edito begins on the first page"
    assert max(map(len, said.text.splitlines())) < 120, "no word runs out of its column"


def test_a_workspace_may_print_one_publication_its_own_way(tmp_path: Path) -> None:
    (tmp_path / "letters/letter").mkdir(parents=True)
    own = tmp_path / "letters/letter/print.html"
    own.write_text("<h1>{{ letter.publication_title }}</h1>", "utf-8")
    both = Templates(tmp_path, shipped("templates"))
    view = edition(section(entry(TITLES[0])))
    page = sheet(view, centre=CENTRE, archive_url=ARCHIVE, templates=both)
    assert page.html == "<h1>La lettre de Bréal</h1>"
    own.write_text("{{ absent }}", "utf-8")
    fresh = Templates(tmp_path, shipped("templates"))
    with pytest.raises(TemplateError, match=r"letters/letter/print\.html, ligne 1"):
        sheet(view, centre=CENTRE, archive_url=ARCHIVE, templates=fresh)


@pytest.mark.parametrize(
    "change, name",
    [
        ({}, "lettre-132-mars-2027.pdf"),
        ({"slug": "132-133", "period": "mars-avril 2027"}, "lettre-132-133-mars-avril-2027.pdf"),
        ({"slug": "hs-1"}, "lettre-hs-1-mars-2027.pdf"),
        ({"period": "été 2027"}, "lettre-132-ete-2027.pdf"),
        ({"period": ""}, "lettre-132-2027-03-01.pdf"),
        (
            {"publication": "revue", "slug": "48", "period": "semaine du 1er au 7 mars 2027"},
            "revue-48-2027-03-01.pdf",
        ),
    ],
)
def test_the_file_is_named_by_its_publication_number_and_period(
    change: dict[str, str], name: str
) -> None:
    view = replace(month(), **change)  # type: ignore[arg-type]
    assert view.date == date(2027, 3, 1)
    assert pdf_name(view) == name


# --- what is refused ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/traceur.png", "file:///etc/hostname", "absente.png"]
)
def test_a_page_that_asks_for_anything_else_is_refused_and_told(address: str) -> None:
    with pytest.raises(PrinterError, match=r"l’impression a échoué \(.*adresse refusée : "):
        require_printer().print(Sheet(f'<p><img alt="x" src="{address}">Bonjour</p>', {}))


def test_a_page_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = require_printer()
    monkeypatch.setattr(paper, "DEADLINE", 0.01)
    with pytest.raises(PrinterError, match="n’en finissait pas"):
        ready.print(Sheet("<p>Bonjour</p>", {}))


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    lost = Paper()
    assert "make pdf" in lost.missing
    with pytest.raises(PrinterError, match="WeasyPrint n’est pas installé"):
        lost.print(Sheet("<p>Bonjour</p>", {}))


def test_without_pango_it_is_said_which_packages_bring_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = subprocess.CompletedProcess([], 0, b"libpango-1.0-0 libharfbuzz-subset0", b"")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: answer)
    assert "apt-get install libpango-1.0-0 libharfbuzz-subset0" in Paper().missing
    assert "libpango-1.0-0" in LIBRARIES.values()


def test_a_machine_that_starts_no_child_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*args: object, **options: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(subprocess, "run", run)
    assert Paper().missing == "l’impression a échoué (Cannot allocate memory)"


def test_the_child_sees_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(options["env"])  # type: ignore[call-overload]
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setenv("VEILLE_SECRET", "tulipe")
    monkeypatch.setattr(subprocess, "run", run)
    assert Paper().missing == ""
    assert "VEILLE_SECRET" not in seen
    assert set(seen) <= {"PATH", "HOME", "PYTHONPATH", "LC_ALL", "SOURCE_DATE_EPOCH"}
