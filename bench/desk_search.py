"""Times search over many items: `python -m bench.desk_search 200000 [1000000]`; prints p50 and p95.

In ms of CPU, since a machine that others share has no honest wall clock; the store is in memory by then.
Through the facade, as the page asks it: the index, the rows with all that stands around them, one page of 50.
The store is made anew unless --store names one that was kept.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.store_generator import fill
from veille.config.workspace import init
from veille.core import Veille, open_veille
from veille.model.item import Filter, State

ROUNDS = 40
MADE_UP = "fait-main-150"

QUESTIONS: dict[str, Filter] = {
    "nothing asked": Filter(),
    "common word (every item)": Filter(text="ville"),
    "three words": Filter(text="ville contrat habitants"),
    "six words": Filter(text="projet contrat jeunes école emploi santé"),
    "phrase": Filter(text='"contrat de ville"'),
    "phrase, rare order": Filter(text='"projet contrat jeunes"'),
    "phrase that hardly is": Filter(text='"ville ville ville ville"'),
    "rare word": Filter(text="champotebri"),
    "word that is nowhere": Filter(text="xylophone"),
    "common word, rare source": Filter(text="ville", source=MADE_UP),
    "common word, rare source, new": Filter(text="ville", source=MADE_UP, state=State.NEW),
    "common word but another": Filter(text="ville -projet"),
    "common word but itself (empty)": Filter(text="ville -ville"),
    "empty: new and old": Filter(text="ville", state=State.NEW, until=date(2018, 1, 1)),
    "empty: two halves": Filter(text="logement -habitants", state=State.KEPT, own=True),
    "state alone": Filter(state=State.KEPT),
    "territory, with what is inside": Filter(text="logement", territory="R53"),
    "dates: eighteen months": Filter(text="contrat", since=date(2019, 3, 15), until=date(2020, 9, 20)),
    "dates: one day": Filter(text="ville", since=date(2021, 6, 3), until=date(2021, 6, 3)),
    "dates: since": Filter(text="champotebri", since=date(2017, 2, 12)),
    "best: common word": Filter(text="ville", best=True),
    "best: three words": Filter(text="ville contrat habitants", best=True),
    "best: phrase": Filter(text='"contrat de ville"', best=True),
    "best: rare word": Filter(text="champotebri", best=True),
}  # fmt: skip

LISTS: dict[str, Filter] = {
    "to triage": Filter(state=State.NEW, limit=101),
    "to triage, one category": Filter(state=State.NEW, category="presse", limit=101),
    "everything": Filter(limit=101),
    "kept": Filter(state=State.KEPT, limit=101),
    "one theme": Filter(theme="habitat", limit=101),
    "common word": Filter(text="ville", limit=101),
}
"""What « Aujourd’hui » lists."""


def measure(ask: Callable[[Filter], object], wanted: Filter) -> list[float]:
    took = []
    for _ in range(ROUNDS):
        started = time.thread_time()
        ask(wanted)
        took.append((time.thread_time() - started) * 1000)
    return took


def tell(veille: Veille) -> None:
    everything: list[float] = []
    for name, wanted in QUESTIONS.items():
        took = measure(veille.search.found, wanted)
        found = veille.search.found(wanted)
        everything += took
        told = f"{'more than ' if found.many else ''}{found.count}"
        cut = " (stopped, goes on)" if found.reached else ""
        print(f"{name:34} p50 {statistics.median(took):6.1f}  p95 {p95(took):6.1f}  {told}{cut}")
    print(
        f"{'any of them':34} p50 {statistics.median(everything):6.1f}  p95 {p95(everything):6.1f}"
    )
    for name, wanted in LISTS.items():
        took = measure(veille.items.listed, wanted)
        print(f"{'list: ' + name:34} p50 {statistics.median(took):6.1f}  p95 {p95(took):6.1f}")


def p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=int, nargs="+")
    parser.add_argument("--store", type=Path, help="a store that fill() made before")
    asked = parser.parse_args()
    for items in asked.items:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "centre"
            init(folder)
            if asked.store:
                (folder / "data").mkdir(exist_ok=True)
                shutil.copy(asked.store, folder / "data" / "veille.db")
            veille = open_veille(folder)
            if not asked.store:
                started = time.perf_counter()
                fill(veille.ctx.store, items=items)
                print(f"{items:,} items made in {time.perf_counter() - started:.0f} s")
            print(f"\n{items:,} items, {veille.ctx.store.path.stat().st_size / 1e6:,.0f} MB")
            tell(veille)
            veille.close()


if __name__ == "__main__":
    main()
