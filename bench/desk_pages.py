"""`python -m bench.desk_pages [COUNT]…`: how long the desk's pages and keys take at the server, and their weight.

In process, warm, one person alone: no network, no browser. « cpu » is what the machine worked for it,
which tells a slow page from a busy machine. The first count must keep within the target; what it
costs at the others is printed and judged by nobody. `--keep FOLDER` leaves the stores there for the
next time.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bench.history import WHO
from bench.workspace import grown
from veille.core import Veille
from veille.desk.app import create_app
from veille.model.item import Filter, State

TARGET_MS = 100.0
TARGET_KB = 100.0
TURNS = 60
LONGEST = 20.0
"""Seconds of one measure: a slow page is known after a few turns."""
ORIGIN = {"Sec-Fetch-Site": "same-origin"}
HTMX = {"HX-Request": "true"}

Ask = Callable[[int], TestResponse]
"""Makes the request of that turn."""


@dataclass(frozen=True)
class Measure:
    """How one page did."""

    name: str
    p50: float
    p95: float
    cpu: float
    kilobytes: float

    @property
    def missed(self) -> bool:
        return self.p95 > TARGET_MS or self.kilobytes > TARGET_KB

    def __str__(self) -> str:
        mark = "  <- misses" if self.missed else ""
        return f"{self.name:<34}{self.p50:8.1f}{self.p95:8.1f}{self.cpu:8.1f}{self.kilobytes:8.1f}{mark}"


class Desk:
    """Somebody signed in, who reads and presses keys."""

    def __init__(self, veille: Veille) -> None:
        self.veille = veille
        self.client: FlaskClient = create_app(veille).test_client()
        self.client.post(f"/bureau/entrer/{veille.access.new_link(WHO)}", headers=ORIGIN)
        page = self.client.get("/bureau/travaux/").text
        self._csrf = (re.findall(r'name="csrf" value="([^"]+)"', page) or [""])[0]
        self._new = [
            item.public_id
            for item in veille.items.listed(Filter(state=State.NEW, limit=1000))
            if item.url
        ]

    def page(self, path: str) -> Ask:
        return lambda turn: self.client.get(path)

    def opened(self, turn: int) -> TestResponse:
        """The next item in the pane."""
        item = self._new[turn % len(self._new)]
        return self.client.get(f"/bureau/elements/{item}", headers=HTMX)

    def pressed(self, action: str, **fields: str) -> Ask:
        """One key on an item that waits; it is put back afterwards, outside the time."""

        def ask(turn: int) -> TestResponse:
            item = self._new[turn % len(self._new)]
            data = {"csrf": self._csrf, "action": action, **fields}
            return self.client.post(f"/bureau/elements/{item}", data=data, headers=ORIGIN | HTMX)

        return ask


def measured(name: str, ask: Ask, after: Ask | None = None) -> Measure:
    """Up to TURNS requests, the first two not counted. `after` puts things back, off the clock."""
    walls: list[float] = []
    works: list[float] = []
    size, stop = 0, time.monotonic() + LONGEST
    for turn in range(-2, TURNS):
        began, worked = time.perf_counter(), time.thread_time()
        answer = ask(turn)
        wall, work = time.perf_counter() - began, time.thread_time() - worked
        if answer.status_code >= 400:
            raise SystemExit(f"{name}: {answer.status_code}")
        size = max(size, len(answer.data))
        if turn >= 0:
            walls.append(wall * 1000)
            works.append(work * 1000)
        if after:
            after(turn)
        if len(walls) > 4 and time.monotonic() > stop:
            break
    p95 = quantiles(walls, n=20, method="inclusive")[-1]
    return Measure(name, median(walls), p95, median(works), size / 1024)


def measures(veille: Veille) -> Iterator[Measure]:
    desk = Desk(veille)
    back = desk.pressed("new")
    for name, path in (
        ("Aujourd’hui", "/bureau/"),
        ("Retenu", "/bureau/?state=kept"),
        ("Écarté", "/bureau/?state=dropped"),
        ("Une source", f"/bureau/?source={veille.config.sources[0].key}"),
        ("Un thème", f"/bureau/?theme={veille.config.themes[0].key}"),
        ("Sources", "/bureau/sources/"),
        ("Éditions", "/bureau/editions/"),
        ("Travaux", "/bureau/travaux/"),
    ):
        yield measured(name, desk.page(path))
    yield measured("Ouvrir un élément", desk.opened)
    yield measured("Retenir (une touche)", desk.pressed("keep"), back)
    yield measured("Retenir pour la revue", desk.pressed("keep", publications="revue"), back)
    yield measured("Écarter (une touche)", desk.pressed("drop"), back)
    yield measured("Remettre à trier", back)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[200_000, 1_000_000])
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    missed = 0
    for rank, items in enumerate(asked.counts):
        with grown(items, asked.keep) as veille:
            print(f"\n{items:,} items{'':<21}p50 ms  p95 ms     cpu      KB".replace(",", " "))
            for one in measures(veille):
                print(one, flush=True)
                missed += one.missed and rank == 0
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
