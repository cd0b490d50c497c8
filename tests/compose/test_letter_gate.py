"""What every letter must pass before anyone gets it, whatever its publication and its length.

Sources: Email Markup Consortium, accessibility checks of 2025; caniemail; WCAG 2.2.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.compose.contrast import inverted, ratio
from tests.compose.letters import (
    ENVELOPE,
    HEADINGS,
    SHAPES,
    TEMPLATES,
    Letter,
    agenda,
    made_of,
    plain,
    usual,
    words,
)
from tests.compose.samples import CENTRE, edition
from tests.send.reading import parts
from veille.compose.checks.contrast import night_rules, pairs
from veille.compose.checks.page import read
from veille.compose.render import UNSUBSCRIBE_MARK
from veille.compose.weight import LIGHT, encoded
from veille.send.message import message


@pytest.fixture(
    params=[(template, shape) for template in TEMPLATES for shape in SHAPES], ids="-".join
)
def letter(request: pytest.FixtureRequest) -> Letter:
    return made_of(*request.param)


def styles(letter: Letter) -> Iterator[str]:
    for element in letter.document.iter():
        if isinstance(element.tag, str) and element.get("style"):
            yield element.get("style")


# --- accessibility ---------------------------------------------------------------------


def test_the_language_and_direction_are_said_where_webmails_keep_them(letter: Letter) -> None:
    html = letter.document.getroottree().getroot()
    assert (html.get("lang"), html.get("dir")) == ("fr", "ltr")
    children = [one for one in letter.body if isinstance(one.tag, str)]
    assert children
    assert all((one.get("lang"), one.get("dir")) == ("fr", "ltr") for one in children)


def test_the_title_is_the_subject(letter: Letter) -> None:
    assert [plain(one.text or "") for one in letter.all("title")] == [plain(letter.made.subject)]


def test_the_letter_is_one_article_with_a_name(letter: Letter) -> None:
    articles = letter.document.xpath("//*[@role='article']")
    assert [one.get("aria-label") for one in articles] == [letter.made.subject]
    assert articles[0].get("aria-roledescription") == "email"


def test_there_is_one_first_heading_and_no_step_is_skipped(letter: Letter) -> None:
    levels = [int(one.tag[1]) for one in letter.all(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(words(one) for one in letter.all(*HEADINGS))


def test_every_table_is_there_for_the_layout_and_says_so(letter: Letter) -> None:
    assert all(one.get("role") == "presentation" for one in letter.all("table"))
    hidden = re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", letter.made.html)
    opened = [one for one in hidden if "<table" in one]
    assert opened
    assert all('role="presentation"' in one for one in opened)


def test_every_picture_has_words_in_its_place(letter: Letter) -> None:
    for one in letter.all("img"):
        assert 0 < len(one.get("alt")) <= 125
        assert re.fullmatch(r"https://archives\.breal\.example/\S+\.(png|jpg|gif)", one.get("src"))
        assert int(one.get("width")) > 0
        assert 0 < int(one.get("height")) <= 48
    assert len(list(letter.all("img"))) == (len(letter.view.entries) >= 100)


def test_every_link_says_where_it_leads_and_is_underlined(letter: Letter) -> None:
    assert len(letter.links) > 4
    for link in letter.links:
        assert words(link).lower() not in {
            "",
            "ici",
            "cliquez ici",
            "lire la suite",
            "en savoir plus",
        }
        assert re.fullmatch(rf"https?://\S+|mailto:\S+|{UNSUBSCRIBE_MARK}", link.get("href"))
        assert "text-decoration:none" not in link.get("style").replace(" ", "")


def test_the_same_words_do_not_lead_to_two_places(letter: Letter) -> None:
    told: dict[str, set[str]] = {}
    for link in letter.links:
        told.setdefault(words(link), set()).add(link.get("href"))
    assert {name: places for name, places in told.items() if len(places) > 1} == {}


# --- what webmails take away, and what they do with the rest ---------------------------


def test_no_style_is_one_that_a_french_webmail_refuses(letter: Letter) -> None:
    refused = re.compile(
        r"/\*|rgba?\(|hsla?\(|\drem|calc\(|var\(|opacity|flex|grid|border-radius|box-sizing"
        r"|transform|object-fit|background-size|position|float|!important|url\(|#[0-9a-f]{8}\b",
        re.IGNORECASE,
    )
    for style in styles(letter):
        assert not refused.search(style), style


def test_the_style_sheet_asks_for_nothing_and_spares_each_important_a_space(letter: Letter) -> None:
    sheets = [one.text or "" for one in letter.all("style")]
    assert any("@media" in sheet for sheet in sheets)
    for sheet in sheets:
        assert not re.search(r"@import|@font-face|url\(|/\*|\S!important|[^\x20-\x7e\n]", sheet)
    assert sum(len(sheet) for sheet in sheets) <= 12 * 1024


def test_the_letter_is_laid_out_by_attributes_alone(letter: Letter) -> None:
    # LaPoste.net and SFR drop every <style>: what shows must not depend on it.
    visible = [one for one in letter.all("p", *HEADINGS, "td") if words(one)]
    assert all(one.get("style") for one in visible)
    assert letter.preheader.get("style").startswith("display:none")


def test_nothing_is_fetched_run_or_sent_from_a_letter(letter: Letter) -> None:
    refused = (
        "script",
        "link",
        "form",
        "input",
        "svg",
        "video",
        "audio",
        "iframe",
        "object",
        "base",
    )
    assert list(letter.all(*refused)) == []
    for element in letter.document.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.lower().startswith("on")]
            assert not re.match(
                r"data:|javascript:", element.get("src", "") + element.get("href", "")
            )


def test_no_link_leads_to_a_place_inside_the_letter(letter: Letter) -> None:
    # Orange, La Poste and SFR break them.
    assert not [link for link in letter.links if link.get("href").startswith("#")]


def test_no_control_character_makes_gmail_cut_the_letter(letter: Letter) -> None:
    for part in (letter.made.html, letter.made.text, letter.made.subject):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f]", part)


# --- weight ----------------------------------------------------------------------------


def test_no_letter_is_so_heavy_that_gmail_cuts_it(letter: Letter) -> None:
    sent = message(letter.made, ENVELOPE, UNSUBSCRIBE_MARK)
    html = parts(sent)[1]
    assert html.get_content_type() == "text/html"
    assert 1_000 < len(str(html.get_payload()).encode()) <= 90 * 1024
    assert len(sent) <= 200 * 1024


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_does_not_fit_is_read_online(template: str) -> None:
    letter = made_of(template, "maximal")
    rest = len(letter.view.entries) - len(letter.shown)
    assert letter.shown == letter.view.entries[: len(letter.shown)]
    assert len(letter.shown) > 10, "a letter of 90 KB holds more than that"
    more = [link for link in letter.links if f"{rest} autres ressources" in words(link)]
    assert [link.get("href") for link in more] == [
        f"https://archives.breal.example/{letter.view.path}"
    ]
    told = [one for one in letter.view.entries if one.url in letter.made.text.split()]
    assert len(told) >= len(letter.shown), "the text part is lighter, and says at least as much"
    assert f"{100 - len(told)} autres ressources" in plain(letter.made.text)


@pytest.mark.parametrize("template", TEMPLATES)
def test_one_entry_more_would_make_it_too_heavy_or_nearly(template: str) -> None:
    weight = encoded(made_of(template, "maximal").made.html)
    assert 80 * 1024 < weight <= LIGHT


def test_sixty_short_entries_are_all_in_the_letter() -> None:
    letter = made_of("letter", "sixty")
    assert len(letter.shown) == 60
    assert not [link for link in letter.links if "ressources" in words(link)]


# --- the text part ---------------------------------------------------------------------


def test_every_heading_and_link_of_the_letter_is_in_its_text_part(letter: Letter) -> None:
    text = plain(letter.made.text)
    for heading in letter.all(*HEADINGS):
        assert words(heading) in text
    for link in letter.links:
        assert link.get("href") in text


def test_the_text_part_says_who_writes_and_how_to_leave(letter: Letter) -> None:
    text = letter.made.text
    assert UNSUBSCRIBE_MARK in text.splitlines()
    assert CENTRE.address in text
    assert CENTRE.email in text


def test_the_text_part_has_every_entry_with_its_number_and_address(letter: Letter) -> None:
    lines = [line.strip() for line in letter.made.text.splitlines()]
    for number, one in enumerate(letter.shown, 1):
        assert any(line.startswith(f"{number}. ") for line in lines)
        assert one.url in lines


def test_no_line_of_the_text_part_is_longer_than_76_but_an_address(letter: Letter) -> None:
    for line in letter.made.text.splitlines():
        assert len(line) <= 76 or re.fullmatch(r"\s*https?://\S+", line), line
        assert line == line.rstrip()


# --- the preheader ---------------------------------------------------------------------


def test_the_preview_of_the_inbox_is_40_to_130_characters_hidden_and_first(letter: Letter) -> None:
    shown = words(letter.preheader)
    assert 40 <= len(shown) <= 130
    assert "display:none" in letter.preheader.get("style").replace(" ", "")
    assert letter.document.xpath("count(//*[@class='preheader'])") == 1
    assert not re.search(r"en ligne|désabonn|navigateur", shown, re.IGNORECASE)
    assert plain(letter.made.text).startswith(shown)


def test_the_preview_does_not_repeat_the_subject(letter: Letter) -> None:
    assert words(letter.preheader) != plain(letter.made.subject)


# --- colours ---------------------------------------------------------------------------


ACCENTS = ("#1F3A6E", "#8A3324", "#1E5B4A", "#5A3D7A", "#1C1B1A", "#7A0040")


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_text_stands_out_by_day_by_night_and_inverted(template: str, accent: str) -> None:
    view = replace(edition(*agenda(), *usual(), template=template), accent=accent)
    letter = Letter(replace(view, title="Un titre", edito="Un mot.\n\nEt un autre."))
    document = read(letter.made.html)
    day = list(pairs(document))
    night = list(pairs(document, night_rules(letter.made.html)))
    assert len(day) == len(night) > 20
    assert day != night
    for pair in [*day, *night, *map(inverted, day)]:
        assert pair.known, pair
        assert ratio(pair.ink, pair.paper) >= 4.5, pair
        assert {pair.ink, pair.paper} != {"#000000", "#ffffff"}


def test_a_letter_says_that_it_knows_the_night(letter: Letter) -> None:
    assert letter.document.xpath("string(//meta[@name='color-scheme']/@content)") == "light dark"
