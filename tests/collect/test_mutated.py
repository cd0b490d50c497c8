"""Samples broken at random, always in the same way: items or a named reason, never a bug of ours."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator

import pytest

from tests.collect.bodies.test_zipped import packed
from tests.collect.kinds.test_archive import text
from tests.collect.pdfs import pdf
from tests.collect.samples import DATA, NOW, answer, source
from veille.collect.gather import gather
from veille.collect.kinds.newsletter import Way, candidates
from veille.collect.kinds.visit import Ask
from veille.collect.mail.forward import read_forward
from veille.collect.mail.message import envelope, readable
from veille.model.declared import Source
from veille.model.item import Outcome
from veille.testing import FakeFetcher

URL = "https://site.example/x"
FOLDER = "https://site.example/jorf/"
ARCHIVE = "JORF_20261121-010203.tar.gz"
PIECES = (
    b"<", b">", b'"', b"'", b"&", b";", b"\0", b"]]>", b"<![CDATA[", b"\xff\xfe", b"http://[", b"javascript:",
    b"&#99999999999;", b"&#55357;", b"9999999999", b"encoding='",
)  # fmt: skip
HEADERS = (
    "",
    "text/html; charset=utf-16",
    "text/csv; charset=bogus",
    "application/xml",
    "text/xml; charset=punycode",
)

Sample = tuple[Source, bytes]


def _samples() -> Iterator[Sample]:
    for file in sorted(DATA.glob("*.xml")):
        kind = "sitemap" if file.stem == "sitemap" else "rss"
        yield source(kind, URL), file.read_bytes()
    yield source("sitemap", URL), gzip.compress((DATA / "sitemap.xml").read_bytes(), mtime=0)
    yield source("json", URL), (DATA / "feed.json").read_bytes()
    columns = {"title": "Titre long", "link": "URL", "date": "Date de dépôt"}
    yield source("csv", URL, csv=columns), (DATA / "rapports.csv").read_bytes()
    for file in sorted((DATA.parent / "pages" / "saved").glob("*.html")):
        rules = json.loads(file.with_suffix(".json").read_text("utf-8"))["page"]
        yield source("page", URL, page=rules), file.read_bytes()
    for file in sorted((DATA.parent / "kinds" / "sites").glob("*.html")):
        yield source("page", URL, reader=file.stem.replace("_", "-")), file.read_bytes()


def _documents() -> Iterator[bytes]:
    """Pages and PDF that are watched for their change."""
    yield from (
        file.read_bytes() for file in sorted((DATA.parent / "pages" / "saved").glob("*.html"))
    )
    yield pdf(["Un règlement", "Article 1"], ["Article 2"])


def _mutated(body: bytes, chance: random.Random) -> bytes:
    broken = bytearray(body)
    for _ in range(chance.choice((1, 3, 10, 60))):
        at = chance.randrange(len(broken) + 1)
        match chance.randrange(4):
            case 0:
                broken[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del broken[at : at + chance.randrange(1, 40)]
            case 2:
                broken[at:at] = chance.randbytes(8)
            case _:
                broken[at:at] = chance.choice(PIECES)
    return bytes(broken)


def _holds(declared: Source, web: FakeFetcher) -> None:
    gathered = gather(Ask(declared, web, NOW))

    assert gathered.reason or gathered.outcome in (Outcome.NEW, Outcome.NOT_MODIFIED)
    for one in gathered.candidates:
        assert one.title
        assert "\n" not in one.title
        assert one.url is None or one.url.startswith(("http://", "https://"))


def _break_watched(times: int) -> None:
    chance, documents = random.Random(7), list(_documents())
    watched = source("watch", URL)
    for body in chance.choices(documents, k=times):
        first = gather(Ask(watched, FakeFetcher({URL: answer(body, url=URL)}), NOW))
        broken = answer(_mutated(body, chance), url=URL)
        again = gather(Ask(watched, FakeFetcher({URL: broken}), NOW, memory=first.memory))
        assert again.reason or again.outcome in (Outcome.NEW, Outcome.NOT_MODIFIED)


def _break_mail(times: int) -> None:
    chance = random.Random(8)
    mails = [file.read_bytes() for file in sorted((DATA / "mail").glob("*.eml"))]
    letter = source("mail", URL)
    for body in chance.choices(mails, k=times):
        data = _mutated(body, chance)
        one, mail = envelope("1", data), readable(data)
        found = candidates(mail, one, letter, Way(FakeFetcher()), NOW).candidates
        assert all(entry.title for entry in found)
        assert mail.blocks or mail.trouble
        read_forward(mail, one)


def _break(samples: list[Sample], times: int) -> None:
    chance = random.Random(6)
    for _ in range(times):
        declared, body = chance.choice(samples)
        fetched = answer(_mutated(body, chance), chance.choice(HEADERS), url=URL)
        _holds(declared, FakeFetcher({URL: fetched}))
    archive = source("archive", FOLDER, archive={"words": ["ville"]})
    for _ in range(times // 10):
        files = [(path, _mutated(body, chance)) for path, body in (text(1), text(2))]
        tar = gzip.compress(_mutated(packed(files, mode="w"), chance), 1)
        index = answer(f'<a href="{ARCHIVE}">', url=FOLDER)
        _holds(archive, FakeFetcher({FOLDER: index, FOLDER + ARCHIVE: answer(tar)}))


def test_what_is_broken_at_random_gives_items_or_a_reason() -> None:
    _break(list(_samples()), 100)
    _break_watched(10)
    _break_mail(10)


@pytest.mark.prove
def test_what_is_broken_at_random_gives_items_or_a_reason_however_often() -> None:
    _break(list(_samples()), 3_000)
    _break_watched(300)
    _break_mail(300)
