"""Every kind of page: well formed, reachable, quiet, and readable by machines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import feedparser
import pytest

from tests.archive.in_hand import files, planned
from tests.archive.pages import LOST, Reader, read, target, words
from tests.archive.samples import (
    ALOFT,
    ANRU,
    CAFE,
    MEETING,
    NEW,
    WAITS,
    holdings,
    issue,
    site,
)
from tests.compose.samples import ARCHIVE, entry
from veille.archive import mails
from veille.archive.render import ASSETS
from veille.shipped import shipped

PAGES = {path: read(data) for path, data in site().items() if path.endswith(".html")}


@pytest.fixture(params=sorted(PAGES), ids=str)
def page(request: pytest.FixtureRequest) -> Reader:
    return PAGES[request.param]


def test_every_page_of_the_plan_is_written_and_every_asset() -> None:
    wanted = {one.path for one in planned(holdings())} | {f"assets/{name}" for name in ASSETS}
    assert set(site()) == wanted
    folder = shipped("templates") / "archive" / "assets"
    assert {str(file.relative_to(folder)) for file in folder.rglob("*.*")} == set(ASSETS)


def test_a_page_is_well_formed(page: Reader) -> None:
    assert page.faults == []
    assert page.doctype.lower() == "doctype html"


def test_a_page_says_its_language_and_charset(page: Reader) -> None:
    assert [one.attributes["lang"] for one in page.all("html")] == ["fr"]
    assert page.all("meta")[0].attributes == {"charset": "utf-8"}


def test_a_page_has_one_first_heading_and_skips_no_step(page: Reader) -> None:
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(
        after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False)
    )


def test_the_first_link_leads_to_the_content(page: Reader) -> None:
    first = page.all("a")[0]
    assert first.attributes == {"class": "skip", "href": "#contenu"}
    assert [one.tag for one in page.elements if one.attributes.get("id") == "contenu"] == ["main"]


def test_a_page_has_its_landmarks_each_with_a_name_of_its_own(page: Reader) -> None:
    for tag in ("header", "main", "footer"):
        assert len(page.all(tag)) == 1
    named = {
        one.attributes["id"]: words(one.text) for one in page.elements if "id" in one.attributes
    }
    names = [
        one.attributes.get("aria-label") or named[one.attributes["aria-labelledby"]]
        for one in page.all("nav")
    ]
    assert len(set(names)) == len(names) >= 2
    assert all(one.attributes["aria-labelledby"] in named for one in page.all("section"))


def test_a_page_has_no_style_script_or_frame_of_its_own(page: Reader) -> None:
    # What « default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self' » would refuse.
    assert page.all("style", "iframe", "object", "embed", "base") == []
    for script in page.all("script"):
        # Data, which no browser runs and no policy of scripts is asked about; else a file of ours.
        if script.attributes.get("type") != "application/ld+json":
            assert script.text == ""
            assert "assets/search/" in script.attributes["src"]
    for form in page.all("form"):
        assert (form.attributes["method"], form.attributes["role"]) == ("get", "search")
    for one in page.elements:
        assert not [name for name in one.attributes if name == "style" or name.startswith("on")]
        assert not one.attributes.get("href", "").startswith(("javascript:", "data:"))


def test_a_page_is_not_laid_out_by_its_tags(page: Reader) -> None:
    assert page.all("table", "font", "center", "b", "i", "u", "hr") == []
    presentational = {"align", "bgcolor", "border", "width", "height", "valign", "color", "size"}
    assert not [one for one in page.elements if presentational & set(one.attributes)]


def test_nothing_is_asked_of_anyone_else_and_nobody_is_named(page: Reader) -> None:
    for one in page.all("link"):
        if one.attributes["rel"] != "canonical":
            assert not urlsplit(one.attributes["href"]).netloc
    assert page.all("img", "audio", "video", "source") == []
    assert not [address for address in page.addresses if "desabonnement" in address]


def test_every_link_has_words(page: Reader) -> None:
    assert all(words(one.text) for one in page.all("a"))
    # What is heard in the place of what is read begins with it (WCAG 2.5.3).
    heard = [
        (words(one.text), words(one.attributes.get("aria-label", one.text)))
        for one in page.all("a")
    ]
    assert all(aloud.startswith(seen) for seen, aloud in heard)
    told = [aloud.lower() for _seen, aloud in heard]
    assert not {"ici", "cliquez ici", "lire la suite", "fiche"} & set(told)


def test_every_title_is_unique_short_and_ends_with_the_centre() -> None:
    titles = [words(one.text) for page in PAGES.values() for one in page.all("title")]
    assert len(titles) == len(PAGES)
    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 100 for title in titles)
    assert all(re.search(r" – (Bréal|archives)$", title) for title in titles)


def test_every_description_is_there_and_of_a_length_that_is_shown() -> None:
    for page in PAGES.values():
        told = [
            one.attributes["content"]
            for one in page.all("meta")
            if one.attributes.get("name") == "description"
        ]
        assert len(told) == 1
        assert 5 <= len(told[0]) <= 160


def test_every_link_inside_leads_to_a_planned_file_and_to_a_place_on_it() -> None:
    for path, page in PAGES.items():
        for address in page.addresses:
            found = target(path, address)
            if found is None:
                continue
            file, fragment = found
            if address in (mails.HTML, mails.TEXT):
                continue  # no template makes them: they are written beside their edition's page
            assert file in site(), f"{path}: {address}"
            if fragment:
                assert fragment in PAGES[file].ids, f"{path}: {address}"


def test_links_inside_are_relative_and_only_the_canonical_says_the_whole_address() -> None:
    for path, page in PAGES.items():
        whole = [address for address in page.addresses if address.startswith(ARCHIVE)]
        own = [] if path == LOST else [ARCHIVE + path.removesuffix("index.html")]
        assert whole == own
        assert path == LOST or not [address for address in page.addresses if address[:1] == "/"]


def test_every_page_is_reached_from_the_home_page() -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached or path not in PAGES:
            continue
        reached.add(path)
        found = (target(path, address) for address in PAGES[path].addresses)
        waiting += [one[0] for one in found if one]
    assert set(PAGES) - reached == {LOST}


def test_every_colour_that_a_page_asks_for_is_in_its_style_sheets() -> None:
    sheets = b"".join(data for path, data in site().items() if path.endswith(".css")).decode()
    asked = {
        name
        for page in PAGES.values()
        for one in page.elements
        for name in one.attributes.get("class", "").split()
    }
    accents = {name for name in asked if name.startswith("accent-")}
    assert len(accents) >= 4
    assert not [name for name in accents if f".{name} " not in sheets]


def test_an_edition_shows_every_entry_with_a_place_of_its_own() -> None:
    page = PAGES[f"{NEW.path}index.html"]
    for one in NEW.entries:
        assert f"r-{one.public_id}" in page.ids
        assert one.url in page.addresses
    assert words(page.all("h1")[0].text) == "La lettre de Bréal n° 132"


def test_a_living_page_shows_what_waits_and_no_link_to_a_page_that_is_not_there() -> None:
    page = PAGES["revue/index.html"]
    assert f"r-{WAITS.public_id}" in page.ids
    assert WAITS.url in page.addresses
    assert not [address for address in page.addresses if f"ressource/{WAITS.public_id}" in address]


def test_a_record_says_where_it_was_published_newest_first() -> None:
    page = PAGES[f"ressource/{CAFE.public_id}/index.html"]
    told = [
        target("ressource/x/index.html", one.attributes["href"])
        for one in page.all("a")
        if "#r-" in one.attributes["href"]
    ]
    assert told[0] == told[1]  # under the title, then first of the whole list
    assert told[1:] == [
        ("revue/2026/48/index.html", f"r-{CAFE.public_id}"),
        ("lettre/2025/131/index.html", f"r-{CAFE.public_id}"),
    ]


def test_strangers_words_are_text_wherever_they_are_shown() -> None:
    hostile = "<script>alert(1)</script>\"'&"
    evil = replace(
        entry(hostile), note=hostile, quotation=hostile, source=hostile, also_seen=(hostile,),
        place=hostile, nature=hostile, url="https://gazette.example/?a=\"><script>alert(1)</script>",
        themes=(replace(ANRU, label=hostile),),
    )  # fmt: skip
    twin = replace(evil, public_id="b", starts_at=MEETING.starts_at)
    held = replace(holdings(), issues=(issue(1, date(2026, 1, 5), evil, twin),))
    for path, data in files(held).items():
        if not path.startswith("assets/") and "/references." not in path:
            assert b"<script>" not in data, path
        if path.endswith(".html"):
            assert read(data).faults == [], path
        elif path.endswith((".atom", ".rss")):
            assert not feedparser.parse(data)["bozo"], path
        elif path.endswith(".json"):
            json.loads(data)


def test_two_builds_are_the_same_to_the_byte() -> None:
    assert files(holdings()) == site()


def test_the_day_changes_only_what_speaks_of_the_day() -> None:
    later = files(replace(holdings(), as_of=date(2026, 11, 30)))
    changed = {path for path, data in site().items() if later[path] != data}
    assert {"index.html", "revue/index.html"} <= changed
    assert not [
        path
        for path in changed
        if re.match(r"(ressource|themes|\d{4}|\w+/\d{4})/", path) and path.endswith(".html")
    ]


def test_a_dossier_keeps_its_order_and_leads_where_there_is_a_page() -> None:
    page = PAGES["dossiers/cafes-de-quartier/index.html"]
    html = site()["dossiers/cafes-de-quartier/index.html"].decode()
    places = [html.index(f'id="r-{one.public_id}"') for one in (WAITS, CAFE, ALOFT)]
    assert places == sorted(places)
    assert f'href="../../ressource/{CAFE.public_id}/"' in html
    assert f"ressource/{WAITS.public_id}/" not in html
    assert 'href=""' not in html
    assert "Tenu à jour." in words(page.all("main")[0].text)


def test_the_menu_names_dossiers_once_there_is_one() -> None:
    assert b">Dossiers</a>" in site()["index.html"]
    without = files(replace(holdings(), themed=()))
    assert b"Dossiers" not in without["index.html"]
