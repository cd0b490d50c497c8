"""What people look for is found: forty French queries, and hundreds against a plain search of the same texts."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.archive.search.asking import Question, answers
from tests.archive.search.conftest import put
from tests.archive.search.reference import best, counted, found
from tests.archive.search.samples import CASES, LABELS, START, library, split
from veille.archive.search.document import FACETS, Document
from veille.archive.search.tiers import search_files
from veille.text.query import parse
from veille.text.stems import fold, words

pytestmark = pytest.mark.browser

WORDS = "école écoles ville villes contrat contrats œuvre loyer loyers journal journaux habitant·es".split()
WORDS += "logement logements logeur ANRU covid-19 l’été régionaux régionale municipalité municipal".split()


@pytest.fixture(scope="module")
def told(chromium: Browser, host: str) -> dict[str, list[str]]:
    """Query → ids, each asked once."""
    page = chromium.new_page()
    page.goto(f"{host}recherche/")
    questions: list[Question] = [(query, False, {}, False) for _kind, query, _ids in CASES]
    got = answers(page, "/archives/recherche/index/", questions)
    page.close()
    return {query: ids for (_kind, query, _), (ids, _counts) in zip(CASES, got, strict=True)}


@pytest.mark.parametrize("kind, query, ids", CASES)
def test_a_french_query_finds_all_that_it_should_and_nothing_else(
    told: dict[str, list[str]], kind: str, query: str, ids: str
) -> None:
    assert sorted(told[query]) == sorted(ids.split()), kind


def text(rng: random.Random, most: int) -> str:
    return " ".join(rng.choices([*WORDS, "la", "de", ",", "«", "»"], k=rng.randint(1, most)))


def many(rng: random.Random) -> tuple[list[Document], list[Document], list[Document]]:
    """(closed, running, what counts): 180 documents, of which some were told again this year."""
    made = [
        Document(
            public_id=f"d{rank:03}",
            title=text(rng, 5),
            note=text(rng, 12),
            source=rng.choice(["Le Fil", "La Ville"]),
            day=date(2024, 1, 1) + timedelta(days=rng.randrange(1000)),
            themes=tuple(rng.sample(["habitat", "ecole", "sport"], rng.randint(0, 2))),
            territories=tuple(rng.sample(["R53", "D35"], rng.randint(0, 1))),
            publications=tuple(rng.sample(["revue", "lettre"], rng.randint(1, 2))),
            medium=rng.choice(["read", "listen"]),
        )
        for rank in range(180)
    ]
    closed, running = split(sorted(made, key=lambda one: one.order))
    again = [
        Document(one.public_id, text(rng, 5), "Le Fil", START + timedelta(days=300 + rank))
        for rank, one in enumerate(closed[::9])
    ]
    running = [*running, *again]
    over = {one.public_id for one in again}
    return closed, running, [*(one for one in closed if one.public_id not in over), *running]


def question(rng: random.Random) -> Question:
    parts = [
        rng.choice(["", "", "", "-", '"'])
        + " ".join(rng.choices(WORDS, k=rng.choice([1, 1, 1, 2, 3])))
        + rng.choice(["", '"'])
        for _ in range(rng.choice([1, 1, 2, 3]))
    ]
    codes = {"theme": "habitat", "territory": "R53", "publication": "lettre", "year": "2025"}
    filters = {kind: code for kind, code in codes.items() if rng.random() < 0.15}
    return (" ".join(parts), False, filters, False)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(1, 9))]
)
def test_any_query_finds_what_a_plain_search_of_the_same_texts_finds(
    page: Page, site: Path, seed: int
) -> None:
    rng = random.Random(seed)
    closed, running, counts = many(rng)
    put(site / f"essai{seed}", search_files(closed, running, LABELS))
    questions = [question(rng) for _ in range(50)]
    got = answers(page, f"/archives/essai{seed}/recherche/index/", questions)
    for (asked, _typing, filters, _best), (ids, sums) in zip(questions, got, strict=True):
        assert ids == found(counts, parse(asked), "", filters), asked
        for facet in (*FACETS, "year"):
            assert sums[facet] == counted(counts, parse(asked), filters, facet), (asked, facet)
    assert sum(bool(ids) for ids, _ in got) > 15


def test_the_best_come_first_rare_words_in_the_title_then_the_newest(
    page: Page, site: Path
) -> None:
    rng = random.Random(7)
    closed, _running, _counts = many(rng)
    put(site / "mieux", search_files(closed, (), LABELS))
    asked = [" ".join(rng.sample(WORDS[:9], 2)) for _ in range(20)]
    got = answers(
        page, "/archives/mieux/recherche/index/", [(one, False, {}, True) for one in asked]
    )
    for one, (ids, _sums) in zip(asked, got, strict=True):
        assert ids == best(closed, parse(one), len(closed)), one
    assert any(ids != sorted(ids, reverse=True) for ids, _ in got)


def test_a_word_that_is_being_typed_finds_all_that_begins_so(page: Page) -> None:
    documents = library()
    every = {word for one in documents for text in one.fields for word in words(text)}
    begun = sorted({word[:size] for word in every for size in (3, 5, len(word)) if len(word) > 2})
    begun = [
        start for start in begun if words(start)
    ]  # « est » says nothing, even on the way to « estuaire ».
    got = answers(page, "/archives/recherche/index/", [(one, True, {}, False) for one in begun])
    for start, (ids, _sums) in zip(begun, got, strict=True):
        assert ids == found(documents, parse(""), fold(start)), start
    assert len(begun) > 200


def test_the_words_before_it_must_be_whole(page: Page) -> None:
    questions: list[Question] = [
        ("contrat de vil", True, {}, False),
        ("contr vil", True, {}, False),
        ("contrat de vi", True, {}, False),
        ("contrat de vil ", True, {}, False),
    ]
    got = [ids for ids, _ in answers(page, "/archives/recherche/index/", questions)]
    assert got == [["contrats", "contrat"], [], ["contrats", "contrat"], []]
