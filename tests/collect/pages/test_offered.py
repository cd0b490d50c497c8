"""Selectors offered to whoever wrote one that finds nothing: the list that the page shows."""

from __future__ import annotations

import pytest

from tests.collect.samples import NOW, answer, source
from veille.collect.pages.offered import Offer, offered_items, offered_rules
from veille.collect.pages.page import read_page, soup_of
from veille.collect.pages.proposed import proposed_page
from veille.errors import ReadError
from veille.model.source_rules import PageRules

MENU = "<nav><ul>" + '<li class="m"><a href="/{0}">Rubrique longue {0}</a></li>' * 9 + "</ul></nav>"
CARDS = "".join(
    f'<div class="col"><article class="card"><h3 class="t"><a class="lien" href="/a/{rank}">Article numéro {rank}'
    f'</a></h3><p>Quelques mots.</p><span class="date-pub">3 mars 2026</span></article></div>'
    for rank in range(7)
)
PAGE = f'<title>Actualités</title>{MENU}<main><div class="liste">{CARDS}</div></main>'


def test_the_list_of_a_page_is_found_and_its_menu_is_not() -> None:
    assert offered_items(soup_of(answer(PAGE))) == Offer("article.card", 7)


def test_rows_of_links_are_a_list_too() -> None:
    rows = "".join(
        f'<a class="ligne" href="/{rank}">Délibération n° {rank}</a>' for rank in range(4)
    )

    assert offered_items(soup_of(answer(f"<body>{rows}</body>"))) == Offer("a.ligne", 4)


@pytest.mark.parametrize("html", ["", "<p>Une page sans liste</p>", MENU])
def test_a_page_without_a_list_offers_nothing(html: str) -> None:
    assert offered_items(soup_of(answer(html))) is None
    assert offered_rules(soup_of(answer(html))) is None


def test_what_is_offered_cuts_the_page() -> None:
    rules = offered_rules(soup_of(answer(PAGE)))

    assert rules == PageRules(item="article.card", title="h3", link="h3 a", date="[class*=date]")
    found = read_page(answer(PAGE), source("page", page=rules.model_dump()), NOW)
    assert len(found) == 7
    assert found[0].title == "Article numéro 0"
    assert found[0].published_at is not None


@pytest.mark.parametrize(
    "rules, reason",
    [
        (
            {"item": "li.news"},
            "aucun élément pour le sélecteur « li.news » sur la page « Actualités » ;"
            " avez-vous voulu dire « article.card » (7 éléments) ?",
        ),
        (
            {"title": "h2"},
            "aucun titre pour le sélecteur « h2 » ; avez-vous voulu dire « h3 » (7 éléments) ?",
        ),
    ],
)  # fmt: skip
def test_a_selector_that_finds_nothing_is_told_what_would(
    rules: dict[str, str], reason: str
) -> None:
    written = {"item": "article", "title": "h3", "link": "a"} | rules

    with pytest.raises(ReadError) as caught:
        read_page(answer(PAGE), source("page", page=written), NOW)

    assert " ".join(caught.value.reason.split()) == reason


def test_what_is_proposed_for_a_page_is_tried_on_it_first() -> None:
    proposed = proposed_page(answer(PAGE), NOW)

    assert proposed is not None
    assert len(proposed.candidates) == 7
    assert proposed.rules.model_dump() == {
        "item": "article.card",
        "title": "h3",
        "link": "h3 a",
        "date": "[class*=date]",
    }
    assert proposed_page(answer("<p>Une page sans liste</p>"), NOW) is None
