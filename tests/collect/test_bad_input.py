"""What no feed should send: each reader reads it or names it, in a short time, and never falls over."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from tests.collect.samples import DATA, NOW, answer, source
from veille.collect.kinds.feed import feed_itself, read_feed
from veille.collect.kinds.jsonfeed import json_feed_itself, read_json_feed
from veille.errors import ReadError, SourceError
from veille.model.item import Candidate, Fetched

MUTATIONS = 300
NUISANCES = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"&nbsp;", b"&#0;", b"&#xD800;", b"\x00", b"\xff\xfe",
    b"\xef\xbb\xbf", b"<!DOCTYPE rss [<!ENTITY a 'b'>]>", b"<?xml version='1.0' encoding='utf-7'?>", b"{", b"[",
    b"null", b"1e999", b"://[", b"http://[::1", b"9999-99-99T99:99:99+99:99", b"\xc3", b"\r\n", b"<item>",
    b"</item>", b"</channel>", b' xmlns="x"', b"1" * 5_000, b"%00", b"@", b"media:group", b"\xe2\x80\xae",
)  # fmt: skip


def _mutated(body: bytes, chance: random.Random) -> bytes:
    """The body with one to five pieces cut, doubled, moved, or replaced by a nuisance."""
    for _turn in range(chance.randint(1, 5)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.choice((1, 4, 60, 600)))
        piece = body[start:end]
        instead = chance.choice(
            (b"", piece * 2, piece[::-1], chance.choice(NUISANCES), chance.randbytes(len(piece)))
        )
        body = body[:start] + instead + body[end:]
    return body


def _bodies(suffix: str) -> Iterator[bytes]:
    chance = random.Random(6)
    samples = [file.read_bytes() for file in sorted(DATA.glob(f"*{suffix}"))]
    while True:
        yield _mutated(chance.choice(samples), chance)


def _xml(fetched: Fetched) -> list[Candidate]:
    feed_itself(fetched)
    return read_feed(fetched, source(), NOW)


def _json(fetched: Fetched) -> list[Candidate]:
    json_feed_itself(fetched)
    return read_json_feed(fetched, source("json"), NOW)


@pytest.mark.parametrize("reader, suffix", [(_xml, ".xml"), (_json, ".json")])
def test_no_bytes_make_a_reader_fall_over(
    reader: Callable[[Fetched], list[Candidate]], suffix: str
) -> None:
    read = refused = 0
    for body in islice(_bodies(suffix), MUTATIONS // 2):
        try:
            for one in reader(answer(body)):
                assert one.title
                assert "\x00" not in one.title + one.excerpt + one.author
                assert one.url is None or one.url.startswith(("http://", "https://"))
                assert one.published_at is None or one.published_at.tzinfo is not None
            read += 1
        except SourceError:
            refused += 1

    assert read > 10
    assert refused > 10


def _rss(inside: str) -> Fetched:
    return answer(f'<rss version="2.0"><channel>{inside}</channel></rss>')


def test_a_feed_of_one_entry_of_five_megabytes_is_read() -> None:
    (only,) = _xml(
        _rss(f"<item><title>t</title><description>{'mot ' * 1_200_000}</description></item>")
    )

    assert len(only.excerpt) <= 1_000
    assert only.excerpt.startswith("mot mot")


def test_marks_one_inside_the_other_without_end_are_read_in_time() -> None:
    (only,) = _xml(
        _rss(f"<item><title>t</title><description>{'&lt;div&gt;x' * 60_000}</description></item>")
    )

    assert only.excerpt.startswith("x x")


def _attributes(count: int) -> str:
    return " ".join(f'a{number}=">"' for number in range(count))


@pytest.mark.parametrize(
    "body, reason",
    [
        ("<rss>" + "<a>" * 400_000, "il compte plus de 400 000 balises"),
        (f"<rss {_attributes(20_000)}/>", "milliers d’attributs"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><rss/>", "emboîte des entités"),
    ],
)
def test_what_is_short_to_send_and_long_to_read_is_refused(body: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        _xml(answer(body))

    assert reason in caught.value.reason.replace("\u00a0", " ")


def test_an_entity_repeated_twenty_thousand_times_never_fills_the_memory() -> None:
    declared = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"A" * 50_000}">]>'
    feed = f'{declared}<rss version="2.0"><channel><item><title>t{"&a;" * 20_000}</title></item></channel></rss>'

    (one,) = _xml(answer(feed))

    assert 1 <= len(one.title) <= 300


@pytest.mark.parametrize(
    "inside",
    [
        '<!DOCTYPE rss SYSTEM "http://source.example/evil.dtd">',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://source.example/evil.dtd"> %p;]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "http://source.example/secret">]>',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://source.example/rss-0.91.dtd">',
    ],
)
def test_nothing_that_a_document_names_is_ever_fetched(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *name, **_more: asked.append(name))
    monkeypatch.setattr("urllib.request.urlopen", lambda *name, **_more: asked.append(name))
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'
    feed = f'{inside}<rss version="2.0"><channel><item><title>t&x;{include}</title></item></channel></rss>'

    (only,) = _xml(answer(feed))

    assert only.title.startswith("t")
    assert len(only.title) <= len("t&x;")
    assert asked == []


def test_a_list_of_brackets_or_of_figures_without_end_is_named() -> None:
    for body in ("[" * 100_000, '{"a":' * 100_000, '{"version": ' + "1" * 10_000 + "}"):
        with pytest.raises(ReadError):
            _json(answer(body))


def test_ten_thousand_items_of_json_are_read() -> None:
    items = [{"id": number, "title": f"t{number}"} for number in range(10_000)]

    assert len(_json(answer(json.dumps({"version": "1.1", "items": items})))) == 10_000
