"""The only door to pypdf: the text of a PDF, line by line."""

from __future__ import annotations

import io
import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING

from veille.collect.entries.clean import one_line
from veille.errors import ReadError

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_PAGES = 500
LONGEST_SECONDS = 20.0
"""Of reading one document: a page may hide a drawing of a million strokes."""

# « 12 », « - 12 - », « Page 12 / 40 »: a page's own number says nothing, and moves with every addition.
_FOLIO = re.compile(
    r"[-–— ]*(?:page\s*)?(\d{1,4})(?:\s*(?:/|sur)\s*\d{1,4})?[-–— ]*", re.IGNORECASE
)
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")

_STUMBLES = (
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    MemoryError,
    NotImplementedError,
    OSError,
)
"""What pypdf raises on damaged files, beside its own errors."""

# pypdf tells its log of every oddity of a file: nothing that somebody could mend.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def is_pdf(body: bytes) -> bool:
    """Whether a body says of itself that it is a PDF; some put a few bytes before (ISO 32000-1, annex H)."""
    return b"%PDF-" in body[:1024]


def pdf_lines(body: bytes, clock: Callable[[], float] = time.monotonic) -> list[str]:
    """Its lines, those of one sentence joined, page numbers left out.

    Raises ReadError: damaged, locked by a password, scanned, too long.
    """
    from pypdf.errors import PyPdfError  # half a second and 26 MB, which most runs do without

    ends = clock() + LONGEST_SECONDS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            lines = list(_lines(_pages(body), ends, clock))
    except ReadError:
        raise
    except (PyPdfError, *_STUMBLES) as error:
        raise ReadError(_("PDF illisible : le fichier est abîmé")) from error
    if not lines:
        raise ReadError(_("ce PDF ne contient pas de texte (document numérisé)"))
    return lines


def _pages(body: bytes) -> Sequence[PageObject]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError(_("ce PDF est protégé par un mot de passe"))
    if len(reader.pages) > MOST_PAGES:
        words = _("ce PDF compte {0} pages : on en compare au plus {1}")
        raise ReadError(words.format(len(reader.pages), MOST_PAGES))
    return reader.pages


def _lines(pages: Sequence[PageObject], ends: float, clock: Callable[[], float]) -> Iterator[str]:
    held = ""
    for number, page in enumerate(pages, 1):
        if clock() > ends:
            raise ReadError(_("ce PDF est trop long à lire (arrêt à la page {0})").format(number))
        for line in _written(page, number):
            if held and _goes_on(held, line):
                held = (
                    _HYPHENATED.sub("", held) + line
                    if _HYPHENATED.search(held)
                    else f"{held} {line}"
                )
                continue
            if held:
                yield held
            held = line
    if held:
        yield held


def _written(page: PageObject, number: int) -> Iterator[str]:
    for raw in page.extract_text().splitlines():
        line = one_line(raw)
        folio = _FOLIO.fullmatch(line)
        if line and not (folio and int(folio[1]) == number):
            yield line


def _goes_on(held: str, line: str) -> bool:
    """Whether a line is the rest of the one above: a PDF cuts its sentences wherever the column ends."""
    return line[:1].islower() and held[-1] not in ".;:!?"
