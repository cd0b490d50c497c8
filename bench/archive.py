"""`python -m bench.archive [COUNT]…`: an archive of twenty years, beside Hugo, Pelican and the bare limit.

A whole build, a second one, one more edition; each in a process of its own, the contenders in turn, medians
of the rounds. Two limits: the archive's own templates in plain Jinja2, written bare (`bench.plain`), and the
same bytes out of a template that knows them by lines (`bench.bare`). Hugo and Pelican say the same texts
through minimal themes: a page an item and index pages, without editions, themes, feeds or search. Judged by
CPU time, since a machine that others share has no honest wall clock, against the first limit and at the
last count.
`--keep FOLDER` leaves workspaces and peers there for the next time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import peers
from bench.grown import grow, opened, seal_next
from veille.core import Veille
from veille.model.edition import EditionState

FULL_RATIO = 3.0
"""A whole build over the bare limit, at most."""
STRAIGHT = 1.2
"""An item of the largest archive over one of the smallest, at most."""
PUBLISHED = 1.0
"""Seconds for one more edition, at most."""


@dataclass(frozen=True)
class Run:
    """One process: seconds, MB at its peak, and the files that it wrote."""

    wall: float
    cpu: float
    megabytes: float = 0.0
    said: str = ""


@dataclass
class Contender:
    """Something timed: `once` does it; `before` makes ready, off the clock."""

    name: str
    once: Callable[[], Run]
    before: Callable[[], object] = lambda: None
    made: Path | None = None
    """Where it writes, when it writes everything."""
    speaks: bool = False
    """Whether its last line says something."""
    runs: list[Run] = field(default_factory=list)
    weight: str = ""

    def turn(self) -> None:
        self.before()
        self.runs.append(self.once())
        if self.made and not self.weight:
            self.weight = _weight(self.made)

    def middle(self, name: str) -> float:
        return float(median(getattr(one, name) for one in self.runs))

    def told(self, base: float) -> str:
        figures = (
            f"{self.middle('wall'):8.2f}{self.middle('cpu'):8.2f}{self.middle('megabytes'):8.0f}"
        )
        said = self.weight or (self.runs[-1].said if self.speaks else "")
        return f"{self.name:<38}{figures}{self.middle('cpu') / base:8.2f}  {said}"


_LAUNCH = """
import json, os, sys, time
began = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
took = [time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, status]
print("\\n" + json.dumps(took), flush=True)
"""
"""A process carries the peak of whoever started it: it is started by one that weighs nothing."""


def process(command: Sequence[str | Path], folder: Path | None = None, **environment: str) -> Run:
    """The command from its start to its end. Raises SystemExit when it fails."""
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCH, *map(str, command)],
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    ).stdout
    *said, took = told.strip().splitlines()
    wall, cpu, megabytes, status = json.loads(took)
    if status:
        raise SystemExit("\n".join([str(command[0]), *said]))
    return Run(wall, cpu, megabytes, next((one for one in reversed(said) if one), ""))


def inside(command: Sequence[str | Path]) -> Run:
    """A module of ours that says itself what it took, without its own start."""
    whole = process([sys.executable, "-m", *command])
    told = json.loads(whole.said)
    return Run(told["wall"], told["cpu"], whole.megabytes, told.get("said", ""))


def _weight(folder: Path) -> str:
    sizes = [(Path(at) / name).stat().st_size for at, _, names in os.walk(folder) for name in names]
    return f"{len(sizes)} files, {sum(sizes) / 1e6:.0f} MB"


def texts(folder: Path) -> Iterator[peers.Text]:
    """Every sealed item once, as its last edition told it."""
    veille = opened(folder)
    try:
        sealed = veille.editions.listed(state=EditionState.SEALED)
    finally:
        veille.close()
    told = {}
    for edition in reversed(sealed):
        for entry in edition.view.entries if edition.view else ():
            theme = entry.themes[0].label if entry.themes else "Divers"
            day = entry.published_on or edition.date
            told[entry.public_id] = peers.Text(
                entry.public_id,
                entry.title,
                day.isoformat(),
                theme,
                entry.source,
                entry.url,
                entry.note,
            )
    yield from told.values()


def ours(folder: Path) -> Iterator[Contender]:
    """Whole, again, one more edition: in this order, each leaves what the next one needs."""
    archive, bare = folder / "archive", folder.parent / "bare"
    command = [sys.executable, "-m", "veille", "archive", "build"]

    def build(*options: str) -> Run:
        return process([*command, *options], VEILLE_HOME=str(folder))

    def timed(*module: str | Path) -> Callable[[], Run]:
        return lambda: inside(module)

    def emptied() -> None:
        _emptied(archive)
        _emptied(bare)

    same = "limit: its templates, plain Jinja2"
    yield Contender(same, timed("bench.plain", folder, bare), emptied, bare)
    yield Contender("veille, whole", build, lambda: _emptied(archive), archive)
    bytes_ = timed("bench.bare", archive, bare)
    yield Contender("limit: the same bytes, by lines", bytes_, lambda: _emptied(bare), bare)
    yield Contender("veille, nothing new", lambda: build("--changed"), speaks=True)
    publish = timed("bench.archive", "--publish", folder)
    yield Contender("veille, one more edition", publish, speaks=True)


def theirs(folder: Path, tools: Path) -> Iterator[Contender]:
    """Hugo and Pelican, whole and with one page changed; who is missing is said."""
    if program := peers.hugo():
        yield from _hugo(folder, program)
    else:
        print("Hugo is missing: on Debian, apt-get install hugo")
    if program := peers.pelican(tools / "pelican"):
        yield from _pelican(folder, program)
    else:
        print(f"Pelican is missing: pip could not install {peers.PELICAN}")


def _hugo(folder: Path, program: str) -> Iterator[Contender]:
    project, made = folder.parent / "hugo", folder.parent / "hugo-made"
    if not project.exists():
        peers.lay_hugo(project, texts(folder), program)

    def build() -> Run:
        return process([program, "--quiet", "-d", made], project)

    page = next((project / "content" / "items").iterdir())
    yield Contender("Hugo, whole", build, lambda: _emptied(made), made)
    yield Contender("Hugo, one page changed", build, lambda: _touched(page))


def _pelican(folder: Path, program: str) -> Iterator[Contender]:
    project, made = folder.parent / "pelican", folder.parent / "pelican-made"
    if not project.exists():
        peers.lay_pelican(project, texts(folder))
    page = next((project / "content").iterdir())
    command: list[str | Path] = [program, "content", "-s", "pelicanconf.py", "-o", made, "-q"]

    def build(*options: str) -> Run:
        return process([*command, *options], project)

    def ready() -> None:
        if not (project / "cache").exists():
            build(*peers.CACHED)
        _touched(page)

    yield Contender("Pelican, whole", build, lambda: _emptied(made), made)
    yield Contender("Pelican, one page changed, cached", lambda: build(*peers.CACHED), ready)


def _emptied(folder: Path) -> None:
    """There, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _touched(page: Path) -> None:
    page.write_text(f"{page.read_text().rstrip()} Corrigé.\n")


def publish(folder: Path) -> None:
    """Seals two editions one after the other, and says what bringing the archive in step took each time.

    The second is the one that counts: a desk that serves has its templates at hand.
    """
    veille = opened(folder)
    try:
        first, then = [_published(veille) for _edition in range(2)]
    finally:
        veille.close()
    said = f"{then.said} (the first after a start: {first.wall:.2f} s, {first.cpu:.2f} of CPU)"
    print(json.dumps({"wall": then.wall, "cpu": then.cpu, "said": said}))


def _published(veille: Veille) -> Run:
    seal_next(veille)
    began, worked = time.perf_counter(), time.process_time()
    built = veille.archive.build()
    wall, cpu = time.perf_counter() - began, time.process_time() - worked
    return Run(wall, cpu, said=f"{len(built.written)} of {built.pages} files written")


def measured(items: int, at: Path, tools: Path, rounds: int) -> list[Contender]:
    """Every contender, with its runs."""
    folder = at / "workspace"
    if not (folder / "veille.yml").exists():
        grow(folder, items)
    contenders = [*ours(folder), *theirs(folder, tools)]
    for turn in range(rounds):
        for one in contenders:
            one.turn()
            took = f"{one.runs[-1].wall:.1f} s, {one.runs[-1].cpu:.1f} of CPU"
            print(f"{items} items, round {turn + 1}: {one.name}: {took}", file=sys.stderr)
    return contenders


def judged(contenders: Sequence[Contender]) -> list[str]:
    """What misses its target."""
    limit, whole, _bytes, _again, more = contenders[:5]
    ratio = whole.middle("cpu") / limit.middle("cpu")
    told = []
    if ratio > FULL_RATIO:
        told.append(
            f"a whole build takes {ratio:.1f} times its templates, {FULL_RATIO:.0f} at most"
        )
    if more.middle("cpu") > PUBLISHED:
        told.append(f"one more edition takes {more.middle('cpu'):.2f} s, {PUBLISHED:.0f} at most")
    return told


def linear(costs: Mapping[int, float]) -> list[str]:
    """Whether an item costs more in a larger archive. `costs`: count → CPU seconds of a whole build."""
    each = {items: 1000 * cost / items for items, cost in costs.items()}
    told = ", ".join(f"{cost:.2f} of {items}" for items, cost in each.items())
    print(f"\nA whole build, ms of CPU an item: {told}.")
    first, last = each[min(each)], each[max(each)]
    return [f"not linear: {last / first:.2f} times an item"] if last > STRAIGHT * first else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--publish", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.publish:
        publish(asked.publish)
        return
    missed: list[str] = []
    costs: dict[int, float] = {}
    with TemporaryDirectory() as made:
        base = asked.keep.absolute() if asked.keep else Path(made)
        for items in asked.counts:
            contenders = measured(items, base / str(items), base / "tools", asked.rounds)
            costs[items] = contenders[1].middle("cpu")
            print(f"\n{f'{items:,} items'.replace(',', ' '):<38}    wall     cpu      MB   ratio")
            for one in contenders:
                print(one.told(costs[items]), flush=True)
            missed = judged(contenders)
    sys.exit("\n".join([*missed, *linear(costs)]))


if __name__ == "__main__":
    main()
