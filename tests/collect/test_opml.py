"""Lists of feeds from other readers, and those that are no list."""

from __future__ import annotations

import pytest

from veille.collect.opml import MOST_FEEDS, Listed, read_opml
from veille.errors import ReadError

HEAD = '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head/><body>'


def opml(inside: str) -> bytes:
    return f"{HEAD}{inside}</body></opml>".encode()


def feeds(many: int) -> bytes:
    rows = (f'<outline text="F{n}" xmlUrl="https://f{n}.example/rss"/>' for n in range(many))
    return opml("".join(rows))


def test_a_list_keeps_names_addresses_and_folders() -> None:
    found = read_opml(
        opml(
            '<outline text="Presse &amp; médias">'
            '<outline text="L’Été" xmlUrl="https://a.example/rss?x=1&amp;utm_source=y"/>'
            '<outline text="Encore" xmlUrl="https://a.example/rss?x=1"/></outline>'
            '<outline title="Seul" xmlUrl="http://b.example/"/>'
        )
    )
    assert found == [
        Listed(
            "L’Été",
            "https://a.example/rss?x=1",
            "https://a.example/rss?x=1&utm_source=y",
            "Presse & médias",
        ),
        Listed("Seul", "http://b.example/", "http://b.example/", ""),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "windows-1252"])
def test_a_list_without_a_prolog_keeps_its_accents(charset: str) -> None:
    text = '<opml><body><outline text="L’été à Évry" xmlUrl="https://a.example/"/></body></opml>'
    assert read_opml(text.encode(charset))[0].name == "L’été à Évry"


def test_an_address_that_is_none_is_kept_to_be_told() -> None:
    (one,) = read_opml(opml('<outline text="X" xmlUrl="javascript:alert(1)"/>'))
    assert (one.url, one.written) == (None, "javascript:alert(1)")


def test_as_many_feeds_as_a_person_can_look_through_are_let_in() -> None:
    assert len(read_opml(feeds(MOST_FEEDS))) == MOST_FEEDS


def test_a_list_of_twenty_thousand_feeds_is_refused_with_the_numbers() -> None:
    with pytest.raises(ReadError, match=r"20.?000.*500"):
        read_opml(feeds(20_000))


def test_another_dialect_does_not_slip_more_past_the_limit() -> None:
    """The parser reads friends of friends (FOAF) and iGoogle too, which never say « xmlUrl » of a feed."""
    channels = "".join(
        f'<rss:channel rdf:about="https://a.example/{n}"/>' for n in range(MOST_FEEDS + 1)
    )
    content = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:rss="http://purl.org/rss/1.0/">'
        f"<!-- <opml </opml --><foaf:Agent>{channels}</foaf:Agent></rdf:RDF>"
    )
    with pytest.raises(ReadError, match="à la fois"):
        read_opml(content.encode())


LAUGHS = (
    b'<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><opml><body>'
    b'<outline text="&b;" xmlUrl="https://a.example/"/></body></opml>'
)


@pytest.mark.parametrize(
    "content, told",
    [
        (LAUGHS, "entités"),
        (LAUGHS.replace(b"ENTITY", b"entity"), "entités"),
        (opml("<outline").decode().encode("utf-16"), "UTF-8"),
        (b"", "OPML"),
        (b"<html><body>x</body></html>", "OPML"),
        (HEAD.encode() + b'<outline text="X" xmlUrl="https://a.example/"', "fin"),
        (opml(""), "aucun flux"),
        (b"<opml>" + b" " * 5_000_000 + b"</opml>", "trop lourde"),
    ],
)
def test_what_is_no_list_is_refused_in_words(content: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_opml(content)


def test_folders_a_thousand_deep_are_only_folders() -> None:
    deep = '<outline text="d">' * 1_000 + '<outline text="X" xmlUrl="https://a.example/"/>'
    assert len(read_opml(opml(deep + "</outline>" * 1_000))) <= 1
