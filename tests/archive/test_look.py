"""The archive as it is seen in a browser: what the first screen shows, and that nothing sticks out."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, Route
from pypdf import PdfReader

from tests.archive.in_hand import files
from tests.archive.samples import CAFE, NEW, holdings
from tests.compose.samples import ARCHIVE, section
from tests.desk.browsing import OVERFLOW
from veille.model.edition import Named

pytestmark = pytest.mark.browser

LONG = replace(CAFE, public_id="long000001", title="Un titre qui n’en finit pas, " * 14)
WHOLE = replace(
    CAFE, public_id="mot0000001", title="🎉🎉🎉", source="Anticonstitutionnellement" * 4,
    url="https://un-tres-long-nom-de-domaine-qui-ne-se-coupe-nulle-part.example/a",
    themes=(Named("gouvernance", "Gouvernance, ingénierie et participations"),),
)  # fmt: skip
WORD = replace(CAFE, public_id="url0000001", title="https://gazette.example/" + "abcdefghij" * 16)
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""What a reader may ask of any page (WCAG 1.4.12)."""
KINDS = (
    "", "annees/", "2026/", "lettre/", "lettre/2026/", "revue/", "lettre/2026/132/",
    "ressource/mot0000001/", "ressource/url0000001/", "themes/", "themes/gouvernance/",
    "territoires/", "territoires/R53/", "territoires/R53/2026/", "sources/", "mentions-legales/",
    "accessibilite/",
)  # fmt: skip

HARDEST = ("", "lettre/2026/132/", "ressource/mot0000001/", "themes/gouvernance/")


@cache
def hard() -> Mapping[str, bytes]:
    edition = replace(NEW, sections=(section(LONG, WHOLE, WORD, key="dur", title="À la une"),))
    others = [one for one in holdings().issues if one.path != NEW.path]
    return files(replace(holdings(), issues=(edition, *others)))


@pytest.fixture(name="page")
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 667})
    page = context.new_page()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ARCHIVE)
        name = f"{path}index.html" if path.endswith("/") or not path else path
        kind = {"css": "text/css", "html": "text/html; charset=utf-8"}.get(name.rpartition(".")[2])
        found = hard().get(name)
        route.fulfill(status=200 if found else 404, body=found or b"", content_type=kind or "")

    page.route("**/*", answer)
    yield page
    context.close()


@pytest.mark.parametrize("letters", ["ours", "those of the machine"])
@pytest.mark.parametrize("public_id", [CAFE.public_id, "long000001"])
def test_a_telephone_shows_source_note_theme_and_edition_without_scrolling(
    page: Page, public_id: str, letters: str
) -> None:
    if letters != "ours":
        page.route("**/*.woff2", lambda route: route.abort())
    page.goto(f"{ARCHIVE}ressource/{public_id}/")
    shown = {
        "theme": page.locator(".kicker a").first,
        "source": page.get_by_role("link", name="Lire sur gazette.example"),
        "edition": page.locator(".ways").get_by_role("link", name="n° "),
        "note": page.locator(".note").first,
    }
    for name, one in shown.items():
        box = one.bounding_box()
        assert box, name
        assert box["y"] + min(box["height"], 28) < 667, name  # of a note, the first line


STAND_INS = """async (text) => {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.cssText = "position: absolute; white-space: nowrap; font-size: 100px; line-height: normal";
  probe.textContent = text;
  const measured = [];
  const name = (one) => one.family.replaceAll('"', "");
  for (const face of [...document.fonts].filter((one) => name(one).startsWith("As "))) {
    if (await face.load().then(() => false, () => true)) continue;
    const box = async (family) => {
      probe.style.font = `${face.style} ${face.weight} 100px/normal "${family}", monospace`;
      await document.fonts.load(probe.style.font);
      return probe.getBoundingClientRect();
    };
    // Declared anew: as « optional », what comes late waits for the next page.
    const file = `../../assets/fonts/source-serif-4-latin-${face.weight}-${face.style}.woff2`;
    document.fonts.add(new FontFace("Ours", `url(${file})`, { weight: face.weight, style: face.style }));
    const ours = await box("Ours"), theirs = await box(name(face));
    const one = `${name(face)} ${face.style} ${face.weight}`;
    measured.push([one, theirs.width / ours.width, theirs.height / ours.height]);
  }
  return measured;
}"""
"""Each serif of this machine that stands in for ours: how wide and how high the same words are in it."""


def test_what_stands_in_for_our_letters_is_as_wide_and_as_high(page: Page) -> None:
    page.goto(f"{ARCHIVE}ressource/{CAFE.public_id}/")
    words = page.locator("main").inner_text().replace("\n", " ")
    measured = page.evaluate(STAND_INS, words)
    if not measured:
        pytest.skip("none of Georgia, Times, Liberation, Noto and DejaVu Serif is on this machine")
    for name, width, height in measured:
        assert abs(width - 1) < 0.03, (name, width)
        assert abs(height - 1) < 0.01, (name, height)


def test_the_letters_of_the_first_screen_are_asked_for_at_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{ARCHIVE}lettre/2026/132/")
    first = [one.removeprefix(f"{ARCHIVE}assets/") for one in asked if "/assets/" in one]
    used = [f"fonts/source-serif-4-latin-{weight}-normal.woff2" for weight in (400, 600)]
    assert first[:2] == used
    assert len(first) == len(set(first))  # what is preloaded serves, and comes once


def test_a_wide_screen_says_each_fact_once(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{ARCHIVE}ressource/{CAFE.public_id}/")
    for name in ("Renouvellement urbain", "Bretagne", "La revue de presse n° 48"):
        links = page.locator("article").get_by_role("link", name=name, exact=True)
        seen = [one for one in links.all() if one.is_visible()]
        assert len(seen) == 1, name
        box = seen[0].bounding_box()
        assert box
        assert box["y"] + box["height"] < 900


def test_on_paper_alone_a_page_says_its_own_address(page: Page) -> None:
    for path in ("", "lettre/2026/132/", f"ressource/{CAFE.public_id}/"):
        page.goto(ARCHIVE + path)
        assert page.get_by_text(ARCHIVE + path, exact=False).last.is_hidden(), path
        printed = "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages)
        dense = re.sub(r"\s", "", unicodedata.normalize("NFKC", printed))
        assert f"Cettepage:{ARCHIVE}{path}" in dense, path
    page.goto(f"{ARCHIVE}404.html")
    assert page.locator(".here").count() == 0  # it is shown at any address


@pytest.mark.parametrize("paths", [HARDEST, pytest.param(KINDS, marks=pytest.mark.prove)])
def test_nothing_sticks_out_of_a_narrow_screen_even_with_more_space_between_letters(
    page: Page, paths: tuple[str, ...]
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in paths:
        page.goto(ARCHIVE + path)
        assert page.evaluate(OVERFLOW) == 0, path
        page.add_style_tag(content=SPACED)
        assert page.evaluate(OVERFLOW) == 0, f"{path}, spaced"


def test_a_page_not_found_is_whole_at_any_depth(page: Page) -> None:
    assert {one for one in KINDS if (f"{one}index.html") not in hard()} == set()
    page.goto(f"{ARCHIVE}404.html")
    page.evaluate("history.replaceState(null, '', '/revue/1999/7/')")
    assert page.get_by_role("link", name="par thème").evaluate("a => a.href") == f"{ARCHIVE}themes/"
