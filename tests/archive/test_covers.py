"""Covers by year: never twenty years on one page, and every one reached from the newest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.archive.pages import Reader, read, words
from tests.archive.samples import holdings, issue, site
from tests.compose.samples import entry, templates
from veille.archive.covers import publication_pages, year_pages
from veille.archive.holdings import Page, Shelf
from veille.archive.render import files
from veille.model.edition import EditionView


def weekly(year: int, first: int, weeks: int = 52) -> list[EditionView]:
    return [
        issue(first + at, date(year, 1 + at * 12 // weeks, 1 + at % 4), entry(f"Titre {at}", at=at))
        for at in range(weeks)
    ]


REVIEW = Shelf(
    "revue",
    "La revue",
    "#8A3324",
    editions=(*weekly(2026, 105, 3), *weekly(2025, 53), *weekly(2024, 1)),
)
MADE: dict[str, Page] = {page.path: page for page in publication_pages(REVIEW)}


def shown(page: Reader) -> list[str]:
    return [one.text for one in page.elements if one.attributes.get("class") == "cover-period"]


def test_the_page_of_a_publication_has_the_covers_of_its_latest_year_and_the_count_of_each() -> (
    None
):
    context = MADE["revue/index.html"].context
    assert [edition.number for edition in context["latest"]] == [107, 106, 105]  # type: ignore[attr-defined]
    assert context["years"] == [(2026, 3), (2025, 52), (2024, 52)]


def test_each_year_has_a_page_with_all_its_covers() -> None:
    assert sorted(MADE) == [
        "revue/2024/index.html", "revue/2025/index.html", "revue/2026/index.html", "revue/index.html",
    ]  # fmt: skip
    assert len(list(MADE["revue/2025/index.html"].context["editions"])) == 52  # type: ignore[call-overload]


def test_a_new_year_leaves_the_pages_of_the_older_years_but_one_alone() -> None:
    before = {
        page.path: page for page in publication_pages(replace(REVIEW, editions=REVIEW.editions[3:]))
    }
    assert MADE["revue/2024/index.html"] == before["revue/2024/index.html"]
    assert MADE["revue/2025/index.html"] != before["revue/2025/index.html"]
    all_of = {page.path: page for page in year_pages(REVIEW.editions)}
    less = {page.path: page for page in year_pages(REVIEW.editions[3:])}
    assert all_of["2024/index.html"] == less["2024/index.html"]


def test_a_year_of_a_weekly_is_told_month_by_month_and_one_of_a_monthly_at_once() -> None:
    made = dict(files(replace(holdings(), shelves=(REVIEW,), dossiers=()), templates()))
    weekly_year = read(made["revue/2025/index.html"])
    months = [words(one.text) for one in weekly_year.all("h2")]
    assert (months[0], months[-1], len(months)) == ("Décembre", "Janvier", 12)
    assert len(shown(weekly_year)) == 52
    assert [words(one.text) for one in read(made["revue/2026/index.html"]).all("h2")] == [
        "Les numéros"
    ]
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
            foot = read(data).all("footer")[0].text
            assert "Par année" in foot
            assert "2025" not in foot
    assert {"../2025/", "../2026/"} <= set(read(site()["annees/index.html"]).addresses)


def test_a_publication_without_an_edition_has_its_page_and_no_year() -> None:
    empty = [page.path for page in publication_pages(Shelf("alerte", "L’alerte", "#1E5B4A"))]
    assert empty == ["alerte/index.html"]
    assert [page.path for page in year_pages(())] == ["annees/index.html"]
