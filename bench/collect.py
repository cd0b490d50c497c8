"""`python -m bench.collect [--small]`: collecting beside the library `reader` and a bare fetch, on loopback.

A thousand feeds for the first time, five thousand that have not changed, a thousand of which some hang; each in
a process of its own, from the start of Python to its end. Judged by CPU time, since a machine that others
share has no honest wall clock; only what waits (hosts that hang) is judged by the clock on the wall.
`reader` goes from PyPI into an environment of its own, with the newest Python at hand that it takes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import feeds
from bench.archive import Run, inside, process
from veille.config.workspace import init
from veille.core import SourceResult, open_veille

READER = "reader"
AT_ONCE = 64
COLD = 0.5
"""CPU of a first collect over reader's, at most."""
UNCHANGED = 1.0
"""CPU of a collect in which nothing changed over reader's, at most."""
HEALTHY = 0.99
WITHIN = 20.0
"""Seconds in which that share of the healthy is stored, though some hang."""
HEAVY = 200.0
"""MB at the peak, at most."""

_ADD = """
import sys, reader
to = reader.make_reader(sys.argv[1])
for line in open(sys.argv[2]):
    to.add_feed(line.strip())
"""
_UPDATE = """
import logging, sys, reader
logging.disable(50)
to = reader.make_reader(sys.argv[1])
to.update_feeds(workers=20, scheduled=False)
"""


@contextmanager
def served(count: int, *options: str) -> Iterator[list[str]]:
    """The addresses of a loopback of feeds, in a process of its own."""
    command = [sys.executable, "-m", "bench.feeds", str(count), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline()) if server.stdout else 0
            yield feeds.urls(count, port)
        finally:
            server.kill()


def lay(folder: Path, urls: Sequence[str]) -> Path:
    """A workspace that watches these feeds."""
    folder.mkdir(parents=True)
    init(folder)
    rows = "\n".join(
        f'  - {{key: s{rank}, name: "Site {rank}", url: "{url}", kind: rss}}'
        for rank, url in enumerate(urls)
    )
    (folder / "sources.yml").write_text(f"sources:\n{rows}\n", encoding="utf-8")
    centre = folder / "veille.yml"
    text = centre.read_text("utf-8").replace(
        "\ncollect:", "\ncollect:\n  allow_networks: [127.0.0.0/8]", 1
    )
    if "allow_networks: [127" not in text:
        text += "\ncollect: {allow_networks: [127.0.0.0/8]}\n"
    centre.write_text(text, encoding="utf-8")
    return folder


def collect(folder: Path) -> Run:
    """`veille collect`, whole."""
    return process([sys.executable, "-m", "veille", "collect", "--json"], VEILLE_HOME=str(folder))


def reader(tools: Path) -> Path | None:
    """A Python that has `reader`; None when it cannot be had."""
    python = tools / "reader" / "bin" / "python"
    if python.exists():
        return python
    for name in ("python3.14", "python3.13", "python3.12", sys.executable):
        commands: list[list[str | Path]] = [
            [shutil.which(name) or name, "-m", "venv", "--clear", python.parents[1]],
            [python, "-m", "pip", "install", "-q", READER],
        ]
        try:
            for command in commands:
                subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    return None


@dataclass
class Reader:
    """The peer on the same feeds."""

    python: Path
    folder: Path

    def lay(self, urls: Sequence[str]) -> None:
        self.folder.mkdir(parents=True)
        (self.folder / "urls").write_text("\n".join(urls))
        process([self.python, "-c", _ADD, self.folder / "db", self.folder / "urls"])

    def collect(self) -> Run:
        return process([self.python, "-c", _UPDATE, self.folder / "db"])


def bare(urls: Sequence[str]) -> None:
    """Every body fetched and decompressed, and thrown away: what no collector goes under."""
    began, worked = time.perf_counter(), time.process_time()
    size = asyncio.run(_fetched(urls))
    wall, cpu = time.perf_counter() - began, time.process_time() - worked
    print(json.dumps({"wall": wall, "cpu": cpu, "said": f"{size / 1e6:.0f} MB"}))


async def _fetched(urls: Sequence[str]) -> int:
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(url: str) -> int:
        host, _, path = url.removeprefix("http://").partition("/")
        name, _, port = host.partition(":")
        async with turns:
            answers, ask = await asyncio.open_connection(name, int(port), limit=1 << 22)
            ask.write(
                f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n"
                "Connection: close\r\n\r\n".encode()
            )
            head, _, body = (await answers.read()).partition(b"\r\n\r\n")
            ask.close()
        return len(zlib.decompress(body, 31) if b"gzip" in head else body)

    return sum(await asyncio.gather(*map(one, urls)))


def stored(folder: Path) -> None:
    """Says after how many seconds 99 % of those that answer were stored."""
    healthy: list[float] = []
    veille = open_veille(folder)
    began, worked = time.perf_counter(), time.process_time()

    def told(result: SourceResult, _done: int, _total: int) -> None:
        if result.healthy:
            healthy.append(time.perf_counter() - began)

    try:
        report = veille.collect(progress=told)
    finally:
        veille.close()
    count = len(report.results)
    answering = count - len(feeds.hanging(count))
    if len(healthy) < HEALTHY * answering:
        raise SystemExit(f"{len(healthy)} stored of {answering} that answer")
    cpu = time.process_time() - worked
    said = f"{len(healthy)} stored, {len(report.failing)} hang; whole {time.perf_counter() - began:.1f} s"
    print(json.dumps({"wall": healthy[int(HEALTHY * answering) - 1], "cpu": cpu, "said": said}))


@dataclass(frozen=True)
class Verdict:
    """One target: what was measured, and at most what."""

    name: str
    measured: float
    limit: float

    @property
    def missed(self) -> bool:
        return self.measured > self.limit

    def __str__(self) -> str:
        return f"{self.name:<64}{self.measured:8.2f}  at most {self.limit:g}{'   MISSED' * self.missed}"


def _shown(name: str, run: Run) -> None:
    print(
        f"{name:<44}{run.wall:8.2f}{run.cpu:8.2f}{run.megabytes:8.0f}  {run.said[:40]}", flush=True
    )


def cold(at: Path, peer: Path | None, count: int) -> Iterator[Verdict]:
    """The first collect of so many feeds."""
    with served(count) as urls:
        limit = inside(["bench.collect", "--bare", *map(str, (urls[0], count))])
        _shown(f"bare fetch, {count} feeds", limit)
        folder = lay(at / "cold", urls)
        ours = collect(folder)
        _shown(f"veille, {count} feeds, cold", Run(ours.wall, ours.cpu, ours.megabytes))
        yield Verdict(f"MB at the peak, {count} feeds cold", ours.megabytes, HEAVY)
        if peer:
            theirs = Reader(peer, at / "reader-cold")
            theirs.lay(urls)
            run = theirs.collect()
            _shown(f"reader, {count} feeds, cold", run)
            yield Verdict(f"CPU over reader's, {count} feeds cold", ours.cpu / run.cpu, COLD)
        print(f"CPU over the bare fetch's: {ours.cpu / limit.cpu:.1f}")


def unchanged(at: Path, peer: Path | None, count: int) -> Iterator[Verdict]:
    """A second collect in which every server says that nothing changed."""
    with served(count, "--entries", "2") as urls:
        folder = lay(at / "unchanged", urls)
        collect(folder)
        ours = collect(folder)
        _shown(f"veille, {count} not modified", Run(ours.wall, ours.cpu, ours.megabytes))
        yield Verdict(f"MB at the peak, {count} not modified", ours.megabytes, HEAVY)
        if peer:
            theirs = Reader(peer, at / "reader-unchanged")
            theirs.lay(urls)
            theirs.collect()
            run = theirs.collect()
            _shown(f"reader, {count} not modified", run)
            yield Verdict(f"CPU over reader's, {count} not modified", ours.cpu / run.cpu, UNCHANGED)


def slow(at: Path, count: int) -> Iterator[Verdict]:
    """Hosts of 50 to 300 ms, of which some never answer."""
    with served(count, "--slow") as urls:
        run = inside(["bench.collect", "--stored", lay(at / "slow", urls)])
        _shown(f"veille, {count} slow hosts, 99 % stored", run)
        yield Verdict(f"seconds until 99 % of the healthy of {count} are stored", run.wall, WITHIN)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of everything")
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--stored", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--bare", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.stored:
        stored(asked.stored)
    elif asked.bare:
        url, count = asked.bare
        bare(feeds.urls(int(count), int(url.split(":")[2].partition("/")[0])))
    else:
        _judge(10 if asked.small else 1, asked.tools)


def _judge(part: int, tools: Path | None) -> None:
    with TemporaryDirectory() as made:
        at = Path(made)
        peer = reader(tools or at / "tools")
        if peer is None:
            print(f"{READER} is missing: pip could not install it")
        print(f"{'':<44}    wall     cpu      MB")
        verdicts = [
            *cold(at, peer, 1_000 // part),
            *unchanged(at, peer, 5_000 // part),
            *slow(at, 1_000 // part),
        ]
    print("", *verdicts, sep="\n")
    sys.exit("\n".join(one.name for one in verdicts if one.missed))


if __name__ == "__main__":
    main()
