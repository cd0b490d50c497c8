"""What is news and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from veille.collect.entries.address import url_key
from veille.collect.entries.judge import Known, judge
from veille.model.item import Candidate, Verdict

URL = "https://site.example/a"
SEEN = Candidate(
    guid="7", url=URL, title="Appel à projets jeunesse", excerpt="Jusqu’au 15 janvier."
)
KNOWN = Known(url_key=url_key(URL), title=SEEN.title, excerpt=SEEN.excerpt, guid="7")


def test_what_was_never_seen_is_new() -> None:
    assert judge(SEEN, None) is Verdict.NEW


def test_the_same_again_is_known() -> None:
    assert judge(SEEN, KNOWN) is Verdict.KNOWN


def test_a_page_whose_date_alone_moved_is_not_news() -> None:
    moved = replace(SEEN, published_at=datetime(2026, 11, 21, tzinfo=UTC))

    assert judge(moved, KNOWN) is Verdict.KNOWN


@pytest.mark.parametrize(
    "candidate",
    [
        replace(SEEN, title="APPEL A PROJETS « JEUNESSE »"),
        replace(SEEN, excerpt=""),
        replace(SEEN, author="Alice Martin"),
        replace(SEEN, url="http://www.site.example/a/?utm_source=rss"),
        replace(SEEN, url=None),
    ],
)
def test_what_changes_nothing_for_a_reader_is_known(candidate: Candidate) -> None:
    assert judge(candidate, KNOWN) is Verdict.KNOWN


@pytest.mark.parametrize(
    "candidate",
    [
        replace(SEEN, title="Appel à projets jeunesse prolongé"),
        replace(SEEN, excerpt="Jusqu’au 31 janvier."),
        replace(SEEN, url="https://site.example/appel-jeunesse"),
        replace(SEEN, url="https://site.example/b", title="Appel à projet : jeunesse (rectifié)"),
        replace(SEEN, title="Tout autre chose"),
    ],
)
def test_other_words_or_another_address_are_a_change(candidate: Candidate) -> None:
    assert judge(candidate, KNOWN) is Verdict.CHANGED


def test_an_identifier_used_again_for_another_article_is_new() -> None:
    other = replace(SEEN, url="https://site.example/b", title="Réunion publique au gymnase")

    assert judge(other, KNOWN) is Verdict.NEW


def test_the_next_number_under_the_same_identifier_is_new() -> None:
    known = replace(KNOWN, title="La lettre n° 112")
    following = replace(SEEN, url="https://site.example/113", title="La lettre n° 113")

    assert judge(following, known) is Verdict.NEW


def test_the_same_address_told_elsewhere_in_other_words_is_known() -> None:
    elsewhere = replace(SEEN, guid="autre-99", title="Jeunesse : un appel", excerpt="Autre résumé.")

    assert judge(elsewhere, KNOWN) is Verdict.KNOWN
