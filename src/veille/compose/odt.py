"""The only door to odfdo: an edition as a text document with real headings, for a word processor."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from veille.model.edition import EditionView, EntryView
from veille.text.french import issue_number, long_date, medium_words, typo

if TYPE_CHECKING:
    from odfdo import Document


def document(view: EditionView, centre: str, online: str) -> bytes:
    """OpenDocument Text (ISO 26300): title, sections and entries as headings of levels 1 to 3, links kept.

    The same edition is the same bytes.
    """
    # A fifth of a second to import, and few people need it.
    from odfdo import Document, Header

    made: Document = Document("text")
    body: Any = made.body
    body.clear()
    title = f"{view.publication_title} {issue_number(view.slug, view.per_year)}"
    body.append(Header(1, title, style="Heading_20_1"))
    said = [view.period, f"ISSN {view.issn}" if view.issn else "", centre]
    body.append(_paragraph(" — ".join(filter(None, said))))
    if view.title:
        body.append(_paragraph(view.title))
    for block in filter(None, view.edito.split("\n\n")):
        body.append(_paragraph(block))
    for section in view.sections:
        body.append(Header(2, typo(section.title), style="Heading_20_2"))
        for entry in section.entries:
            _entry(body, entry)
    body.append(_linked("Lire en ligne : ", online, online))
    made.meta.title = title
    made.meta.language = "fr-FR"
    made.meta.creation_date = datetime.combine(view.date, time(12))
    out = io.BytesIO()
    made.save(out)
    return _dated(out.getvalue(), view)


def _dated(content: bytes, view: EditionView) -> bytes:
    """The same file, its parts dated like the edition: odfdo writes the time of the machine."""
    # A zip knows the years 1980 to 2107.
    day = (min(max(view.date.year, 1980), 2107), view.date.month, view.date.day, 12, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as kept:
        # In their order: « mimetype » comes first and is stored as it is (ODF 1.3, part 2, 3.3).
        for part in made.infolist():
            same = zipfile.ZipInfo(part.filename, day)
            kept.writestr(same, made.read(part), part.compress_type)
    return out.getvalue()


def _entry(body: Any, entry: EntryView) -> None:
    from odfdo import Header

    body.append(Header(3, entry.title, style="Heading_20_3"))
    body.append(_paragraph(", ".join(filter(None, [entry.source, _when(entry)]))))
    for text in (entry.note, f"« {entry.quotation} »" if entry.quotation else ""):
        if text:
            body.append(_paragraph(text))
    if entry.closes_on:
        body.append(_paragraph(f"Date limite : {long_date(entry.closes_on)}"))
    if entry.also_seen:
        body.append(_paragraph("Aussi lu dans : " + ", ".join(entry.also_seen)))
    if entry.url:
        body.append(_linked("", entry.url, entry.url))


def _when(entry: EntryView) -> str:
    if entry.starts_at:
        return ", ".join(filter(None, [long_date(entry.starts_at), entry.place]))
    day = long_date(entry.published_on) if entry.published_on else ""
    return ", ".join(filter(None, [day, medium_words(entry.medium, entry.duration)]))


def _paragraph(text: str) -> Any:
    from odfdo import Paragraph

    return Paragraph(typo(text))


def _linked(before: str, address: str, words: str) -> Any:
    from odfdo import Link, Paragraph

    paragraph = Paragraph(typo(before) if before else "")
    paragraph.append(Link(address, text=words))
    return paragraph
