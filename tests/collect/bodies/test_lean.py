"""What is never read of a feed is left out before it is read, and nothing else."""

from __future__ import annotations

import pytest

from tests.collect.samples import NOW, answer, source
from veille.collect.bodies.lean import lean
from veille.collect.kinds import feed as reader
from veille.collect.kinds.feed import read_feed

TEXT = "<content:encoded><![CDATA[<p>Un article, </item> compris.</p>]]></content:encoded>"
SUMMARY = "<description><![CDATA[<p>Le résumé</p>]]></description>"


def _feed(*items: str) -> bytes:
    inside = "".join(f"<item><title>T</title>{one}</item>" for one in items)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {space}><channel>{inside}</channel></rss>'.encode()


@pytest.mark.parametrize(
    "item, cut",
    [
        (SUMMARY + TEXT.replace("</item> ", ""), True),
        (TEXT.replace("</item> ", "") + "<description>Le résumé</description>", True),
        # Without a summary the text is the summary.
        (TEXT, False),
        ("<description></description>" + TEXT, False),
        ("<description> <![CDATA[ ]]></description>" + TEXT, False),
        # Escaped rather than in a section: left to the reader of XML.
        (SUMMARY + "<content:encoded>&lt;p&gt;Un&lt;/p&gt;</content:encoded>", False),
    ],
)
def test_a_text_leaves_when_a_summary_stands_beside_it(item: str, cut: bool) -> None:
    body = _feed(item)
    assert (b"Un article" not in lean(body)) == (cut or b"Un article" not in body)
    assert (lean(body) == body) == (not cut)


def test_what_is_read_is_the_same_with_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = answer(_feed(SUMMARY + TEXT, TEXT, SUMMARY, TEXT + SUMMARY), "application/rss+xml")
    with_less = read_feed(fetched, source(), NOW)
    monkeypatch.setattr(reader, "lean", lambda body: body)

    assert with_less == read_feed(fetched, source(), NOW)


def test_two_bytes_a_character_are_left_whole() -> None:
    body = _feed(SUMMARY + TEXT).decode().encode("utf-16")
    assert lean(body) == body
