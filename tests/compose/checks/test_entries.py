"""What is found before an edition is sealed: each finding, its entry, its remedy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.compose.samples import edition, entry, section
from tests.compose.test_choose import item
from veille.compose.checks import check
from veille.model.edition import EntryView, Finding
from veille.model.item import Item, Published


def findings(
    *entries: EntryView,
    items: tuple[Item, ...] = (),
    left: tuple[Item, ...] = (),
    min_items: int = 1,
) -> list[Finding]:
    return check(edition(section(*entries)), items, left, min_items=min_items)


def messages(found: list[Finding]) -> list[tuple[bool, str, str]]:
    return [(one.blocking, one.entry, one.message) for one in found]


def test_an_edition_in_order_has_no_finding() -> None:
    assert findings(entry("A"), entry("B")) == []


def test_too_few_entries_block() -> None:
    found = findings(entry("A"), min_items=3)
    assert messages(found) == [(True, "", "1\u00a0élément retenu, il en faut au moins 3")]
    assert found[0].fix


def test_an_empty_edition_blocks_even_when_no_minimum_is_asked() -> None:
    found = check(edition(), [], [], min_items=0)
    assert [one.blocking for one in found] == [True]


def test_a_missing_title_blocks_and_is_named_by_its_address() -> None:
    found = findings(replace(entry("A"), title=" ", url="https://a.example/x"))
    assert messages(found) == [(True, "https://a.example/x", "titre manquant")]


def test_a_missing_address_blocks() -> None:
    assert messages(findings(replace(entry("A"), url=""))) == [(True, "A", "adresse manquante")]


def test_an_address_that_hides_the_article_s_is_said_to_and_stops_nothing() -> None:
    found = findings(replace(entry("A"), url="https://news.google.com/rss/articles/CBMiX?oc=5"))
    assert messages(found) == [
        (False, "A", "adresse de Google Actualités, qui cache celle de l’article")
    ]


@pytest.mark.parametrize(
    "url",
    [
        "gazette.example/a",
        "ftp://gazette.example/a",
        "https://gazette/a",
        "https://a b.example",
        "https://",
    ],
)
def test_a_malformed_address_blocks_and_is_shown(url: str) -> None:
    found = findings(entry("A", url=url))
    assert messages(found) == [(True, "A", f"adresse mal formée : {url}")]


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example",
        "HTTP://gazette.example/é?a=b#c",
        "https://gazette.example:8443/a",
        "https://192.0.2.1/a",
        "https://[2001:db8::1]/a",
        "https://éco.example/",
    ],
)
def test_an_address_that_browsers_open_passes(url: str) -> None:
    assert findings(entry("A", url=url)) == []


EARLIER = Published("lettre", "La lettre", 131, date(2026, 10, 1), "lettre/2026/131/", "131")


def test_what_was_in_the_same_publication_blocks_and_the_edition_is_named() -> None:
    found = findings(entry("A"), items=(replace(item("A"), published_in=(EARLIER, EARLIER)),))
    assert messages(found) == [
        (
            True,
            "A",
            "déjà paru le 1er\u00a0octobre\u00a02026 dans «\u00a0La lettre\u00a0» n°\u00a0131",
        )
    ]
    assert found[0].forcible


def test_what_was_in_another_publication_passes() -> None:
    elsewhere = replace(EARLIER, publication="revue")
    assert findings(entry("A"), items=(replace(item("A"), published_in=(elsewhere,)),)) == []


def test_what_no_section_took_is_told_with_its_nature_and_does_not_block() -> None:
    found = findings(entry("A"), left=(item("B", nature="appel"), item("C")))
    assert messages(found) == [
        (False, "B", "aucune rubrique ne l’accueille (nature : appel)"),
        (False, "C", "aucune rubrique ne l’accueille (nature : aucune)"),
    ]


def test_an_entry_without_a_note_is_told_and_a_quotation_is_enough() -> None:
    bare = replace(entry("A"), note="")
    assert messages(findings(bare)) == [(False, "A", "sans note")]
    assert findings(replace(bare, quotation="Ils l’ont dit.")) == []


def test_what_blocks_is_told_first() -> None:
    found = findings(replace(entry("A"), note=""), replace(entry("Z"), url=""))
    assert [(one.blocking, one.entry) for one in found] == [(True, "Z"), (False, "A")]
