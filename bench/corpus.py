"""What other readers' own tests expect of a feed, held against what veille reads: `python -m bench.corpus FOLDER`.

FOLDER holds checkouts of feedparser, gofeed and miniflux, wherever they are in it; none is part of this
repository. Every file is read (a crash is anything but a SourceError); every expectation on title, link, id,
date, author or summary is evaluated offline, or skipped for a reason that is counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import process_time

from bench import corpus_feedparser, corpus_gofeed, corpus_miniflux
from bench.corpus_case import ANY_DATE, Case, Expected, Skipped
from bench.corpus_why import why
from veille.collect.entries.address import tidy
from veille.collect.entries.clean import one_line, plain
from veille.collect.entries.entry import (
    EXCERPT_LENGTH,
    Raw,
    finished,
    no_mail_address,
)
from veille.collect.kinds.feed import feed_itself, raw_entries
from veille.collect.kinds.jsonfeed import json_feed_itself, raw_items
from veille.errors import SourceError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched, Validators
from veille.text.dates import parse_moment
from veille.text.wire import noon

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOURCE = Source.model_validate(
    {"key": "corpus", "name": "Corpus", "url": "https://corpus.example/", "kind": "rss"}
)
READ = frozenset({".xml", ".json", ".rss", ".atom", ".rdf"})


@dataclass
class Tally:
    """What came of one corpus."""

    cases: int = 0
    files: int = 0
    held: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    """(what differs, why; empty when nobody knows)."""
    crashes: list[str] = field(default_factory=list)
    fields: Counter[str] = field(default_factory=Counter)

    @property
    def evaluated(self) -> int:
        return self.held + len(self.failed)


@dataclass(frozen=True)
class Read:
    """What our readers make of one document."""

    title: str = ""
    site: str = ""
    base: str = ""
    raws: tuple[Raw, ...] = ()
    refused: str = ""


def read(case: Case) -> Read:
    """The feed and its entries, or the reason why it is refused. Anything else that is raised is a crash."""
    fetched = Fetched(case.url, 200, case.headers, case.body, Validators())
    json = case.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    title = site = ""
    try:
        title, site, *_rest = json_feed_itself(fetched) if json else feed_itself(fetched)
        raws, base = raw_items(fetched) if json else raw_entries(fetched, SOURCE)
        return Read(title, site, base, tuple(raws))
    except SourceError as error:
        return Read(title, site, refused=error.reason)


def candidate(raw: Raw, base: str) -> Candidate:
    """An entry that holds neither title, text nor address is left out by veille: here it gets a title."""
    found = finished(raw, base, NOW) or finished(replace(raw, title="?"), base, NOW)
    if found is None:
        raise AssertionError("an entry with a title is never left out")
    return found


def same(expected: Expected, case: Case, got: Read) -> tuple[bool, str]:
    """(whether it holds, what we have)."""
    if got.refused and not (expected.index is None and (got.title or got.site)):
        return False, f"refused: {got.refused}"
    ours: object
    if expected.index is None:
        ours = got.title if expected.field == "title" else tidy(got.site) or ""
        base = case.url
    elif expected.index >= len(got.raws):
        return False, "no such entry"
    else:
        raw = got.raws[expected.index]
        ours, base = _ours(expected, raw, candidate(raw, got.base)), got.base
    if expected.value == ANY_DATE:
        return ours is not None, str(ours)
    wanted = meant(expected, base)
    if expected.field == "author" and wanted[0]:
        # We tell all the authors; an expectation that names one means the first of them.
        return ours in wanted or str(ours).split(", ")[0] in wanted, str(ours)
    return ours in wanted, str(ours)


def _ours(expected: Expected, raw: Raw, found: Candidate) -> object:
    if expected.field == "hash":
        return sha256(found.guid.encode()).hexdigest()
    shown = {"link": found.url, "id": raw.guid, "date": found.published_at, "author": found.author}
    if expected.field == "title":
        # Without a title an item takes its first words: nobody expects them where none is expected.
        return raw.title or (found.title if plain(str(expected.value or "")) else "")
    return shown.get(expected.field, found.excerpt)


def meant(expected: Expected, base: str) -> tuple[object, ...]:
    """What an expectation becomes under the rules that docs/design.md names."""
    value = expected.value
    if expected.field == "date":
        return _moments(value)
    if value is None or isinstance(value, datetime):
        return (value,)
    if expected.field == "link":
        return (tidy(value, base) or (None if expected.index is not None else tidy(base)),)
    if expected.field in ("id", "hash"):
        return (value.strip(),)
    if expected.field == "author":
        return (no_mail_address(plain(value)), no_mail_address(one_line(value)))
    limit = (
        EXCERPT_LENGTH if expected.field == "summary" else 120 if expected.index is None else 300
    )
    # An expectation does not say whether « < » is markup or a sign: its reading as text counts in Atom only.
    read_as = [plain(value, limit)] + ([one_line(value, limit)] if expected.literal else [])
    return tuple(read_as)


def _moments(value: str | datetime | None) -> tuple[object, ...]:
    """To the second; a day without an hour is noon in Paris, which others write midnight in UTC."""
    if isinstance(value, str):
        value = corpus_feedparser.moment(value) or parse_moment(value)
    if value is None:
        return (None,)
    exact = value.replace(microsecond=0)
    midnight = exact.time() == time(0)
    return (exact, noon(exact.date())) if midnight else (exact,)


def weigh(cases: Iterable[Case]) -> Tally:
    """Every case read and every expectation evaluated."""
    tally = Tally()
    for case in cases:
        tally.cases += 1
        tally.skipped.update(one.reason for one in case.checks if isinstance(one, Skipped))
        try:
            got = read(case)
        except Exception as bug:
            tally.crashes.append(f"{case.place}: {bug!r}")
            continue
        for one in case.checks:
            if isinstance(one, Expected):
                _weigh_one(one, case, got, tally)
    return tally


def _weigh_one(one: Expected, case: Case, got: Read, tally: Tally) -> None:
    holds, ours = same(one, case, got)
    tally.fields[one.field] += 1
    if holds:
        tally.held += 1
        return
    level = "feed" if one.index is None else f"entry {one.index}"
    told = (
        f"{case.place}: {level} {one.field}: expected {str(one.value)[:90]!r}, read {ours[:90]!r}"
    )
    tally.failed.append((told, why(case.place, one.field)))


def everything(folder: Path) -> Iterator[Case]:
    """Every file that may be a feed, without expectations: none may crash a reader."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix in READ:
            yield Case(str(file), "https://corpus.example/feed", {}, file.read_bytes(), ())


@cache
def _places(folder: Path) -> dict[str, Path]:
    marks = {
        "feedparser": "tests/wellformed",
        "gofeed": "testdata/translator",
        "miniflux": "internal/reader/rss",
    }
    found: dict[str, Path] = {}
    for name, mark in marks.items():
        depth = len(Path(mark).parts)
        for one in sorted(folder.glob(f"*/{mark}")) + sorted(folder.glob(mark)):
            found.setdefault(name, one.parents[depth - 1])
    return found


def main() -> int:
    """Prints the figures; 1 when something crashed, or too little holds."""
    folder = Path(sys.argv[1])
    places = _places(folder)
    readers = {
        "feedparser": corpus_feedparser.cases,
        "gofeed": corpus_gofeed.cases,
        "miniflux": corpus_miniflux.cases,
    }
    started = process_time()
    tallies = {name: weigh(readers[name](place)) for name, place in places.items()}
    files = weigh(everything(folder))
    _print(tallies, files)
    print(f"\n{process_time() - started:.1f} s of CPU")
    evaluated = sum(tally.evaluated for tally in tallies.values())
    held = sum(tally.held for tally in tallies.values())
    crashes = files.crashes + [one for tally in tallies.values() for one in tally.crashes]
    for crash in crashes:
        print("CRASH", crash)
    print(
        f"N = {evaluated}, {held} hold ({100 * held / max(1, evaluated):.1f} %), {len(crashes)} crash"
    )
    return int(bool(crashes) or held < 0.95 * evaluated)


def _print(tallies: dict[str, Tally], files: Tally) -> None:
    print(f"{files.cases} files read whole, {len(files.crashes)} crash")
    for name, tally in tallies.items():
        print(f"\n## {name}: {tally.cases} documents, N = {tally.evaluated}, {tally.held} hold")
        print("   " + ", ".join(f"{key} {count}" for key, count in tally.fields.most_common()))
        for reason, count in tally.skipped.most_common():
            print(f"   skipped {count}: {reason}")
        for told, reason in tally.failed:
            print(f"   - {told}\n     {reason or 'NOT EXPLAINED'}")


if __name__ == "__main__":
    sys.exit(main())
