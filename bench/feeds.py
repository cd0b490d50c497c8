"""`python -m bench.feeds COUNT [--entries N] [--slow] …`: a loopback of made-up French feeds to collect.

One host a feed, up to a thousand (127.0.0.1 to 127.0.3.232), one port. Feeds are RSS (three in four), Atom, RDF;
they have validators, and are compressed for whoever accepts it. With `--slow` each takes 50 to 300 ms, and 0.8 %
take the question and never answer. The same count and seed make the same feeds.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import random
import re
import resource
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from bench import press

HOSTS = 1_000
HANGING = 0.008
LATENCY = (0.05, 0.3)
_NEWEST = datetime(2026, 11, 20, 7, tzinfo=UTC)
_KINDS = ("rss", "atom", "rdf")
_MATCH = re.compile(rb"\r\nif-none-match: ([^\r]*)", re.IGNORECASE)
_NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n"
_FOUND = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nETag: %s\r\n%sContent-Length: %d\r\n\r\n"
)
_LOST = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def urls(count: int, port: int) -> list[str]:
    """Where each feed is."""
    return [f"http://{_host(rank)}:{port}/f{rank}.xml" for rank in range(count)]


def hanging(count: int) -> frozenset[int]:
    """Which feeds never answer, when they are slow."""
    return frozenset(random.Random(3).sample(range(count), round(count * HANGING)))


def _host(rank: int) -> str:
    rank %= HOSTS
    return f"127.0.{rank // 256}.{rank % 256}" if rank % 256 else f"127.0.{rank // 256}.250"


def body(rank: int, entries: int = 0) -> bytes:
    """One feed: so many entries, or as many as feeds have (5 to 100, twenty in the middle)."""
    rng = random.Random(f"feed {rank}")
    kind = rng.choices(_KINDS, (75, 20, 5))[0]
    many = entries or max(5, min(100, round(rng.lognormvariate(3, 0.6))))
    whole = not entries and rng.random() < 0.6
    told = [_Entry.made(rng, rank, at, whole) for at in range(many)]
    return (_rss if kind == "rss" else _atom if kind == "atom" else _rdf)(rank, told).encode()


@dataclass(frozen=True)
class _Entry:
    title: str
    link: str
    guid: str
    at: datetime
    note: str
    text: str

    @classmethod
    def made(cls, rng: random.Random, feed: int, rank: int, whole: bool) -> _Entry:
        theme = press.themes(rng)[0]
        site = f"https://site{feed}.example"
        return cls(
            title=press.title(rng, theme),
            link=f"{site}/2026/{rank}-{rng.randrange(10**6)}/?utm_source=rss",
            guid=f"{site}/?p={feed * 1000 + rank}",
            at=_NEWEST - timedelta(minutes=rng.randrange(60 * 24 * 90)),
            note=f"<p>{press.note(rng, theme)} [&hellip;]</p>",
            text="\n".join(_paragraph(rng, theme) for _ in range(rng.randint(2, 9) * whole)),
        )


def _paragraph(rng: random.Random, theme: str) -> str:
    """As a CMS writes it: classes, pictures, a script now and then."""
    said = " ".join(press.note(rng, theme) for _ in range(rng.randint(1, 3)))
    link = f'<a href="/dossiers/{theme}?utm_medium=feed" target="_blank">{theme}</a>'
    extra = rng.choice(
        (
            "",
            '<figure class="wp-block-image"><img src="/wp/photo.jpg" alt="Vue" width="1024"/></figure>',
            '<div style="color:red" onclick="return false"><script>track("x")</script></div>',
            f"<ul><li>{press.note(rng, theme)}</li></ul>",
        )
    )
    return f'<p class="chapo">{said} Voir {link}, <strong>{press.town(rng)}</strong>.</p>{extra}'


def _cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>"


def _rss(rank: int, told: Sequence[_Entry]) -> str:
    inside = "".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(one.link)}</link>"
        f"<dc:creator>{_cdata('Rédaction')}</dc:creator><pubDate>{format_datetime(one.at)}</pubDate>"
        f'<category>{_cdata("Ville")}</category><guid isPermaLink="false">{one.guid}</guid>'
        f"<description>{_cdata(one.note)}</description>"
        + (f"<content:encoded>{_cdata(one.text)}</content:encoded>" if one.text else "")
        + "</item>\n"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Site {rank}</title><link>https://site{rank}.example/</link>"
        f"<description>Actualités</description><language>fr-FR</language>\n{inside}</channel></rss>"
    )


def _atom(rank: int, told: Sequence[_Entry]) -> str:
    inside = "".join(
        f'<entry><title type="html">{escape(one.title)}</title><link href="{escape(one.link)}"/>'
        f"<id>{one.guid}</id><published>{one.at.isoformat()}</published>"
        f"<updated>{one.at.isoformat()}</updated><author><name>Rédaction</name></author>"
        f'<summary type="html">{escape(one.note)}</summary>'
        + (f'<content type="html">{escape(one.text)}</content>' if one.text else "")
        + "</entry>\n"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"'
        f' xml:lang="fr"><title>Site {rank}</title><link href="https://site{rank}.example/"/>'
        f"<updated>{_NEWEST.isoformat()}</updated><id>https://site{rank}.example/</id>\n{inside}</feed>"
    )


def _rdf(rank: int, told: Sequence[_Entry]) -> str:
    inside = "".join(
        f'<item rdf:about="{escape(one.link)}"><title>{escape(one.title)}</title>'
        f"<link>{escape(one.link)}</link><dc:date>{one.at.isoformat()}</dc:date>"
        f"<description>{escape(one.note)}</description></item>\n"
        for one in told
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="https://site{rank}.example/"><title>Site {rank}</title>'
        f"<link>https://site{rank}.example/</link></channel>\n{inside}</rdf:RDF>"
    )


class _Shelf:
    """Every feed, compressed, and how it answers."""

    def __init__(self, count: int, entries: int, slow: bool) -> None:
        self.packed: dict[bytes, tuple[bytes, bytes]] = {}
        for rank in range(count):
            packed = gzip.compress(body(rank, entries), 5, mtime=0)
            tag = b'"%s"' % hashlib.blake2b(packed, digest_size=8).hexdigest().encode()
            self.packed[b"/f%d.xml" % rank] = (tag, packed)
        rng = random.Random(7)
        slowness = dict.fromkeys(self.packed, 0.0)
        self.latency = {path: rng.uniform(*LATENCY) for path in slowness} if slow else slowness
        self.silent = {b"/f%d.xml" % rank for rank in hanging(count)} if slow else set()

    def answer(self, path: bytes, head: bytes) -> bytes:
        if path not in self.packed:
            return _LOST
        tag, packed = self.packed[path]
        asked = _MATCH.search(head)
        if asked and asked[1].strip() == tag:
            return _NOT_MODIFIED % tag
        if b"gzip" in head:
            return _FOUND % (tag, b"Content-Encoding: gzip\r\n", len(packed)) + packed
        plain = gzip.decompress(packed)
        return _FOUND % (tag, b"", len(plain)) + plain


class _Client(asyncio.Protocol):
    """One connection; it may ask several times."""

    def __init__(self, shelf: _Shelf) -> None:
        self._shelf, self._read = shelf, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while b"\r\n\r\n" in self._read:
            head, _, self._read = self._read.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            if path not in self._shelf.silent:
                wait = self._shelf.latency.get(path, 0.0)
                asyncio.get_running_loop().call_later(wait, self._write, path, head)

    def _write(self, path: bytes, head: bytes) -> None:
        if isinstance(self._transport, asyncio.Transport) and not self._transport.is_closing():
            self._transport.write(self._shelf.answer(path, head))
            if b"connection: close" in head.lower():
                self._transport.close()


def _hosts(count: int) -> Iterator[str]:
    yield from sorted({_host(rank) for rank in range(min(count, HOSTS))})


async def serve(shelf: _Shelf, count: int) -> None:
    """Says its port on standard output once it listens, and goes on until it is killed."""
    loop = asyncio.get_running_loop()
    port = 0
    for host in _hosts(count):
        server = await loop.create_server(lambda: _Client(shelf), host, port, backlog=512)
        port = port or server.sockets[0].getsockname()[1]
    print(port, flush=True)
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--entries", type=int, default=0)
    parser.add_argument("--slow", action="store_true")
    asked = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 16_384), hard))
    asyncio.run(serve(_Shelf(asked.count, asked.entries, asked.slow), asked.count))


if __name__ == "__main__":
    main()
