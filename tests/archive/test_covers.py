"""Covers by year: never twenty years on one page, and every one reached from the newest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.archive.in_hand import InHand, files
from tests.archive.pages import Reader, read, words
from tests.archive.samples import holdings, issue, site
from tests.compose.samples import entry
from veille.archive.covers import publication_page, publication_years, year_pages
from veille.archive.holdings import Page, Shelf
from veille.model.edition import EditionView

SHELF = Shelf("revue", "La revue", "#8A3324")


def weekly(year: int, first: int, weeks: int = 52) -> list[EditionView]:
    return [
        issue(
            first + at,
            date(year, 1 + at * 12 // weeks, 1 + at % 4),
            entry(f"Titre {at}", at=at),
            template="review",
        )
        for at in range(weeks)
    ]


def held(*editions: EditionView) -> InHand:
    return replace(holdings(), shelves=(SHELF,), issues=editions, waits={}, themed=())


OLDER = (*weekly(2025, 53), *weekly(2024, 1))
REVIEWS = held(*weekly(2026, 105, 3), *OLDER)


def planned(reviews: InHand) -> dict[str, Page]:
    own = publication_years(SHELF, reviews, reviews.everything)
    made = (publication_page(SHELF, reviews), *own, *year_pages(reviews, reviews.everything))
    return {page.path: page for page in made}


MADE = planned(REVIEWS)


def shown(page: Reader) -> list[str]:
    return [one.text for one in page.elements if one.attributes.get("class") == "cover-period"]


def test_the_page_of_a_publication_has_the_covers_of_its_latest_year_and_the_count_of_each() -> (
    None
):
    context = MADE["revue/index.html"].context
    assert [edition.number for edition in context["latest"]] == [107, 106, 105]  # type: ignore[attr-defined]
    assert context["years"] == [(2026, 3), (2025, 52), (2024, 52)]


def test_each_year_has_a_page_with_all_its_covers() -> None:
    assert {f"revue/{year}/index.html" for year in (2024, 2025, 2026)} < set(MADE)
    assert len(list(MADE["revue/2025/index.html"].context["editions"])) == 52  # type: ignore[call-overload]


def test_a_new_year_leaves_the_pages_of_the_older_years_but_one_alone() -> None:
    before = planned(held(*OLDER))
    assert MADE["revue/2024/index.html"] == before["revue/2024/index.html"]
    assert MADE["revue/2025/index.html"] != before["revue/2025/index.html"]
    assert MADE["2024/index.html"] == before["2024/index.html"]


def test_a_year_of_a_weekly_is_told_month_by_month_and_one_of_a_monthly_at_once() -> None:
    made = files(REVIEWS)
    weekly_year = read(made["revue/2025/index.html"])
    months = [words(one.text) for one in weekly_year.all("h2")]
    assert (months[0], months[-1], len(months)) == ("Décembre", "Janvier", 12)
    assert len(shown(weekly_year)) == 52
    few = read(made["revue/2026/index.html"])
    assert [words(one.text) for one in few.all("h2")] == ["Les numéros"]
    assert len(shown(read(made["revue/index.html"]))) == 3


def test_neighbours_are_named_to_machines_and_to_people() -> None:
    edition = read(site()["lettre/2026/132/index.html"])
    told = [(one.attributes["rel"], one.attributes["href"]) for one in edition.all("link")]
    assert ("prev", "../../../lettre/2025/131/") in told
    year = read(site()["lettre/2025/index.html"])
    later = [one for one in year.all("a", "link") if one.attributes.get("rel") == "next"]
    assert {one.attributes["href"] for one in later} == {"../../lettre/2026/"}
    assert words(later[-1].text) == "Année suivante : 2026"


def test_a_foot_leads_to_the_list_of_years_and_names_none() -> None:
    for path, data in site().items():
        if path.endswith(".html"):
            # But its own address, which is printed.
            foot = read(data).all("footer")[0].text.partition("Cette page")[0]
            assert "Par année" in foot
            assert "2025" not in foot
    assert {"../2025/", "../2026/"} <= set(read(site()["annees/index.html"]).addresses)


def test_a_publication_without_an_edition_has_its_page_and_no_year() -> None:
    assert sorted(planned(held())) == ["annees/index.html", "revue/index.html"]
