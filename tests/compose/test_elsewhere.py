"""A letter for another mailer: its own tag in the place of our mark, and nothing else moved."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import html as lxml_html
from odfdo import Document

from tests.compose.letters import TEMPLATES, made_of
from tests.compose.samples import LABELS, TITLES, edition, entry, section
from veille.compose.elsewhere import TOOLS, for_tool
from veille.compose.odt import document
from veille.compose.posts import NETWORKS, length, of_edition, of_entry
from veille.compose.render import UNSUBSCRIBE_MARK
from veille.model.edition import Rendered

ONLINE = "https://archives.breal.example/lettre/2026/132/"


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("tool", [key for key in TOOLS if key])
def test_the_tools_own_tag_stands_wherever_our_mark_did(template: str, tool: str) -> None:
    made = made_of(template, "usual").made
    given = for_tool(made, tool)
    tag = TOOLS[tool].unsubscribe
    for before, after in ((made.html, given.html), (made.text, given.text)):
        assert before.count(UNSUBSCRIBE_MARK) == after.count(tag) > 0
        assert after.replace(tag, UNSUBSCRIBE_MARK) == before


@pytest.mark.parametrize("template", TEMPLATES)
def test_without_a_tool_nothing_offers_to_leave_by_a_dead_link(template: str) -> None:
    made = made_of(template, "usual").made
    given = for_tool(made, "")
    assert UNSUBSCRIBE_MARK not in given.html + given.text
    for part in (given.html, given.text):
        assert "désabonner" not in part
    document_ = lxml_html.document_fromstring(given.html)
    links = [one.get("href") for one in document_.iter("a")]
    before = [one.get("href") for one in lxml_html.document_fromstring(made.html).iter("a")]
    assert links == [one for one in before if one != UNSUBSCRIBE_MARK]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    "code",
    ["{{ contact.EMAIL }}", "{% if x %}", "*|EMAIL|*", "[[data:nom]]", "[EMAIL]", "[link:a]"],
)
def test_a_mailers_code_in_somebodys_title_stays_words(tool: str, code: str) -> None:
    leave = f'<p><a href="{UNSUBSCRIBE_MARK}">Se désabonner</a></p>'
    made = Rendered(
        "Objet", f"<p>{code}</p>{leave}", f"{code}\n\nSe désabonner :\n{UNSUBSCRIBE_MARK}\n"
    )
    given = for_tool(made, tool)
    for part in (given.html, given.text):
        assert code not in part
        assert code in part.replace("\u2060", "")
        assert TOOLS[tool].unsubscribe in part
    assert "<p></p>" not in given.html


def test_an_address_keeps_its_brackets() -> None:
    made = Rendered(
        "Objet", '<a href="https://g.example/?a[[b]]=1">a</a>', "https://g.example/[A]\n"
    )
    assert for_tool(made, "mailjet") == made


def test_a_document_has_real_headings_and_every_link() -> None:
    view = edition(
        section(*(entry(title, at=at) for at, title in enumerate(TITLES[:3])), title=LABELS[0]),
        section(entry(TITLES[3], at=3), key="b", title=LABELS[1]),
    )
    content = document(view, "Centre de Bréal", ONLINE)
    body: Any = Document(io.BytesIO(content)).body
    headings = [
        (int(one.get_attribute("text:outline-level") or 0), str(one)) for one in body.headers
    ]
    told = [(level, words.strip()) for level, words in headings]
    assert [level for level, _words in told] == [1, 2, 3, 3, 3, 2, 3]
    assert [words for level, words in told if level == 3] == [e.title for e in view.entries]
    links = {one.get_attribute("xlink:href") for one in body.get_links()}
    assert links == {*(e.url for e in view.entries), ONLINE}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<dc:language>fr-FR</dc:language>" in archive.read("meta.xml")


@pytest.mark.parametrize("network", NETWORKS)
def test_a_post_fits_its_network_and_ends_with_the_address(network: str) -> None:
    view = edition(
        section(*(entry(f"{title} ({at})", at=at) for at, title in enumerate(TITLES * 9)))
    )
    long_title = "Une très longue intercommunalité " * 40
    for post in [*of_edition(view, ONLINE), *of_entry(long_title, "Une note. " * 60, ONLINE)]:
        assert post.text.endswith(f"\n\n{ONLINE}")
        assert post.length <= post.most
        assert post.length == length(post.text, NETWORKS[post.network], ONLINE)
    (mine,) = (one for one in of_edition(view, ONLINE) if one.network == network)
    assert mine.text.startswith(view.publication_title)
    short = next(one for one in of_entry("Un titre", "Sa note.", ONLINE) if one.network == network)
    assert short.text == f"Un titre\nSa note.\n\n{ONLINE}"


def test_letters_are_counted_as_a_reader_counts_them() -> None:
    assert length("é" + "e\u0301", NETWORKS["bluesky"], "") == 2
    assert length(f"a {ONLINE * 1}", NETWORKS["mastodon"], ONLINE) == 25


@pytest.mark.parametrize(
    "text, told",
    [
        ("abc", 3),
        ("l’été", 5),
        ("Qui\u202f?", 6),
        ("suite…", 7),
        ("🙂", 2),
        (f"a {ONLINE}", 25),
        (f"{ONLINE} {ONLINE}", 47),
        ("voir https://gazette.example/un/tres/long/chemin/vers/un/article.", 29),
        ("voir anct.gouv.fr", 28),
        ("écrire à contact@breal.fr", 25),
    ],
)
def test_x_counts_a_narrow_space_twice_and_any_address_for_23(text: str, told: int) -> None:
    assert length(text, NETWORKS["x"], ONLINE) == told


def test_any_other_address_counts_for_23_at_mastodon_and_for_itself_at_bluesky() -> None:
    text = "voir https://g.fr, puis https://gazette.example/un/tres/long/chemin"
    assert length(text, NETWORKS["mastodon"], ONLINE) == 5 + 23 + 7 + 23
    assert length(text, NETWORKS["bluesky"], ONLINE) == len(text)


def test_the_same_edition_is_the_same_document_at_any_hour() -> None:
    view = edition(section(entry(TITLES[0], at=0)))
    content = document(view, "Centre de Bréal", ONLINE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    day = (view.date.year, view.date.month, view.date.day, 12, 0, 0)
    assert {part.date_time for part in parts} == {day}
    assert (parts[0].filename, parts[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert document(view, "Centre de Bréal", ONLINE) == content
