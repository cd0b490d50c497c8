"""`python -m bench.desk_pages [COUNT]…`: how long the desk's pages and keys take at the server, and their weight.

In process, warm, one person alone: no network, no browser. Judged in CPU time of the thread that answers,
since a machine that others share has no honest wall clock; the wall's own p95 stands beside. The first
count must keep within the target; what it costs at the others is printed and judged by nobody.
`--keep FOLDER` leaves the stores there for the next time.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
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
NONE: Mapping[str, str] = {}

Ask = Callable[[int], TestResponse]
"""Makes the request of that turn."""


@dataclass(frozen=True)
class Measure:
    """How one page did, in ms of CPU but for the wall."""

    name: str
    p50: float
    p95: float
    wall: float
    kilobytes: float

    @property
    def missed(self) -> bool:
        return self.p95 > TARGET_MS or self.kilobytes > TARGET_KB

    def __str__(self) -> str:
        mark = "  <- misses" if self.missed else ""
        told = "".join(f"{one:8.1f}" for one in (self.p50, self.p95, self.wall, self.kilobytes))
        return f"{self.name:<34}{told}{mark}"


class Desk:
    """Somebody signed in, who reads and presses keys."""

    def __init__(self, veille: Veille) -> None:
        self.veille = veille
        self.client: FlaskClient = create_app(veille).test_client()
        self.client.post(f"/bureau/entrer/{veille.access.new_link(WHO)}", headers=ORIGIN)
        page = self.client.get("/bureau/travaux/").text
        self._csrf = (re.findall(r'name="csrf" value="([^"]+)"', page) or [""])[0]
        found = veille.items.listed(Filter(state=State.NEW, heads=True, limit=1000))
        self.new = [one for one in found if one.url]

    def page(self, path: str) -> Ask:
        return lambda turn: self.client.get(path)

    def of(self, path: str, headers: Mapping[str, str] = NONE) -> Ask:
        """The page of an item that waits, another at each turn."""
        return lambda turn: self.client.get(path.format(self._item(turn)), headers=headers)

    def posted(self, path: str, headers: Mapping[str, str] = HTMX, **fields: str) -> Ask:
        """A form sent about an item that waits, `{}` in the path."""

        def ask(turn: int) -> TestResponse:
            item = self._item(turn)
            said = {key: value.format(item, turn=turn) for key, value in fields.items()}
            data = {"csrf": self._csrf, "from": item, **said}
            return self.client.post(path.format(item), data=data, headers={**ORIGIN, **headers})

        return ask

    def pressed(self, action: str, **fields: str) -> Ask:
        """One key on an item that waits."""
        return self.posted("/bureau/elements/{}", HTMX, action=action, **fields)

    def forgotten(self, turn: int) -> TestResponse:
        """What was typed about an item is no longer kept."""
        headers = {**ORIGIN, "X-CSRF-Token": self._csrf}
        return self.client.delete(f"/bureau/brouillons/item:{self._item(turn)}", headers=headers)

    def _item(self, turn: int) -> str:
        return self.new[turn % len(self.new)].public_id


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
            raise SystemExit(f"{name}: {answer.status_code}\n{answer.text}")
        size = max(size, len(answer.data))
        if turn >= 0:
            walls.append(wall * 1000)
            works.append(work * 1000)
        if after:
            after(turn)
        if len(walls) > 4 and time.monotonic() > stop:
            break
    return Measure(name, median(works), _p95(works), _p95(walls), size / 1024)


def _p95(took: Sequence[float]) -> float:
    return quantiles(took, n=20, method="inclusive")[-1]


def pages(veille: Veille) -> Sequence[tuple[str, str]]:
    """Every page that has one address."""
    source, theme = veille.config.sources[0].key, veille.config.themes[0].key
    search = "/bureau/rechercher/?text="
    dossier, run = veille.dossiers.listed()[0], _a_run(veille)
    edition = veille.editions.listed()[0].public_id
    return (
        ("Aujourd’hui", "/bureau/"),
        ("Retenu", "/bureau/?state=kept"),
        ("Écarté", "/bureau/?state=dropped"),
        ("Une source dans la liste", f"/bureau/?source={source}"),
        ("Un thème dans la liste", f"/bureau/?theme={theme}"),
        ("La sélection à imprimer", "/bureau/selection/"),
        ("Rechercher, rien encore", "/bureau/rechercher/"),
        ("Rechercher, un mot partout", f"{search}ville"),
        ("Rechercher, filtres et dates", f"{search}logement&theme={theme}&since=2020-03-15"),
        ("Rechercher, meilleurs d’abord", f"{search}contrat+habitants&order=best"),
        ("Rechercher, jamais ensemble", f"{search}ville+-ville"),
        ("Dossiers", "/bureau/dossiers/"),
        ("Un dossier", f"/bureau/dossiers/{dossier.public_id}"),
        ("Le fil d’un dossier", f"/bureau/flux/{dossier.token}.atom"),
        ("Ajouter", "/bureau/ajouter/"),
        ("Brèves", "/bureau/breves/"),
        ("Une brève", f"/bureau/breves/{veille.pieces.listed()[0].public_id}"),
        ("Événements", "/bureau/evenements/"),
        ("Un événement", f"/bureau/evenements/{veille.events.listed()[0].public_id}"),
        ("Vocabulaire", "/bureau/vocabulaire/"),
        ("Un thème", f"/bureau/vocabulaire/{theme}"),
        ("Sources", "/bureau/sources/"),
        ("Une source", f"/bureau/source/{source}"),
        ("Ajouter une source", "/bureau/sources/ajouter"),
        ("Éditions", "/bureau/editions/"),
        ("Une édition", f"/bureau/editions/{edition}"),
        ("Journal", "/bureau/journal/"),
        ("Journal, une sorte", "/bureau/journal/?genre=dossier"),
        ("Équipe", "/bureau/equipe/"),
        ("Une personne", f"/bureau/equipe/{WHO}"),
        ("Moi", "/bureau/moi/"),
        ("Travaux", "/bureau/travaux/"),
        ("Un passage d’un travail", f"/bureau/travaux/passages/{run}"),
        ("Premiers pas", "/bureau/premiers-pas/"),
    )


def keys(desk: Desk) -> Iterator[Measure]:
    """Whatever is pressed or sent; put back afterwards, off the clock."""
    back, drop, undo = desk.pressed("new"), desk.pressed("drop"), desk.posted("/bureau/annuler")
    yield measured("Une histoire", desk.of("/bureau/histoires/{}"))
    yield measured("Ouvrir un élément", desk.of("/bureau/elements/{}", HTMX))
    yield measured("Retenir (une touche)", desk.pressed("keep"), back)
    yield measured("Retenir pour la revue", desk.pressed("keep", publications="revue"), back)
    yield measured("Écarter (une touche)", drop, back)
    yield measured("Remettre à trier", back, drop)
    for turn in range(TURNS):
        back(turn)
    rest = desk.posted("/bureau/elements/{}/reste")
    yield measured("Écarter le reste (X)", rest, undo)
    drop(-2)
    yield measured("Annuler (z)", undo, lambda turn: drop(turn + 1))
    undo(0)
    note = desk.posted("/bureau/elements/{}?quiet=1", summary="Note {turn}.")
    yield measured("Enregistrer une note", note)
    typed = desk.posted("/bureau/brouillons/item:{}", summary="Note {turn}.")
    yield measured("Garder ce qui se tape", typed, desk.forgotten)
    comment = desk.posted("/bureau/commentaires/", NONE, about="item:{}", text="Vu en {turn}.")
    yield measured("Commenter", comment)
    other = desk.new[-1].public_id
    yield measured("Réunir", desk.posted("/bureau/histoires/{}/reunir", NONE, other=other))
    theme = f"/bureau/vocabulaire/{desk.veille.config.themes[-1].key}"
    words = desk.posted(theme, NONE, label="Mesuré", synonyms="banc d’essai {turn}")
    yield measured("Enregistrer un thème", words)


def measures(veille: Veille) -> Iterator[Measure]:
    desk = Desk(veille)
    for name, path in pages(veille):
        yield measured(name, desk.page(path))
    yield from keys(desk)


def _a_run(veille: Veille) -> str:
    """A run of a job; one is made when there is none."""
    if not veille.jobs.last(1):
        veille.jobs.run("backup", by=WHO)
    run = veille.jobs.last(1)[0]
    return f"{run.job}/{run.slot:%Y%m%dT%H%M%S.%f}Z"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[200_000, 1_000_000])
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    missed = 0
    for rank, items in enumerate(asked.counts):
        with grown(items, asked.keep) as veille:
            print(f"\n{items:,} items{'':<21}   p50     p95    wall      KB".replace(",", " "))
            for one in measures(veille):
                print(one, flush=True)
                missed += one.missed and rank == 0
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
