"""The text of PDFs: sentences whole, page numbers left out, and a name for what cannot be read."""

from __future__ import annotations

from itertools import count

import pytest

from tests.collect.pdfs import pdf
from veille.collect.bodies.pdf import MOST_PAGES, is_pdf, pdf_lines
from veille.errors import ReadError


def test_sentences_are_joined_across_lines_and_pages() -> None:
    body = pdf(
        ["Recueil des actes (n° 12)", "Les associations déposent leur de-", "mande avant", "Page 1/2"],
        ["le 15 mars.", "Article 2 : durée", "- 2 -"],
    )  # fmt: skip

    assert pdf_lines(body) == [
        "Recueil des actes (n° 12)",
        "Les associations déposent leur demande avant le 15 mars.",
        "Article 2 : durée",
    ]


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    assert is_pdf(pdf(["Texte"]))
    assert is_pdf(b"\r\n%PDF-1.4 ...")
    assert not is_pdf(b"<html>un lien vers un PDF")


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert pdf_lines(pdf(["Texte"], password="")) == ["Texte"]


@pytest.mark.parametrize(
    "body, reason",
    [
        (pdf([], []), "ce PDF ne contient pas de texte (document numérisé)"),
        (pdf(["Texte"], password="mystère"), "ce PDF est protégé par un mot de passe"),
        (pdf(["Texte"])[:200], "PDF illisible : le fichier est abîmé"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "PDF illisible : le fichier est abîmé"),
    ],
    ids="scanned locked cut noise".split(),
)
def test_what_cannot_be_read_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        pdf_lines(body)

    assert " ".join(caught.value.reason.split()) == reason


def test_a_pdf_of_too_many_pages_is_named() -> None:
    with pytest.raises(ReadError, match="ce PDF compte 501 pages"):
        pdf_lines(pdf(*[[]] * (MOST_PAGES + 1)))


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    ticking = count(step=15)

    with pytest.raises(ReadError, match=r"trop long à lire \(arrêt à la page 2\)"):
        pdf_lines(pdf(["Une"], ["Deux"], ["Trois"]), clock=lambda: float(next(ticking)))


def test_what_the_library_itself_does_not_expect_is_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def _fails(*_args: object, **_named: object) -> None:
        raise AssertionError("mypy")

    monkeypatch.setattr("pypdf.PdfReader", _fails)

    with pytest.raises(ReadError, match="le fichier est abîmé"):
        pdf_lines(pdf(["Texte"]))
