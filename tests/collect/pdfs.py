"""PDFs made for a test: lines of text on pages, or a page that is only a picture."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def pdf(*pages: Sequence[str], password: str | None = None, weight: int = 0) -> bytes:
    """One page for each list of lines; `password` locks it, an empty one only forbids changes.

    `weight`: bytes that nobody sees, as a picture would be.
    """
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        named = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
        named[NameObject("/Encoding")] = NameObject("/WinAnsiEncoding")
        fonts = DictionaryObject({NameObject("/F1"): named})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(_drawn(lines))
    if weight:
        ballast = DecodedStreamObject()
        ballast.set_data(b"." * weight)
        writer._add_object(ballast)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="secret", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _drawn(lines: Sequence[str]) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    written = b"BT /F1 12 Tf 14 TL 50 780 Td "
    for line in lines:
        escaped = line.encode("cp1252").replace(b"\\", b"\\\\")
        escaped = escaped.replace(b"(", b"\\(").replace(b")", b"\\)")
        written += b"(" + escaped + b") Tj T* "
    stream.set_data(written + b"ET")
    return stream
