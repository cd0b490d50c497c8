"""What is looked at on the letter: our own templates are spotless, a spoilt one is told with its remedy."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.compose.letters import SHAPES, TEMPLATES, Letter, usual
from tests.compose.samples import edition, entry, section
from veille.compose.checks import check_letter
from veille.compose.checks.contrast import night_rules
from veille.compose.checks.page import read
from veille.model.edition import EditionView, Finding, Rendered

VIEW = edition(section(entry("Un café"), entry("Un parc", at=1)))


def looked_at(html: str, view: EditionView = VIEW) -> list[Finding]:
    """The findings of a letter that shows every entry, and then this."""
    links = "".join(
        f'<a href="{one.url}" style="color:#000">{one.title}</a>' for one in view.entries
    )
    return check_letter(view, Rendered("Objet", f"<body>{links}{html}</body>", ""))


@pytest.mark.parametrize("shape", [name for name in SHAPES if name not in ("sixty", "maximal")])
@pytest.mark.parametrize("template", TEMPLATES)
def test_our_own_letters_are_spotless(template: str, shape: str) -> None:
    letter = Letter(edition(*SHAPES[shape](), template=template))
    assert check_letter(letter.view, letter.made) == []


FAULTS = {
    '<img src="a/logo.png">': ("image-alt", "sans texte de remplacement : logo.png"),
    '<img src="a.png" alt="IMG_1.JPG">': ("image-alt", "nom de fichier"),
    '<a href="https://a.example/" style="color:#000">Cliquez ici</a>': ("link-words", "Cliquez ici"),
    '<a href="https://a.example/" style="color:#000">Lire la suite →</a>': ("link-words", "suite"),
    '<a href="https://a.example/"><img src="a.png" alt=""></a>': ("link-words", "lien sans texte"),
    '<a href="https://a.example/" style="color:#000">UN CAFÉ</a>': ("link-alike", "deux adresses"),
    '<p style="color:#999;background-color:#fff">Pâle</p>': ("contrast", "2,8 entre #999999"),
    '<p style="color:rgb(153, 153, 153);background-color:white">P</p>': ("contrast", "2,8"),
    '<p style="border-radius:4px">a</p>': ("css-refused", "Orange refuse «\u00a0border-radius\u00a0»"),
    '<p style="display:inline-flex">a</p>': ("css-refused", "display\u00a0: inline-flex"),
    '<p style="width:calc(1px + 2px)">a</p>': ("css-refused", "calc()"),
    '<p style="margin:1rem">a</p>': ("css-refused", "rem"),
    '<p style="margin:0!important">a</p>': ("css-refused", "!important"),
    '<p style="/* */margin:0">a</p>': ("css-refused", "commentaire"),
    '<link rel="stylesheet" href="a.css">': ("css-refused", "LaPoste.net et SFR"),
    "<style>@import url(a.css);</style>": ("css-refused", "@import"),
}  # fmt: skip


@pytest.mark.parametrize("html", FAULTS)
def test_a_spoilt_template_is_one_warning_with_its_remedy(html: str) -> None:
    rule, words = FAULTS[html]

    (found,) = looked_at(html)

    assert (found.rule, found.blocking) == (rule, False)
    assert words in found.message
    assert found.fix
    if rule in ("css-refused", "image-alt", "contrast"):
        assert "templates/letters/letter/body.html" in found.fix


def test_a_link_of_an_entry_names_it() -> None:
    view = edition(section(entry("Un café"), replace(entry("Ici", at=1), title="Ici")))
    (found,) = looked_at("", view)
    assert (found.rule, found.entry_id) == ("link-words", view.entries[1].public_id)


def test_two_entries_of_the_same_title_are_told_once() -> None:
    view = edition(section(*(entry("Rapport annuel", at=at) for at in range(3))))
    (found,) = looked_at("", view)
    assert (found.rule, found.entry_id) == ("link-alike", view.entries[1].public_id)


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:#949494;background-color:#fff;font-size:24px">Grand</p>',
        '<p style="color:#949494;background-color:#fff;font-size:19px;font-weight:bold">Gras</p>',
        '<p style="display:none;color:#fff;background-color:#fff">Caché</p>',
        '<p style="color:magenta-ish;background-color:#fff">Sans nom</p>',
        '<a href="https://gazette.example/uncaf-0" style="color:#000">Un café</a>',
        '<img src="a.png" alt="">',
    ],
)
def test_what_is_no_fault_is_left_alone(html: str) -> None:
    assert looked_at(html) == []


def test_a_pale_accent_is_told_by_day_and_its_twin_reads_well_by_night() -> None:
    letter = Letter(replace(edition(*usual()), accent="#E0C050"))
    found = check_letter(letter.view, letter.made)
    assert {one.rule for one in found} == {"contrast"}
    assert not [one for one in found if "écran sombre" in one.message]
    assert "accent dans veille.yml" in found[0].fix


def test_what_moved_online_is_counted() -> None:
    letter = Letter(edition(*SHAPES["maximal"]()))
    found = [one for one in check_letter(letter.view, letter.made) if one.rule == "weight"]
    moved = len(letter.view.entries) - len(letter.shown)
    assert moved > 0
    assert [f"{moved}\u00a0éléments passent en ligne" in one.message for one in found] == [True]


def test_a_letter_that_is_nearly_cut_says_so() -> None:
    (found,) = looked_at("<p>" + "Un mot. " * 11_000 + "</p>")
    assert found.rule == "weight"
    assert "tout près" in found.message


def test_every_selector_of_our_night_can_be_followed() -> None:
    html = Letter(edition(*usual())).made.html
    block = re.search(r"prefers-color-scheme: dark\) \{(.*?\})\s*\}", html, re.DOTALL)
    assert block
    selectors = [one for head in re.findall(r"([^{}]+)\{", block[1]) for one in head.split(",")]
    assert len(night_rules(html)) == len(selectors) > 5


@pytest.mark.parametrize(
    "html", ["<a" * 999, "<div>" * 9_999 + "x", "<![if !mso]><p>a", "</p></b>", "<![x"]
)
def test_no_page_is_too_twisted_to_be_read(html: str) -> None:
    assert read(html).text is not None
