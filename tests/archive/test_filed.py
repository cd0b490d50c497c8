"""Themes and territories: one page each, one a year, and what leads to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.archive.in_hand import planned as everything
from tests.archive.pages import read
from tests.archive.samples import holdings, issue, site
from tests.compose.samples import entry
from veille.archive.filed import BRIEF, Heading, every, with_page
from veille.archive.holdings import Filed, Page
from veille.archive.territories import territory_pages, vocabulary
from veille.model.edition import EditionView, Named

RENNES = Named("35238", "35238")
BRITTANY = Named("R53", "Bretagne")
FRANCE = Named("FR", "national")
QUARTER = Named("QN03501M", "Le Blosne")


def at(number: int, year: int, *named: Named) -> EditionView:
    told = replace(entry(f"Titre {number}", at=number), territories=named, themes=())
    return issue(number, date(year, 3, 2), told)


def planned(*editions: EditionView) -> dict[str, Page]:
    """The pages of territories, without their feeds and references."""
    held = replace(holdings(), issues=editions)
    made = territory_pages(held.site, held, held.everything)
    return {page.path: page for page in made if page.path.endswith(".html")}


def test_a_territory_has_its_page_and_one_a_year() -> None:
    made = planned(at(1, 2024, BRITTANY), at(2, 2026, BRITTANY))
    assert sorted(made) == [
        "territoires/R53/2024/index.html",
        "territoires/R53/2026/index.html",
        "territoires/R53/index.html",
        "territoires/index.html",
    ]
    assert made["territoires/R53/index.html"].context["years"] == ((2026, 1), (2024, 1))


def test_a_commune_gives_its_departement_and_its_region_a_page_that_leads_to_it() -> None:
    made = planned(at(1, 2026, RENNES))
    region = made["territoires/R53/index.html"].context
    assert region["total"] == 0
    assert region["children"] == [Heading("D35", "Ille-et-Vilaine", "R53", "département")]
    parent = made["territoires/35238/index.html"].context["parent"]
    assert parent == Heading("D35", "Ille-et-Vilaine", "R53", "département")
    assert "territoires/D35/2026/index.html" not in made


def test_the_index_goes_from_the_widest_to_the_finest_and_by_name_without_accents() -> None:
    places = (QUARTER, Named("D61", "Orne"), Named("D14", "Calvados"), RENNES, FRANCE)
    upper = (Named("R11", "Île-de-France"), Named("R53", "Bretagne"), Named("R76", "Occitanie"))
    kinds = planned(at(1, 2026, *places, *upper))["territoires/index.html"].context["kinds"]
    assert isinstance(kinds, list)
    assert [(words, [one.label for one in listed]) for _kind, words, listed in kinds] == [
        ("France et Europe", ["National"]),
        ("Régions", ["Bretagne", "Île-de-France", "Normandie", "Occitanie"]),
        ("Départements", ["Calvados", "Ille-et-Vilaine", "Orne"]),
        ("Communes", ["35238"]),
        ("Quartiers", ["Le Blosne"]),
    ]


def test_a_region_and_its_departement_of_the_same_name_have_titles_of_their_own() -> None:
    made = planned(at(1, 2026, Named("D974", "La Réunion")))
    titles = [made[f"territoires/{code}/index.html"].title for code in ("R04", "D974")]
    assert titles == ["La Réunion (région)", "La Réunion (département)"]


def test_the_newest_name_of_a_territory_is_shown() -> None:
    renamed = replace(QUARTER, label="Blosne Est")
    made = planned(at(1, 2024, QUARTER), at(2, 2026, renamed))
    assert made["territoires/QN03501M/index.html"].title == "Blosne Est (quartier)"


def test_an_entry_stays_filed_where_it_once_was() -> None:
    told = replace(entry("Un titre"), territories=(BRITTANY,))
    again = replace(told, territories=(FRANCE,))
    made = planned(issue(1, date(2024, 3, 2), told), issue(2, date(2026, 3, 2), again))
    assert "territoires/R53/2024/index.html" in made
    assert "territoires/R53/2026/index.html" not in made
    assert "territoires/FR/2026/index.html" in made


def test_a_page_of_a_year_says_nothing_of_the_others() -> None:
    made = planned(*(at(year, year, BRITTANY) for year in (2020, 2022, 2026)))
    before = planned(*(at(year, year, BRITTANY) for year in (2020, 2022)))
    for year in (2020, 2022):
        assert (
            made[f"territoires/R53/{year}/index.html"]
            == before[f"territoires/R53/{year}/index.html"]
        )


def test_a_year_with_many_is_told_in_a_line_each_month_by_month() -> None:
    told = [
        replace(entry(f"Titre {n}", at=n), territories=(BRITTANY,), themes=())
        for n in range(BRIEF + 1)
    ]
    march, june = issue(1, date(2026, 3, 2), *told[:40]), issue(2, date(2026, 6, 1), *told[30:])
    context = planned(march, june)["territoires/R53/2026/index.html"].context
    assert context["items"] == ()
    months = context["months"]
    assert isinstance(months, list)
    assert [(day, len(listed)) for day, listed in months] == [
        (date(2026, 6, 1), BRIEF + 1 - 30),
        (date(2026, 3, 1), 30),
    ]


def test_a_merged_theme_leads_on_and_its_entries_are_under_what_it_became() -> None:
    told = replace(entry("Un titre"), themes=(Named("vieux", "Vieux"),))
    held = replace(holdings(), issues=(issue(1, date(2026, 3, 2), told),), merged={"vieux": "neuf"})
    made = {page.path: page for page in everything(held)}
    assert made["themes/vieux/index.html"].context == {"to": "themes/neuf/"}
    assert made["themes/neuf/2026/index.html"].context["total"] == 1


def test_headings_that_name_each_other_as_parent_do_not_turn_for_ever() -> None:
    filed = {"a": Filed("a", "A", ((2026, 1),), 1)}
    known = every((Heading("a", "A", "b"), Heading("b", "B", "a"), Heading("c", "C")), filed)
    assert [one.key for one in with_page(known, filed)] == ["a", "b"]


def test_what_leads_to_a_territory_is_known_even_when_nothing_stands_there_any_more() -> None:
    words = vocabulary({}, ["35238"])
    assert words.headings == ()
    assert {"35238", "D35", "R53"} <= set(words.known)


def test_the_territory_of_an_entry_is_a_link_wherever_it_is_sealed() -> None:
    page = read(site()["lettre/2025/131/index.html"])
    assert "../../../territoires/R53/" in page.addresses
    living = read(site()["revue/index.html"])
    kickers = [one.text for one in living.elements if one.attributes.get("class") == "kicker"]
    assert any("Bretagne" in text for text in kickers)
    assert "../territoires/R53/" not in living.addresses


def test_a_territory_is_not_said_again_on_its_own_page() -> None:
    page = read(site()["territoires/R53/index.html"])
    assert "../../territoires/R53/" not in page.addresses
    assert page.all("h1")[0].text == "Bretagne"
