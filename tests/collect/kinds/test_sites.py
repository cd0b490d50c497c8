"""Awkward sites: one file each, with its saved page and its expected twin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from tests.collect.samples import NOW, answer, plain, source, told
from veille.collect.kinds import sites
from veille.collect.kinds.sites import SITES, read_listing
from veille.errors import ReadError
from veille.model.source_rules import SiteReader

SAVED = Path(__file__).parent / "sites"
URL = "https://site.example/liste?page=1"
DATA = '<script type="application/json">{0}</script>'
NO_DATA = "cette page ne porte pas de données JSON : retirez « reader: »"
NO_LIST = "les données JSON de cette page ne contiennent pas de liste de titres et d’adresses"
FILES = sorted(
    file.stem for file in Path(str(sites.__file__)).parent.glob("*.py") if file.stem != "__init__"
)


@pytest.mark.parametrize("name", FILES)
def test_every_reader_has_its_saved_page_and_reads_it_as_the_twin_says(name: str) -> None:
    page, twin = SAVED / f"{name}.html", SAVED / f"{name}.json"
    assert page.exists()
    assert twin.exists()

    found = read_listing(
        answer(page.read_bytes(), url=URL), source("page", URL, reader=name.replace("_", "-")), NOW
    )

    assert told(found) == json.loads(twin.read_text("utf-8"))


def test_a_reader_is_one_file_one_line_and_one_word_of_the_schema() -> None:
    assert [name.replace("_", "-") for name in FILES] == sorted(filter(None, SITES))
    assert set(SITES) == set(get_args(SiteReader))


@pytest.mark.parametrize("name", FILES)
def test_a_reader_is_small(name: str) -> None:
    assert (
        len(Path(str(sites.__file__)).with_name(f"{name}.py").read_text("utf-8").splitlines())
        <= 115
    )


def test_without_a_reader_the_selectors_cut_the_page() -> None:
    page = answer("<h2><a href=/a>Titre</a></h2>", url=URL)

    (only,) = read_listing(
        page, source("page", URL, page={"item": "h2", "title": "a", "link": "a"}), NOW
    )

    assert only.url == "https://site.example/a"


@pytest.mark.parametrize(
    "name, page, reason",
    [
        (
            "assemblee-nationale", "<title>Panne</title>",
            "aucun élément pour le sélecteur « ul.liens-liste > li » sur la page « Panne »",
        ),
        (
            "assemblee-nationale", "<ul class=liens-liste><li>Rien</li></ul>",
            "aucun titre « h3 » dans la liste de l’Assemblée nationale",
        ),
        (
            "kentika", "<p>0 réponse</p>",
            "aucun élément pour le sélecteur « .notice, .notice-parent, .record, [data-record] »",
        ),
        ("kentika", "<div class=notice></div>", "aucun titre dans les notices de ce catalogue"),
        ("embedded-json", "<p>Bonjour", NO_DATA),
        ("embedded-json", DATA.format('{"a": [{"title": "b"}]}'), NO_LIST),
        ("embedded-json", DATA.format("[" * 100_000), NO_DATA),
    ],
)  # fmt: skip
def test_a_page_that_is_not_the_readers_says_so(name: str, page: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_listing(answer(page, url=URL), source("page", URL, reader=name), NOW)

    assert plain(caught.value.reason) == reason
