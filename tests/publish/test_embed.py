"""The latest editions as HTML to paste: links that lead there, and nothing that could run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bs4 import BeautifulSoup

from veille.model.edition import EditionView
from veille.publish.embed import embed

EDITION = EditionView(
    publication="revue",
    publication_title="La revue",
    template="review",
    accent="#1F3A6E",
    number=48,
    slug="48",
    date=date(2026, 11, 23),
    period="",
    sections=(),
)


def test_each_edition_is_a_link_with_its_whole_address() -> None:
    read = BeautifulSoup(embed("https://breal.example/veille/", [EDITION]), "html.parser")
    links = {str(a["href"]): a.get_text().replace("\u00a0", " ") for a in read.find_all("a")}
    assert links == {
        "https://breal.example/veille/revue/2026/48/": "La revue n° 48 du 23 novembre 2026",
        "https://breal.example/veille/": "Toutes les archives",
    }


def test_a_title_stays_words() -> None:
    evil = replace(EDITION, title='<script>alert("a")</script>')
    read = BeautifulSoup(embed("https://breal.example/", [evil]), "html.parser")
    assert read.find("script") is None
    assert "<script>" in read.get_text()
