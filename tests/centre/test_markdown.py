"""Small Markdown: what it makes, and what it never lets through."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from veille.centre.markdown import first_paragraph, html

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](/bureau/sortir)",
    "![x](https://evil.example/p.gif)",
    '<https://a.example/"onmouseover=alert(1)>',
    '[x](https://a.example/"onmouseover="alert(1))',
    '[x](https://a.example "onclick=alert(1)")',
    "<style>*{display:none}</style>",
    "<iframe src=https://evil.example></iframe>",
    "# <b onclick=alert(1)>t</b>",
    "> <form action=https://evil.example><button>x</button></form>",
    "- <math><mtext></table><mglyph><style><img src onerror=alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "<!--><script>alert(1)</script>-->",
    "\0<scr\0ipt>alert(1)</script>",
)
KNOWN = {"div", "p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h2", "h3"}


def test_the_small_marks_make_what_they_say() -> None:
    made = html(
        "# Un titre\n\nDu *neuf* et du **vieux**,\nà la [mairie](https://a.example/b?c=d&e).\n\n"
        "### Plus fin\n\n- un\n- deux\n\n1. premier\n\n> cité\n\n<mailto:a@b.example>"
    )
    assert "<h2>Un titre</h2>" in made
    assert "<em>neuf</em> et du <strong>vieux</strong>,<br>" in made
    assert '<a href="https://a.example/b?c=d&amp;e">mairie</a>' in made
    assert "<h3>Plus fin</h3>" in made
    assert "<li>un</li>" in made
    assert "<ol>" in made
    assert "<blockquote>" in made
    assert 'href="mailto:a@b.example"' in made


def test_the_typography_is_french() -> None:
    assert html("L'an 2 : « oui » !") == "<p>L’an 2\u00a0: «\u00a0oui\u00a0»\u202f!</p>"


def test_no_heading_skips_a_step() -> None:
    assert html("#### Un") == "<h2>Un</h2>"
    assert [part[:3] for part in html("# A\n\n###### B\n\n# C").split("\n")] == [
        "<h2",
        "<h3",
        "<h2",
    ]


def test_what_is_no_mark_stays_as_it_was_typed() -> None:
    assert html("5 * 3 = 15 & `code` | a_b_c") == "<p>5 * 3 = 15 &amp; `code` | a_b_c</p>"
    assert html("") == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_out(text: str) -> None:
    made = lxml_html.fragment_fromstring(html(text) or "<p></p>", create_parent="div")
    for element in made.iter():
        assert element.tag in KNOWN
        assert set(element.attrib) <= {"href", "start"}
        address = element.get("href")
        assert address is None or address.startswith(("https://", "mailto:"))


def test_the_first_paragraph_is_plain_words() -> None:
    text = "## Titre\n\nDu **neuf**\nau [café](https://a.example).\n\nEnsuite."
    assert first_paragraph(text) == "Du neuf au café."
    assert first_paragraph("## Titre seul") == ""
    assert first_paragraph("") == ""
