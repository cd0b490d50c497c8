"""Which pages there are, and what is on each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.archive.in_hand import planned
from tests.archive.samples import (
    CAFE,
    CONTRACT,
    MEETING,
    NEW,
    OLD,
    PARK,
    REVIEW,
    WAITS,
    holdings,
    issue,
)
from tests.compose.samples import entry
from veille.archive.filed import Heading, Vocabulary
from veille.archive.holdings import Page, Sealed, Shelf

FEEDS = ("feed.atom", "feed.rss", "feed.json")
ISSUES = ("numeros.atom", "numeros.rss", "numeros.json")
REFERENCES = ("references.ris", "references.bib", "references.json")
STANDING = (
    "404.html",
    "a-propos/index.html",
    "accessibilite/index.html",
    "annees/index.html",
    "assets/icon.svg",
    "confidentialite/index.html",
    "mentions-legales/index.html",
    "sources/index.html",
)
"""Whatever is published."""
PLAN = {page.path: page for page in planned(holdings())}


def test_the_plan_is_this() -> None:
    ids = [one.entry.public_id for one in holdings().every]
    themes = ("anru", "habitat", "parti")
    places = ("R53", "D35")
    assert sorted(PLAN) == sorted(
        [
            "assets/accents.css",
            "index.html",
            *FEEDS,
            *(
                f"{key}/{name}"
                for key in ("lettre", "revue", "annonce")
                for name in ("index.html", *FEEDS, *ISSUES)
            ),
            *(
                f"{path}{name}"
                for path in ("lettre/2025/131/", "lettre/2026/132/", "revue/2026/48/")
                for name in ("index.html", *REFERENCES)
            ),
            *(f"ressource/{one}/index.html" for one in ids),
            "themes/index.html",
            *(f"themes/{key}/{name}" for key in themes for name in ("index.html", *FEEDS)),
            *(
                f"themes/{key}/2026/{name}"
                for key in themes
                for name in ("index.html", *REFERENCES)
            ),
            # Told under that theme last year too: an address that was public stays.
            *(f"themes/anru/2025/{name}" for name in ("index.html", *REFERENCES)),
            "territoires/index.html",
            *(f"territoires/{key}/{name}" for key in places for name in ("index.html", *FEEDS)),
            *(
                f"territoires/{address}/{name}"
                for address in ("R53/2025", "R53/2026", "D35/2026")
                for name in ("index.html", *REFERENCES)
            ),
            *STANDING,
            "dossiers/index.html",
            "dossiers/cafes-de-quartier/index.html",
            *(f"dossiers/cafes-de-quartier/{name}" for name in (*FEEDS, *REFERENCES)),
            "2025/index.html",
            "2026/index.html",
            *(f"{key}/index.html" for key in ("lettre/2025", "lettre/2026", "revue/2026")),
            *(
                "sitemap.xml",
                "sitemap-2025.xml",
                "sitemap-2026.xml",
                "sitemap-pages.xml",
                "robots.txt",
            ),
            "recherche/index.html",
        ]
    )


def test_no_path_is_written_twice() -> None:
    assert len(planned(holdings())) == len(PLAN)


def test_the_same_holdings_give_the_same_plan_in_the_same_order() -> None:
    again = replace(holdings(), shelves=tuple(holdings().shelves))
    assert [page.path for page in planned(again)] == list(PLAN)


def test_a_page_knows_the_way_back_to_the_root_and_its_address() -> None:
    made = {
        path: Page(path, "", "", {}) for path in ("index.html", "feed.atom", "a/2026/1/index.html")
    }
    assert [page.root for page in made.values()] == ["./", "./", "../../../"]
    assert [page.address for page in made.values()] == ["", "feed.atom", "a/2026/1/"]


def test_an_item_that_was_in_two_editions_is_one_with_the_newest_telling() -> None:
    placed = {one.entry.public_id: one for one in holdings().every}
    assert len(placed) == 4
    cafe = placed[CAFE.public_id]
    assert cafe.entry.note == "Reprise."
    assert cafe.editions == (OLD, REVIEW)
    assert cafe.first_date == date(2025, 12, 15)


def test_what_was_published_last_comes_first() -> None:
    titles = [one.entry.public_id for one in holdings().every]
    assert set(titles[:2]) == {CAFE.public_id, CONTRACT.public_id}
    assert titles[2:] == [MEETING.public_id, PARK.public_id]


def test_what_only_waits_has_no_page_of_its_own() -> None:
    assert not [path for path in PLAN if WAITS.public_id in path]
    assert PLAN["revue/index.html"].context["waiting_count"] == 1


def test_an_edition_knows_its_neighbours_in_its_own_publication() -> None:
    first, last = PLAN["lettre/2025/131/index.html"], PLAN["lettre/2026/132/index.html"]
    alone = PLAN["revue/2026/48/index.html"]
    beside = [one.context["sealed"] for one in (first, last, alone)]
    assert [(one.previous, one.next) for one in beside if isinstance(one, Sealed)] == [
        (None, NEW),
        (OLD, None),
        (None, None),
    ]


def test_two_editions_of_one_day_stand_in_the_order_of_their_numbers() -> None:
    day = date(2026, 11, 23)
    issues = [issue(number, day, entry(f"Un titre {number}")) for number in (10, 9, 8)]
    held = replace(holdings(), issues=tuple(issues))
    made = planned(held)
    paths = [page.path for page in made if page.template == "archive/edition.html"]
    assert paths == [f"lettre/2026/{number}/index.html" for number in (8, 9, 10)]
    assert [one.number for one in held.covers("lettre")] == [10, 9, 8]


def test_a_theme_that_left_the_vocabulary_keeps_its_page_and_an_unused_one_has_none() -> None:
    assert "themes/parti/index.html" in PLAN
    assert "themes/sante/index.html" not in PLAN
    assert "themes/sport/index.html" not in PLAN


def test_a_parent_has_a_page_as_soon_as_a_child_is_used() -> None:
    only_child = issue(1, date(2026, 1, 5), CAFE)
    paths = {page.path for page in planned(replace(holdings(), issues=(only_child,)))}
    assert {"themes/habitat/index.html", "themes/anru/index.html"} <= paths
    assert "themes/habitat/2026/index.html" not in paths


def test_the_tree_of_themes_has_children_under_their_parent() -> None:
    filed = PLAN["themes/index.html"].context["filed"]
    assert isinstance(filed, Vocabulary)
    assert filed.tree == [
        (Heading("habitat", "Habitat"), [Heading("anru", "Renouvellement urbain", "habitat")]),
        (Heading("parti", "Un thème parti"), []),
    ]


def test_a_theme_page_shows_thirty_items_and_its_years_all_of_them() -> None:
    themes = CONTRACT.themes[:1]
    many = [replace(entry(f"Titre {at}", at=at), themes=themes) for at in range(40)]
    held = replace(holdings(), issues=(issue(1, date(2026, 1, 5), *many),))
    made = {page.path: page for page in planned(held)}
    sizes = {
        path: len(list(made[path].context["items"]))  # type: ignore[call-overload]
        for path in (
            "themes/habitat/index.html",
            "themes/habitat/2026/index.html",
        )
    }
    assert list(sizes.values()) == [30, 40]


def test_an_archive_with_nothing_in_it_has_a_home_and_empty_shelves() -> None:
    empty = Shelf("lettre", "La lettre", "#000001")
    held = replace(holdings(), shelves=(empty,), issues=(), waits={}, themed=())
    paths = {page.path for page in planned(held)}
    assert paths == {
        "assets/accents.css",
        "index.html",
        *FEEDS,
        "lettre/index.html",
        *(f"lettre/{name}" for name in (*FEEDS, *ISSUES)),
        "themes/index.html",
        "territoires/index.html",
        *STANDING,
        *("sitemap.xml", "sitemap-pages.xml", "robots.txt"),
        "recherche/index.html",
    }


def test_an_address_that_lost_its_page_says_where_to_go_on() -> None:
    lost = frozenset({"themes/anru/2019/", "revue/2019/1/", "themes/perdu/feed.atom", "feed.atom"})
    made = {page.path: page for page in planned(replace(holdings(), promised=lost))}

    stubs = {path: made[path].context.get("to") for path in made if path not in PLAN}
    assert stubs == {
        "revue/2019/1/index.html": "revue/",
        "themes/anru/2019/index.html": "themes/anru/",
        "themes/perdu/feed.atom": None,
    }


def test_without_a_dossier_there_is_no_page_of_dossiers_and_an_old_one_leads_on() -> None:
    promised = frozenset({"dossiers/", "dossiers/parti/", "dossiers/parti/feed.atom"})

    none = {one.path: one for one in planned(replace(holdings(), themed=(), promised=promised))}
    assert {path for path in none if path.startswith("dossiers/")} == {
        "dossiers/index.html", "dossiers/parti/index.html", "dossiers/parti/feed.atom",
    }  # fmt: skip
    assert none["dossiers/parti/index.html"].context == {"to": ""}

    some = {one.path: one for one in planned(replace(holdings(), promised=promised))}
    assert some["dossiers/parti/index.html"].context == {"to": "dossiers/"}
