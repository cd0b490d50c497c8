"""Whatever people and feeds write, a letter comes out that passes its gates, or a sentence that says why not."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.compose.caniemail import excepted, refused, used
from tests.compose.letters import ENVELOPE, HEADINGS, Letter, plain, words
from tests.compose.samples import edition, entry, event, section
from tests.send.reading import parts
from veille.compose.render import UNSUBSCRIBE_MARK
from veille.compose.weight import HEAVIEST, encoded
from veille.errors import VeilleError
from veille.model.edition import EditionView
from veille.send.message import message

NASTY = (
    "🏘️ Familles 👨‍👩‍👧‍👦 du quartier 🇫🇷",
    "مركز الموارد للسياسة الحضرية",
    "NUL\x00 et C1\x92, BOM\ufeff, saut\x85 de ligne",
    "{{ letter.accent }} {% raw %} {# rien #} %%DESABONNEMENT%%",
    "i" * 5_000,
    "</title></style></td></table><script>alert(1)</script><!--[if mso]><h1>",
    "<img src=x onerror=alert(1)> &amp; &#0; &#x92; ]]> -->",
    "@import url(https://pisteur.example/a.css); <style>p{color:red}</style>",
    "\u202eà l’envers\u202c et \u2066isolé\u2069, demi-paire \ud800",
    "\r\nBcc: tous@quartiers.example\r\n\r\n",
    "",
    " \u00a0\u202f ",
)
TEXT = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=120), st.text("«»’!?:; \u00a0\u202f\n-", max_size=40)
)


def odd(title: str, source: str, note: str, edito: str, *, template: str) -> EditionView:
    told = replace(
        entry("Un café", note=note),
        title=title,
        source=source,
        quotation=note,
        also_seen=(source,),
    )
    meeting = replace(event("La rencontre"), title=title, place=source, note=note)
    sections = (section(told, title=title), section(meeting, title="Agenda", kind="agenda"))
    return replace(edition(*sections, template=template), title=title, edito=edito)


def check(view: EditionView) -> None:
    """The gates that text could break. Raises VeilleError when it is refused by name."""
    letter = Letter(view)
    assert len(list(letter.all("h1"))) == 1
    assert len(list(letter.all("title", "style"))) == 3
    assert not list(letter.all("script", "img", "form", "link", "iframe"))
    assert not refused(used(letter.made.html)) - excepted().keys()
    for part in (letter.made.html, letter.made.text, letter.made.subject):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\ud800-\udfff]", part)
    for line in letter.made.text.splitlines():
        # A word or an address longer than a line is not cut.
        assert len(line) <= 76 or max(map(len, line.split())) > 60
    for heading in letter.all(*HEADINGS):
        assert plain(words(heading)) in plain(letter.made.text)
    sent = message(letter.made, ENVELOPE, UNSUBSCRIBE_MARK)
    assert encoded(letter.made.html) <= HEAVIEST
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    assert [part.get_content_type() for part in parts(sent)] == ["text/plain", "text/html"]


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(TEXT, TEXT, TEXT, TEXT, st.sampled_from(["letter", "review", "alert", "announcement"]))
@example("{{ 7 * 7 }}", "a" * 5_000, NASTY[6], NASTY[2], "letter")
def test_any_text_makes_a_letter_that_passes_or_is_refused_by_name(
    title: str, source: str, note: str, edito: str, template: str
) -> None:
    with suppress(VeilleError):
        check(odd(title, source, note, edito, template=template))


@pytest.mark.parametrize("text", NASTY)
def test_what_is_nasty_makes_a_letter_all_the_same(text: str) -> None:
    check(odd(f"Un titre {text}", text or "La Gazette", text, text, template="letter"))


def test_braces_are_words() -> None:
    made = Letter(odd("{{ 7 * 7 }}", "La Gazette", "{% include 'x' %}", "", template="letter")).made
    assert "{{ 7 * 7 }}" in made.html
    assert "{{ 7 * 7 }}" in made.text
    assert "49" not in made.text


def test_the_spaces_of_french_reach_the_reader() -> None:
    # U+00A0 and U+202F in the HTML; the text part has plain spaces, which every program shows.
    view = odd("« Quoi ? » : l’été", "L’Écho", "Qui paie ? C’est 12 %…", "", template="letter")
    sent = message(Letter(view).made, ENVELOPE, UNSUBSCRIBE_MARK)
    text, html = (bytes(part.get_payload(decode=True) or b"").decode() for part in parts(sent))
    assert "«\u00a0Quoi\u202f?\u00a0»\u00a0: l’été" in html
    assert "Qui paie\u202f? C’est 12\u00a0%…" in html
    assert "« Quoi ? » : l’été" in text
    assert not set(text) & set("\u00a0\u202f")
