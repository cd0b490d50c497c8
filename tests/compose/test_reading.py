"""Letters as they are read: without sheets, without pictures, and after each webmail has been at them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page

from tests.compose.letters import SHAPES, TEMPLATES, made_of, plain, words
from tests.compose.reading import faults, look
from tests.compose.webmails import WEBMAILS, Webmail, orange, outlook, without_sheets

pytestmark = pytest.mark.browser

WIDTHS = (320, 375, 600, 900)
LONG = tuple(shape for shape in SHAPES if shape != "maximal")


@pytest.fixture(scope="module")
def mailbox(chromium: Browser) -> Iterator[Page]:
    """A page on which no request gets through: no sheet, no picture, nothing from anywhere."""
    context = chromium.new_context()
    context.route(re.compile("^https?:"), lambda route: route.abort())
    yield context.new_page()
    context.close()


def check(page: Page, html: str, width: int) -> None:
    seen = look(page, html, width)
    assert seen.overflow == 0
    assert seen.smallest >= 14
    assert seen.backwards == ()
    assert seen.flat_links == 0


@pytest.mark.parametrize("width", [320, 900])
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_longest_letter_is_read_without_sheets_and_without_pictures(
    mailbox: Page, template: str, width: int
) -> None:
    check(mailbox, without_sheets(made_of(template, "maximal").made.html), width)


@pytest.mark.prove
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_letter_is_read_at_every_width_without_sheets(
    mailbox: Page, template: str, shape: str, width: int
) -> None:
    html = made_of(template, shape).made.html
    check(mailbox, html, width)
    check(mailbox, without_sheets(html), width)
    assert faults(mailbox) == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing_in_a_letter_without_sheets_on_a_telephone(
    mailbox: Page, template: str
) -> None:
    look(mailbox, without_sheets(made_of(template, "agenda").made.html), 320)
    assert faults(mailbox) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing_by_day_and_by_night(mailbox: Page, template: str, scheme: str) -> None:
    mailbox.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    check(mailbox, made_of(template, "usual").made.html, 600)
    assert faults(mailbox) == []
    mailbox.emulate_media(color_scheme="light")


# --- after each webmail ----------------------------------------------------------------


@pytest.mark.parametrize("webmail", WEBMAILS, ids=lambda one: one.name)
@pytest.mark.parametrize("template", TEMPLATES)
def test_what_a_webmail_leaves_is_still_a_whole_letter(template: str, webmail: Webmail) -> None:
    letter = made_of(template, "usual")
    left = lxml_html.document_fromstring(webmail.shows(letter.made.html))
    assert [one.get("href") for one in left.iter("a")] == [one.get("href") for one in letter.links]
    heads = [(one.tag, words(one)) for one in left.iter("h1", "h2", "h3")]
    assert heads == [(one.tag, words(one)) for one in letter.all("h1", "h2", "h3")]
    assert plain(letter.body.text_content()) in plain(left.body.text_content())
    assert all(
        (one.get("lang"), one.get("dir")) == ("fr", "ltr") for one in left.xpath("//body/div/div")
    )


@pytest.mark.parametrize("webmail", WEBMAILS, ids=lambda one: one.name)
@pytest.mark.parametrize("template", TEMPLATES)
def test_what_a_webmail_leaves_fits_its_window(
    mailbox: Page, template: str, webmail: Webmail
) -> None:
    check(mailbox, webmail.shows(made_of(template, "agenda").made.html), webmail.widths[0])


@pytest.mark.prove
@pytest.mark.parametrize("webmail", WEBMAILS, ids=lambda one: one.name)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_letter_fits_every_window_of_every_webmail(
    mailbox: Page, template: str, shape: str, webmail: Webmail
) -> None:
    left = webmail.shows(made_of(template, shape).made.html)
    for width in webmail.widths:
        check(mailbox, left, width)


def test_the_profiles_do_what_the_webmails_do() -> None:
    page = (
        '<body><p style="opacity:1;color:red">onclick</p><p style="/* a */ color:red">b</p></body>'
    )
    assert "opacity" not in orange(page)
    assert "java-script" in orange(page)
    assert orange(page).count("color:red") == 1, "a comment takes the whole attribute with it"
    word = outlook('<body><!--[if mso]><b>mot</b><![endif]--><p style="padding:1px">b</p></body>')
    assert "<b>mot</b>" in word
    assert "padding" not in word


def test_the_look_sees_what_it_looks_for(mailbox: Page) -> None:
    page = (
        '<p style="width:2000px;font-size:9px">large</p><p style="position:absolute;top:0">haut</p>'
        '<a href="https://gazette.example/" style="text-decoration:none">lien</a>'
    )
    seen = look(mailbox, f"<body style='padding-top:90px'>{page}</body>", 320)
    assert seen.overflow > 1_000
    assert (seen.smallest, seen.flat_links) == (9, 1)
    assert seen.backwards == (("large", "haut"),)
