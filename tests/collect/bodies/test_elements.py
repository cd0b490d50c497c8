"""Chosen elements of an XML document, and what is refused."""

from __future__ import annotations

import pytest

from tests.collect.samples import plain
from veille.collect.bodies.elements import elements
from veille.errors import ReadError

ENTITIES = "XML refusé : il déclare des entités"


def test_elements_come_with_their_words_by_path() -> None:
    body = """<?xml version="1.0"?><urlset xmlns:n="urn:n"><url><loc> /a </loc><n:news><n:title>Un
      titre</n:title></n:news><loc>/b</loc></url><autre><loc>/c</loc></autre><url/></urlset>"""

    first, second = elements(body.encode(), ("url",))

    assert (first.name, first.words) == ("url", {"loc": "/a", "news/title": "Un titre"})
    assert second.words == {}


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16", "utf-8"])
def test_the_declared_encoding_is_heeded(encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?><a><b><c>é</c></b></a>'.encode(encoding)

    (only,) = elements(body, ("b",))

    assert only.words == {"c": "é"}


@pytest.mark.parametrize(
    "body, reason",
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', ENTITIES),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', ENTITIES),
        ('<!DOCTYPE a [<!ENTITY % b SYSTEM "http://a.example">%b;]><a/>', ENTITIES),
        ("<a>\n<b></a>", "XML mal formé à la ligne 2"),
        ("", "XML mal formé à la ligne 1"),
        ("<a>&inconnue;</a>", "XML mal formé à la ligne 1"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "XML dans un encodage inconnu"),
        ("<a>" * 300, "XML refusé : il est emboîté trop profond"),
    ],
)  # fmt: skip
def test_what_is_no_plain_xml_is_refused_by_name(body: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        elements(body.encode(), ("a", "b"))

    assert plain(caught.value.reason) == reason
