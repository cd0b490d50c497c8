"""Times the search of the archive: `python -m bench.archive_search [--items 50000] [--pagefind]`.

Made-up French documents with words as skewed as words are, half of them the small ones; the index is built in
a process of its own, then asked in Chromium over loopback, as a host with gzip would send it. With --pagefind
the same documents go through Pagefind 1.6.0 in the same run: it is installed from npm into a folder that goes
away, and wants about 2.5 GB of memory. Prints each measure beside its limit; « work » and the times of queries
are CPU, since a machine that others share has no honest clock, which stands beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from itertools import accumulate
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.static_host import Host, hosted
from bench.store_generator import COMMON, RARE
from veille.archive.search.document import Document, Labels
from veille.archive.search.tiers import running_year, search_files
from veille.shipped import shipped

FIRST, LAST = date(2007, 1, 1), date(2026, 11, 23)
SMALL = (
    "le la les de des du et en à un une pour dans sur au aux par que qui est ce son avec ne".split()
)
SYLLABLES = (
    "ba bré cha dé du fon gra hé jou ké lan lo mi mon né ou par qué ré sai su tou vi xi yon".split()
)
ENDINGS = (
    "", "s", "e", "es", "ment", "ements", "tion", "tions", "er", "eur", "eurs", "ique", "iques", "al", "aux",
    "ité", "ant", "ants", "é", "ées", "iste", "ance", "able", "eux", "euse", "ait", "eront",
)  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
THEMES = tuple(f"theme-{rank:03}" for rank in range(110))
PLACES = (
    "FR",
    "R53",
    "R11",
    "R32",
    "D35",
    "D29",
    "D93",
    "D59",
    *(f"D{rank:02}" for rank in range(1, 90)),
)
PUBLICATIONS = ("lettre", "revue", "revue", "revue", "agenda")
LABELS = Labels(
    {key: f"Le thème {key[-3:]}" for key in THEMES}, {key: key for key in PLACES}, {}, {}
)

SCATTERED = "essaimage"
"""In twenty documents, a year apart: each is in a file of its own."""
ASKED = {
    "common word (3 in 4)": "ville",
    "common word (1 in 10)": "rénovation",
    "two common words": "ville quartier",
    "three words": "contrat ville habitants",
    "rare word": RARE[0],
    "scattered word": SCATTERED,
    "word that is nowhere": "xylophone",
    "phrase": '"contrat de ville"',
    "phrase of three": '"contrat ville quartier"',
    "common word but another": "ville -quartier",
    "six words": "ville quartier projet école emploi santé",
    "six words, rarer": "bailleur tramway mixité canicule médiation budget",
}
BEGUN = {
    "begun: com": "com",
    "begun: rénov": "rénov",
    "begun: ville qua": "ville qua",
    "begun: vill": "vill",
}
FILTERED = {"filtered: ville, a theme": "ville", "filtered: a theme alone": ""}
ROUNDS = 40
Took = tuple[float, float]
PATIENCE = 10_000
"""Milliseconds for one query, all rounds together."""

ASK = """async ([text, typing, filters, best]) => {
    const { parse } = await import("/assets/search/words.js");
    const { found } = await globalThis.index.search(parse(text, typing), filters, best);
    await Promise.all(globalThis.index.step(found, 0).map((one) => globalThis.index.record(one)));
    return found.length;
}"""
OPEN = """async () => {
    const { Index } = await import("/assets/search/index.js");
    globalThis.index = await Index.open("/recherche/index/");
    await globalThis.index.ready();
}"""
OPEN_PAGEFIND = """async () => {
    globalThis.pagefind = await import("/pagefind/pagefind.js");
    await globalThis.pagefind.init();
}"""
PAGEFIND = """async (text) => {
    const answer = await globalThis.pagefind.search(text);
    await Promise.all(answer.results.slice(0, 10).map((one) => one.data()));
    return answer.results.length;
}"""


def vocabulary(rng: random.Random) -> tuple[list[str], list[float]]:
    """(words, cumulated weights): 100,000 forms of 20,000 roots after the words of a centre."""
    roots = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(20_000)]
    forms = list(dict.fromkeys(root + rng.choice(ENDINGS) for root in roots for _ in range(6)))
    rng.shuffle(forms)
    texts = [*COMMON, *forms[:100_000], *RARE[1:200]]
    return texts, list(accumulate(1 / (rank + 6) ** 1.02 for rank in range(len(texts))))


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """The oldest first, over twenty years."""
    rng = random.Random(seed)
    texts, weights = vocabulary(rng)
    days = (LAST - FIRST).days

    def said(words: int) -> str:
        chosen = rng.choices(texts, cum_weights=weights, k=words)
        mixed = [
            one
            for word in chosen
            for one in ((word,) if rng.random() < 0.25 else (rng.choice(SMALL), word))
        ]
        text = " ".join(mixed).capitalize()
        return (
            text.replace(" la a", " l’a").replace(" le é", " l’é").replace(" du ", " : ", 1) + "."
        )

    for rank in range(count):
        note = said(rng.randint(18, 40))
        if rng.random() < 0.15:
            note += ", le contrat de ville"
        if rank % (count // 20) == 7:
            note += f", un {SCATTERED}"
        if rank % (count // 3) == 11:
            note += f", à {RARE[0]}"
        yield Document(
            public_id="".join(rng.choices(LETTERS, k=10)),
            title=said(rng.randint(4, 7)),
            source=f"La Gazette {min(int(rng.paretovariate(0.6)), 600)}",
            day=FIRST + timedelta(days=days * rank // count),
            note=note,
            themes=tuple(dict.fromkeys(rng.choices(THEMES, k=rng.randint(0, 3)))),
            territories=(rng.choice(PLACES),) if rng.random() < 0.7 else (),
            publications=tuple(dict.fromkeys(rng.choices(PUBLICATIONS, k=rng.randint(1, 2)))),
            medium=rng.choice(("read", "read", "read", "read", "listen", "watch")),
        )


def build(kept: Path, site: Path, only_running: bool) -> None:
    """In a process of its own: the documents come from a file, one by one, and leave as files."""
    start = running_year(LAST)
    closed = (one for one in read(kept) if one.day < start)
    running = (one for one in read(kept) if one.day >= start)
    older = [one.order for one in read(kept) if one.day < start]
    # One in a hundred of the running year was told before.
    again = [
        replace(one, public_id=older[rank][1]) if rank % 100 == 0 else one
        for rank, one in enumerate(running)
    ]
    again.sort(key=lambda one: one.order)
    started, worked = time.perf_counter(), time.process_time()
    size = files = 0
    places = {public_id: number for number, (_day, public_id) in enumerate(older)}
    made = search_files(None if only_running else closed, again, LABELS, places=places)
    for path, data in made:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
        size, files = size + len(data), files + 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    print(
        json.dumps({"seconds": seconds, "work": work, "peak": peak, "size": size, "files": files})
    )


def read(kept: Path) -> Iterator[Document]:
    with kept.open(encoding="utf-8") as lines:
        for line in lines:
            told: dict[str, Any] = json.loads(line)
            told["day"] = date.fromisoformat(told["day"])
            for name in ("themes", "territories", "publications"):
                told[name] = tuple(told[name])
            yield Document(**told)


def write(kept: Path, count: int) -> None:
    with kept.open("w", encoding="utf-8") as lines:
        for one in sorted(documents(count), key=lambda one: one.order):
            told = {name: getattr(one, name) for name in Document.__slots__}
            lines.write(json.dumps(told | {"day": one.day.isoformat()}, ensure_ascii=False) + "\n")


def apart(kept: Path, site: Path, *, only_running: bool = False) -> Mapping[str, float]:
    command = [sys.executable, "-m", "bench.archive_search", "--build", str(kept), str(site)]
    command += ["--running"] if only_running else []
    told: Mapping[str, float] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return told


def first_queries(host: Host, page: Page) -> None:
    """What a first search moves: the page, its scripts and the index; fonts are the site's, not the search's."""
    for name, text in ASKED.items():
        page.context.clear_cookies()
        host.moved.clear()
        page.goto(f"{host.url}/essai.html")
        page.evaluate(
            """async (text) => {
                const { Index } = await import("/assets/search/index.js");
                const { parse } = await import("/assets/search/words.js");
                const index = await Index.open("/recherche/index/");
                const { found } = await index.search(parse(text));
                await Promise.all(index.step(found, 0).map((one) => index.record(one)));
            }""",
            text,
        )
        raw, sent = (sum(pair[side] for pair in host.moved.values()) / 1000 for side in (0, 1))
        told = f"{sent:6.0f} KB sent (limit 300)  {raw:6.0f} KB unpacked  {len(host.moved)} files"
        print(f"  first: {name:28} {told}")


def asked(page: Page) -> Mapping[str, list[Took]]:
    page.evaluate(OPEN)
    took: dict[str, list[Took]] = {}
    rows = [(name, [text, False, {}, False]) for name, text in ASKED.items()]
    rows += [
        (f"{name}, best first", [text, False, {}, True]) for name, text in list(ASKED.items())[:4]
    ]
    rows += [(name, [text, True, {}, False]) for name, text in BEGUN.items()]
    rows += [(name, [text, False, {"theme": THEMES[3]}, False]) for name, text in FILTERED.items()]
    for name, what in rows:
        took[name] = measured(page, name, ASK, what)
    said("any of them (limit 20)", [one for each in took.values() for one in each])
    return took


def measured(page: Page, name: str, script: str, what: object) -> list[Took]:
    """(ms of CPU of the page's own thread, ms on the clock) of each round but the first, which is cold."""
    teller = page.context.new_cdp_session(page)
    teller.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = teller.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(one["value"] for one in metrics if one["name"] == "ThreadTime"))

    took: list[Took] = []
    found = 0
    while len(took) <= ROUNDS and sum(wall for _, wall in took) < PATIENCE:
        before, started = spent(), time.perf_counter()
        found = page.evaluate(script, what)
        wall = 1000 * (time.perf_counter() - started)
        took.append((spent() - before, wall))
    said(
        name, took[1:] or took, f"cold {took[0][0]:6.1f} (clock {took[0][1]:7.0f})  {found:6} found"
    )
    return took[1:] or took


def said(name: str, took: list[Took], more: str = "") -> None:
    work = sorted(work for work, _ in took)
    half, most = work[len(work) // 2], work[len(work) * 95 // 100]
    clock = statistics.median(wall for _, wall in took)
    times = f"p50 {half:6.1f}  p95 {most:6.1f}  max {work[-1]:6.1f} ms (clock p50 {clock:7.1f})"
    print(f"  {name:34} {times}  {more}")


def spent_by_children() -> float:
    """Seconds of CPU of the processes that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def pagefind(
    kept: Path, page: Page, host: Host, ours: Mapping[str, float], took: Mapping[str, list[Took]]
) -> None:
    pages = host.folder / "pages"
    for one in read(kept):
        target = pages / one.public_id / "index.html"
        target.parent.mkdir(parents=True)
        filters = "".join(f'<span data-pagefind-filter="theme">{key}</span>' for key in one.themes)
        target.write_text(
            f'<!DOCTYPE html><html lang="fr"><title>{escape(one.title)}</title><main data-pagefind-body>'
            f"<h1>{escape(one.title)}</h1><p>{escape(one.source)}</p><p>{escape(one.note)}</p>{filters}</main></html>",
            "utf-8",
        )
    tool = host.folder / "tool"
    tool.mkdir()
    npm = ["npm", "install", "--silent", "--prefix", str(tool), "pagefind@1.6.0"]
    subprocess.run(npm, check=True, capture_output=True)
    command = [str(tool / "node_modules" / ".bin" / "pagefind"), "--site", str(pages)]
    command += ["--output-path", str(host.folder / "pagefind")]
    before, started = spent_by_children(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    seconds, work = time.perf_counter() - started, spent_by_children() - before
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    made = [file for file in (host.folder / "pagefind").rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in made)
    for what, theirs, own in (
        ("s", seconds, ours["seconds"]),
        ("s of work", work, ours["work"]),
        ("MB of memory", peak, ours["peak"]),
        ("MB", size / 1e6, ours["size"] / 1e6),
        ("files", len(made), ours["files"]),
    ):
        print(f"Pagefind: {theirs:.1f} {what}, {theirs / own:.1f} × ours")
    host.moved.clear()
    page.goto(f"{host.url}/essai.html")
    page.evaluate(OPEN_PAGEFIND)
    for name, text in list(ASKED.items())[:9]:
        # Pagefind works in a thread of its own: only the clock compares.
        theirs_took, own_took = measured(page, name, PAGEFIND, text), took[name]
        times = median(theirs_took) / median(own_took)
        sent = sum(pair[1] for pair in host.moved.values()) / 1000
        print(f"    {times:.1f} × ours by the clock; {sent:.0f} KB sent")
        host.moved.clear()


def median(took: list[Took]) -> float:
    return statistics.median(wall for _, wall in took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--pagefind", action="store_true")
    parser.add_argument("--build", type=Path, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--running", action="store_true", help=argparse.SUPPRESS)
    asked_for = parser.parse_args()
    if asked_for.build:
        kept, site = asked_for.build
        build(kept, site, asked_for.running)
        return
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        kept, site = folder / "documents.jsonl", folder / "site"
        write(kept, asked_for.items)
        ours = apart(kept, site)
        print(f"{asked_for.items:,} documents")
        print(f"  {ours['seconds']:.1f} s, of work {ours['work']:.1f} (limit 10)")
        print(f"  {ours['peak']:.0f} MB of memory (limit 400)")
        print(f"  {ours['size'] / 1e6:.1f} MB (limit 20) in {ours['files']:.0f} files (limit 300)")
        again = apart(kept, folder / "again", only_running=True)
        print(
            f"  the running tier alone: {again['work']:.1f} s of work, {again['size'] / 1e6:.1f} MB"
        )
        shutil.copytree(shipped("templates") / "archive" / "assets", site / "assets")
        vendor = "/assets/search/vendor"
        scripts = [
            f'<script src="{vendor}/{one}-stemmer.js"></script>' for one in ("base", "french")
        ]
        (site / "essai.html").write_text(f"<!DOCTYPE html>{''.join(scripts)}", "utf-8")
        path = os.environ.get("VEILLE_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        with hosted(site) as host:
            first_queries(host, browser.new_context().new_page())
            page = browser.new_page()
            page.goto(f"{host.url}/essai.html")
            took = asked(page)
            if asked_for.pagefind:
                pagefind(kept, page, host, ours, took)
        browser.close()


if __name__ == "__main__":
    main()
