"""The archive in front of people: nothing cut, nothing fetched elsewhere, right without scripts or sheets, light.

Every kind of page that the committed archive has is looked at, named nowhere here.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pypdf import PdfReader

from tests.archive.pages import Reader, read
from tests.archive.site import CUT, SPACED, Traffic, editions, faults, kinds, paths, served
from tests.desk.browsing import OVERFLOW, watched
from tests.golden import COMMITTED

LIGHTEST = 150 * 1024
"""Bytes of an edition's page with its sheets and letters, without pictures and before compression."""
PRESENTATIONAL = frozenset(
    "align alink background bgcolor border cellpadding cellspacing color face frame frameborder"
    " hspace link marginheight marginwidth noshade nowrap rules size style text valign vlink vspace".split()
)
"""RGAA 10.1.2; width and height are for pictures, whose place they keep."""
DRAWN = frozenset("basefont big blink center font marquee s strike tt u".split())


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as address:
        yield address


def window(
    browser: Browser, width: int, *, zoom: float = 1, scripts: bool = True
) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="light",
        device_scale_factor=zoom,
        java_script_enabled=scripts,
    )


Look = tuple[int, Literal["light", "dark"]]
LOOKS: tuple[Look, ...] = ((1440, "light"), (320, "dark"))


def looked_at(
    browser: Browser, site: str, pages: Iterable[str], looks: Sequence[Look] = LOOKS
) -> list[str]:
    """(page: fault) of what axe, the ruler and the console say, and of whom else is asked."""
    page = window(browser, 1440).new_page()
    complaints, traffic, said = watched(page), Traffic(page), []
    for path in sorted(pages):
        page.goto(site + path)
        said += [f"{path}: {one}" for one in unskipped(page)]
        for width, scheme in looks:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            found = [*faults(page), *page.evaluate(CUT)]
            said += [f"{path} {width} {scheme}: {one}" for one in found]
        page.evaluate(SPACED)
        found = [*page.evaluate(CUT), *complaints, *traffic.foreign(site), *traffic.lost()]
        found += undressed(page)
        said += [f"{path}: {one}" for one in found]
        complaints.clear()
        traffic.answers.clear()
    return said


def unskipped(page: Page) -> list[str]:
    """The first link leads past the navigation, by keys alone."""
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    there = page.evaluate("document.activeElement.id")
    page.evaluate("document.activeElement.blur()")
    return [] if (first, there) == ("skip", "contenu") else [f"skip link: {first}, {there}"]


def undressed(page: Page) -> list[str]:
    """What is not there, or too wide for a screen, without any style sheet."""
    page.set_viewport_size({"width": 1440, "height": 800})
    dressed = words(page)
    page.evaluate("for (const one of document.styleSheets) one.disabled = true")
    page.evaluate("document.adoptedStyleSheets = []")
    wide = page.evaluate(OVERFLOW)
    lost = [f"without sheets, lost: {word}" for word in dressed - words(page)]
    return [*lost, *([f"without sheets, overflow: {wide} px"] if wide else [])]


def words(page: Page) -> Counter[str]:
    return Counter(re.findall(r"\w+", page.locator("body").inner_text().casefold()))


def test_every_kind_of_page_is_there() -> None:
    assert {"index.html", "themes/index.html"} <= set(kinds().values())
    assert len(kinds()) >= 15


@pytest.mark.browser
def test_nothing_is_wrong_on_any_kind_of_page(browser: Browser, site: str) -> None:
    """In both windows, with letters spaced out, by keys, and without any style sheet."""
    assert looked_at(browser, site, kinds().values()) == []


@pytest.mark.browser
@pytest.mark.prove
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_on_any_page(
    browser: Browser, site: str, scheme: Literal["light", "dark"]
) -> None:
    """The narrowest last, for it is there that letters spaced out stick out first."""
    looks: list[Look] = [(width, scheme) for width in (1440, 768, 375, 320)]
    assert looked_at(browser, site, paths(), looks) == []


@pytest.mark.browser
def test_without_scripts_at_200_percent_nothing_is_lost(browser: Browser, site: str) -> None:
    """A window of 1280 px at 200 % is 640 px wide for the page (WCAG 1.4.4, 1.4.10)."""
    page = window(browser, 640, zoom=2, scripts=False).new_page()
    complaints = watched(page)
    for path in sorted(kinds().values()):
        page.goto(site + path)
        assert page.evaluate(CUT) == [], path
        assert page.locator("main").inner_text().strip(), path
        assert page.get_by_role("navigation", name="Principale").get_by_role("link").count(), path
    assert [one for one in complaints if not one.endswith(".js")] == []


@pytest.mark.browser
def test_an_edition_is_light(browser: Browser, site: str) -> None:
    page = window(browser, 1440).new_page()
    assert editions()
    for path in editions():
        traffic = Traffic(page)
        page.goto(site + path, wait_until="networkidle")
        items = page.locator("article.entry").count()
        # The frame is the same on every page: what grows with the items is held.
        nodes = page.evaluate("document.querySelectorAll('main *').length")
        assert items, path
        assert traffic.weight() <= LIGHTEST, path
        assert len(traffic.answers) <= 8, [one.url for one in traffic.answers]
        assert nodes <= 300 * max(1, items / 20), f"{path}: {nodes} nodes for {items} items"


@pytest.mark.browser
def test_on_paper_the_addresses_are_printed_and_the_navigation_is_not(
    browser: Browser, site: str
) -> None:
    page = window(browser, 1440).new_page()
    page.goto(site + "lettre/2026/132/")
    linked = page.locator("article.entry h3 a").evaluate_all("all => all.map((one) => one.href)")
    navigation = page.get_by_role("navigation", name="Principale").inner_text().split("\n")
    printed = "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages)
    # What a printer joins, « fi », is two letters again.
    dense = re.sub(r"\s", "", unicodedata.normalize("NFKC", printed))
    assert linked
    assert [one for one in linked if one not in dense] == []
    assert "Aller au contenu" not in printed
    assert navigation[-1]
    assert not all(one in printed for one in navigation)


@pytest.fixture(scope="module", name="all_read")
def every_page_read() -> dict[str, Reader]:
    return {path: read((COMMITTED / path).read_bytes()) for path in paths()}


def test_every_page_is_told_apart_by_its_title(all_read: dict[str, Reader]) -> None:
    """« n° – publication – centre » for an edition, « what it is – centre » for the others (RGAA 8.6)."""
    titles = {path: one.all("title")[0].text for path, one in all_read.items()}
    for path, title in titles.items():
        parts = title.split(" – ")
        number = len(path.split("/")) == 4 and path.split("/")[1].isdigit()
        assert len(parts) >= (3 if number else 2), title
        assert all(parts), title
        assert len(title) <= 75, title
    assert [title for title, times in Counter(titles.values()).items() if times > 1] == []


def test_every_page_begins_alike_and_has_its_landmarks(all_read: dict[str, Reader]) -> None:
    for path, page in all_read.items():
        assert page.faults == [], path
        assert page.doctype.lower() == "doctype html", path
        assert page.all("html")[0].attributes["lang"] == "fr", path
        first = page.all("a")[0]
        assert first.attributes["href"].removeprefix("#") in page.ids, path
        assert "Aller au contenu" in first.text, path
        assert len(page.all("main")) == len(page.all("footer")) == len(page.all("h1")) == 1, path
        assert page.all("header"), path
        named = [
            one.attributes.get("aria-label", one.attributes.get("aria-labelledby"))
            for one in page.all("nav")
        ]
        assert all(named), path
        assert len(named) == len(set(named)) >= 2, path


def test_no_page_says_how_it_looks(all_read: dict[str, Reader]) -> None:
    for path, page in all_read.items():
        for one in page.elements:
            assert one.tag not in DRAWN, f"{path}: <{one.tag}>"
            assert not PRESENTATIONAL & one.attributes.keys(), (
                f"{path}: <{one.tag}> {one.attributes}"
            )
            assert one.tag not in ("style", "iframe", "object", "embed"), f"{path}: <{one.tag}>"
            assert not [name for name in one.attributes if name.startswith("on")], path
            if one.tag in ("img", "video", "canvas"):
                assert {"alt", "width", "height"} <= one.attributes.keys(), (
                    f"{path}: {one.attributes}"
                )
            if one.tag == "script":
                assert "src" in one.attributes or "json" in one.attributes.get("type", ""), path
