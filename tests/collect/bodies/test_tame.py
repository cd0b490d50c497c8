"""What makes the parser of feeds stumble, taken out before it reads."""

from __future__ import annotations

import pytest

from tests.collect.samples import NOW, answer, source
from veille.collect.bodies.tame import tame
from veille.collect.kinds.feed import read_feed

FEED = (
    '<rss version="2.0"><channel><title>t</title>'
    "<item><title>Une {0} fête</title><link>/b</link></item></channel></rss>"
)


@pytest.mark.parametrize(
    "reference, title",
    [
        ("&#55357;&#56832;", "Une 😀 fête"),
        ("&#xD83D;&#XDE00;", "Une 😀 fête"),
        ("&#55357;", "Une fête"),
        ("&#99999999999999;", "Une fête"),
        ("&#1114112;", "Une fête"),
        ("&#xFFFFFFFF;", "Une fête"),
        ("&#0;", "Une fête"),
        ("&#233;t&#xe9;", "Une été fête"),
        ("&#8364;&#233;", "Une €é fête"),
    ],
)
def test_a_reference_to_no_character_costs_nothing_else(reference: str, title: str) -> None:
    (only,) = read_feed(answer(FEED.format(reference)), source(), NOW)

    assert only.title == title


@pytest.mark.parametrize(
    "declaration",
    [
        b'<?xml version="1.0" encoding="ISO-8\xff859-1"?>',
        b'<?xml version="1.0" encoding="utf-8\0"?>',
        b'<?xml version="1.0" encoding="punycode"?>',
        b"<?xml version='1.0' encoding='klingon' standalone='yes'?>",
        b'<?xml version="1.0" encoding="UTF-8"?>',
    ],
)
@pytest.mark.parametrize("header", ["", "application/xml; charset=punycode"])
def test_a_charset_that_is_no_name_is_passed_over(declaration: bytes, header: str) -> None:
    (only,) = read_feed(answer(declaration + FEED.format("belle").encode(), header), source(), NOW)

    assert only.title == "Une belle fête"


def test_what_nobody_stumbles_on_stays_as_it_is() -> None:
    feed = b'<?xml version="1.0" encoding="iso-8859-15"?>\n<rss encoding="x">&#38;&#233;</rss>'

    assert tame(feed) == feed
