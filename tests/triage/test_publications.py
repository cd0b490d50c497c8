"""Which publications an item is proposed for, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from veille.model.declared import Proposal, Publication, Section
from veille.model.item import Item, State
from veille.triage.publications import propose

ITEM = Item(
    id=1,
    public_id="abc",
    url_key="k",
    url="https://gazette.example/a",
    title="Un titre",
    seen_at=datetime(2026, 11, 16, tzinfo=UTC),
    source="gazette",
    source_name="La Gazette",
    state=State.NEW,
)
ALL = (Section(key="a", title="A"),)
LETTER = Publication(
    key="lettre", title="La lettre", template="letter", sections=ALL,
    propose=Proposal(natures=("appel",), own=True),
)  # fmt: skip
REVIEW = Publication(
    key="revue", title="La revue", template="review", sections=ALL,
    propose=Proposal(categories=("presse",)),
)  # fmt: skip
ALERT = Publication(key="alerte", title="L’alerte", template="alert", sections=ALL)


def proposed(item: Item, category: str = "") -> list[tuple[str, str]]:
    found = propose(
        (LETTER, REVIEW, ALERT), item, category, nature_label=str.upper, category_label=str.title
    )
    return [(one.key, one.why) for one in found]


def test_a_source_s_category_proposes() -> None:
    assert proposed(ITEM, "presse") == [("revue", "source de la catégorie «\u00a0Presse\u00a0»")]


def test_a_nature_proposes_and_is_named() -> None:
    assert proposed(replace(ITEM, nature="appel")) == [("lettre", "nature\u00a0: appel")]


def test_what_comes_from_the_centre_s_own_site_is_said_so() -> None:
    assert proposed(replace(ITEM, own=True), "presse") == [
        ("lettre", "vient du site du centre"),
        ("revue", "source de la catégorie «\u00a0Presse\u00a0»"),
    ]


def test_what_waits_there_already_is_not_proposed_again() -> None:
    assert proposed(replace(ITEM, selected_for=("revue",)), "presse") == []


def test_nothing_is_proposed_without_a_rule_or_a_reason() -> None:
    assert proposed(ITEM) == []
    assert proposed(replace(ITEM, nature="rapport"), "autre") == []
