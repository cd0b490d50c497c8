"""Years: those beside one; their strip, as high as its numbers, absent where these say it faster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.archive.in_hand import files
from tests.archive.pages import read
from tests.archive.samples import holdings, issue
from tests.compose.samples import entry
from veille.archive.years import HEIGHT, beside, strip


def test_a_bar_is_as_high_as_its_year_and_a_year_without_anything_keeps_its_place() -> None:
    made = strip([(2026, 40), (2024, 20), (2023, 10), (2022, 30)])
    assert made is not None
    assert [(bar.year, bar.height) for bar in made.bars] == [
        (2022, HEIGHT * 3 // 4), (2023, HEIGHT // 4), (2024, HEIGHT // 2), (2025, 0), (2026, HEIGHT),
    ]  # fmt: skip
    assert all(bar.y + bar.height == HEIGHT for bar in made.bars)
    assert made.bars[-1].x + 10 == made.width


def test_one_entry_beside_a_great_year_is_still_seen() -> None:
    made = strip([(2023, 1), (2024, 2), (2025, 4000), (2026, 4000)])
    assert made is not None
    assert made.bars[0].height == 2
    assert made.most.year == 2026


def test_a_year_knows_those_beside_it_and_not_the_ones_without_a_page() -> None:
    assert beside([2026, 2024]) == {
        2026: {"earlier": 2024, "later": None},
        2024: {"earlier": None, "later": 2026},
    }
    assert beside([]) == {}


def test_three_years_are_said_and_not_drawn() -> None:
    assert strip([(2026, 4), (2025, 3), (2024, 0), (2023, 2)]) is None
    assert strip([]) is None


def test_the_numbers_of_the_strip_are_in_the_page_as_links_too() -> None:
    years = tuple(
        issue(year, date(year, 3, 2), entry(f"Titre {year}", at=year - 2000))
        for year in (2021, 2022, 2023, 2026)
    )
    made = files(replace(holdings(), issues=years))
    page = read(made["themes/habitat/index.html"])
    assert page.faults == []
    (drawn,) = page.all("svg")
    assert drawn.attributes["aria-label"] == "De 2021 à 2026, une barre par an ; le plus en 2026."
    assert len(page.all("rect")) == 4
    links = [one.attributes["href"] for one in page.all("a")]
    assert {f"../../themes/habitat/{year}/" for year in (2021, 2022, 2023, 2026)} <= set(links)
