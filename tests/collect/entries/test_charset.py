"""An answer's bytes as text: what they are, whatever header and page say of them."""

from __future__ import annotations

import pytest

from tests.collect.samples import answer
from veille.collect.entries.charset import decoded


@pytest.mark.parametrize(
    "body, header",
    [
        ("Société".encode(), "text/html; charset=iso-8859-1"),
        ("Société".encode("utf-8-sig"), "text/html"),
        ("Société".encode("utf-16"), "text/html"),
        ("Société".encode("latin-1"), "text/html; charset=punycode"),
        ("Société".encode("latin-1"), "text/html; charset=utf-8"),
    ],
)
def test_a_header_that_lies_does_not_spoil_the_accents(body: bytes, header: str) -> None:
    assert decoded(answer(body, header)) == "Société"


def test_what_a_page_declares_serves_when_its_bytes_are_no_utf_8() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">10 €'
    assert decoded(answer(page.encode("iso-8859-15"), "text/html")) == page


def test_what_declares_latin_means_the_quotation_marks_of_windows() -> None:
    assert decoded(answer("l’été".encode("cp1252"), "text/html; charset=iso-8859-1")) == "l’été"


def test_a_page_cut_in_the_middle_of_a_letter_is_still_utf_8() -> None:
    assert decoded(answer("Société éé".encode(), "text/html"), most=11) == "Société "
