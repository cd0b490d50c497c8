"""Letters on paper: printed once for all tests, read back as words, pages and outline, kept as golden text."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.compose import month
from tests.compose.samples import ARCHIVE, CENTRE, templates
from veille.compose.paper import Paper
from veille.compose.sheet import pdf_name, sheet
from veille.model.declared import Centre
from veille.model.edition import EditionView
from veille.model.printed import Printed

GOLDEN = Path(__file__).parent / "golden"


def require_printer() -> Paper:
    """The real printer; where it is missing a test is skipped, and fails where everything must be there."""
    paper = Paper()
    if paper.missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(paper.missing)
    return paper


@cache
def printed(view: EditionView, centre: Centre = CENTRE) -> Printed:
    made = sheet(view, centre=centre, archive_url=ARCHIVE, templates=templates())
    return require_printer().print(made)


@dataclass(frozen=True)
class Told:
    """What a PDF says, whatever the place of its line breaks."""

    pages: int
    outline: tuple[str, ...]
    """One line a title, indented by its level, with its page."""
    text: str

    def __str__(self) -> str:
        return "\n".join((f"{self.pages} pages", "", *self.outline, "", self.text)) + "\n"


def told(pdf: bytes) -> Told:
    reader = PdfReader(io.BytesIO(pdf))
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    return Told(len(reader.pages), tuple(_titles(reader, reader.outline, 0)), text)


def _titles(reader: PdfReader, found: list[Any], level: int) -> list[str]:
    lines: list[str] = []
    for one in found:
        if isinstance(one, list):
            lines += _titles(reader, one, level + 1)
        else:
            page = (reader.get_destination_page_number(one) or 0) + 1
            lines.append(f"{'  ' * level}{one.title}, p. {page}")
    return lines


def squeezed(text: str) -> str:
    """Without spaces and hyphens: another Pango may break lines elsewhere, the words stay."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def golden(view: EditionView) -> Path:
    return GOLDEN / f"{pdf_name(view)}.txt"


def regenerate() -> list[Path]:
    """Writes the golden text of the month anew."""
    view = month.month()
    GOLDEN.mkdir(exist_ok=True)
    golden(view).write_text(str(told(printed(view, month.CENTRE).pdf)), "utf-8")
    return [golden(view)]
