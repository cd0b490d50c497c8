"""The map for search engines: every page once, with a date that is known, cut so that past years rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.robotparser import RobotFileParser

from lxml import etree

from tests.archive.in_hand import files
from tests.archive.samples import BRIEF, CAFE, NEW, OLD, SOONER, holdings, issue, own_site, site
from tests.compose.samples import ARCHIVE, entry, templates
from veille.archive import sitemap
from veille.archive.holdings import Located
from veille.archive.render import render
from veille.archive.sitemap import maps, sitemap_pages
from veille.model.edition import Erratum

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def lines(data: bytes) -> dict[str, str]:
    """Path under the root → lastmod, « » where it says none."""
    tree = etree.fromstring(data)
    return {
        one.findtext("s:loc", namespaces=SPACE).removeprefix(ARCHIVE): one.findtext(
            "s:lastmod", "", namespaces=SPACE
        )
        for one in tree
    }


def read_maps(made: dict[str, bytes]) -> dict[str, dict[str, str]]:
    return {path: lines(made[path]) for path in lines(made["sitemap.xml"])}


def test_every_page_is_in_one_map_and_every_map_in_the_index() -> None:
    made = own_site()
    told = read_maps(made)
    assert set(told) == {
        "sitemap-2025.xml",
        "sitemap-2026.xml",
        "sitemap-2027.xml",
        "sitemap-pages.xml",
    }
    found = [path for known in told.values() for path in known]
    assert len(set(found)) == len(found)
    assert {f"{path}index.html" for path in found} == {p for p in made if p.endswith("index.html")}


def test_a_page_says_when_it_changed_last_and_nothing_where_nobody_knows() -> None:
    told = read_maps(own_site())
    assert told["sitemap-2026.xml"][NEW.path] == "2026-11-16"
    assert told["sitemap-2025.xml"][OLD.path] == "2025-12-15"
    # Told again in another year: still in its first, with the day of the last.
    assert told["sitemap-2025.xml"][f"ressource/{CAFE.public_id}/"] == "2026-11-23"
    assert told["sitemap-2026.xml"][f"ressource/{BRIEF.entry.public_id}/"] == "2026-11-12"
    assert told["sitemap-2027.xml"][SOONER.path] == "2026-11-18"
    pages = told["sitemap-pages.xml"]
    assert pages["lettre/"] == "2026-11-16"
    assert pages["dossiers/cafes-de-quartier/"] == "2026-11-20"
    assert pages[""] == pages["themes/"] == pages["themes/anru/"] == ""


def test_an_erratum_changes_its_page() -> None:
    told = Erratum(1, datetime(2026, 12, 2, 9, tzinfo=UTC), "alice", "Au 3, et non au 4.")
    made = files(replace(holdings(), errata={NEW.path: (told,)}))
    assert read_maps(made)["sitemap-2026.xml"][NEW.path] == "2026-12-02"


def test_a_new_edition_rewrites_the_map_of_its_year_and_none_of_another() -> None:
    more = issue(133, date(2026, 12, 1), entry("Neuf"))
    later = replace(holdings(), issues=(*holdings().issues, more))
    made = files(later)
    changed = {path for path in made if "sitemap" in path and made[path] != site()[path]}
    assert changed == {"sitemap-2026.xml", "sitemap-pages.xml"}


def test_the_maps_of_some_years_are_those_of_all_and_the_index_still_names_the_others() -> None:
    held, standing = holdings(), {path.removesuffix("index.html") for path in site()}
    some = {one.path: one for one in sitemap_pages(held.site, held, standing, {2026})}
    every = {one.path: one for one in sitemap_pages(held.site, held, standing)}
    assert set(every) - set(some) == {"sitemap-2025.xml"}
    told = {path: render(page, held.site, templates()) for path, page in some.items()}
    assert told == {path: site()[path] for path in some}


def test_nobody_is_sent_to_a_page_that_only_leads_on() -> None:
    """A stub of an earlier build stands among the files like any page: only the holdings know it from one."""
    stubs = {"ressource/parti00001/", "dossiers/parti/", "agenda/parti00001/", "themes/vieux/2026/"}
    held = replace(holdings(), merged={"vieux": "anru"})
    standing = {"", "dossiers/", "themes/anru/", "recherche/", *stubs}
    made = {page.path: page for page in sitemap_pages(held.site, held, standing)}
    told = lines(render(made["sitemap-pages.xml"], held.site, templates()))
    assert set(told) == standing - stubs


def test_a_year_too_large_for_one_map_is_cut() -> None:
    many = [Located(f"ressource/{at:05d}/", year=2026) for at in range(sitemap.MOST + 1)]
    made = {page.path: page for page in maps(many, ARCHIVE)}
    assert list(made) == ["sitemap-2026.xml", "sitemap-2026-2.xml", "sitemap.xml", "robots.txt"]
    assert list(lines(render(made["sitemap-2026-2.xml"], holdings().site, templates()))) == [
        many[-1].address
    ]


def test_robots_are_welcome_and_told_where_the_map_is() -> None:
    reader = RobotFileParser()
    reader.parse(site()["robots.txt"].decode().splitlines())
    assert reader.can_fetch("*", f"{ARCHIVE}lettre/")
    assert reader.site_maps() == [f"{ARCHIVE}sitemap.xml"]
