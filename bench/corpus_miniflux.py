"""miniflux's tests: Go functions that hold a feed, parse it and compare its entries with literals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.corpus_case import ANY_DATE, NOT_KEPT, Case, Expected, Field, Skipped, dated

_FUNCTION = re.compile(r"^func (Test\w+)\(t \*testing\.T\) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_STRING = r'("(?:[^"\\\n]|\\.)*"|`[^`]*`)'
_DATA = re.compile(r"\bdata\s*:?=\s*" + _STRING, re.DOTALL)
_PARSE = re.compile(r"\bParse(?:Feed)?\(" + _STRING)
_COMPARED = re.compile(
    r"if (?:!?)feed\.(?:Entries\[(\d+)\]\.)?(\w+)(?: != |\.Equal\()(.+?)\)? \{\n"
)
_NAMED = re.compile(r"^\s*(?:var )?(\w+)(?: string)? :?= (.+)$", re.MULTILINE)
_TIME = re.compile(
    r"time\.Date\((\d+), time\.(\w+), (\d+), (\d+), (\d+), (\d+), (\d+), time\.UTC\)"
)
_FIELDS: dict[str, Field] = {
    "Title": "title", "URL": "link", "SiteURL": "link", "Author": "author", "Content": "summary",
    "Date": "date", "Hash": "hash",
}  # fmt: skip
_MONTHS = "January February March April May June July August September October November December"


def cases(folder: Path) -> Iterator[Case]:
    """Every test function of the readers that holds one feed, then its odd dates."""
    for file in sorted((folder / "internal/reader").glob("*/*_test.go")):
        if file.parent.name not in ("rss", "atom", "json", "rdf", "parser"):
            continue
        for name, body in _FUNCTION.findall(file.read_text("utf-8")):
            place = f"{file.relative_to(folder)}: {name}"
            yield _case(place, body, literally=file.parent.name in ("atom", "json"))
    yield from _dates(folder / "internal/reader/date/parser_test.go")


def _dates(file: Path) -> Iterator[Case]:
    """The odd dates that it must read, each alone on its line."""
    for _name, body in _FUNCTION.findall(file.read_text("utf-8")):
        for written in re.findall(r'^\t\t(".*"),$', body, re.MULTILINE):
            yield dated("internal/reader/date/parser_test.go", _literal(written), ANY_DATE)


def _case(place: str, body: str, *, literally: bool) -> Case:
    feeds = _DATA.findall(body)
    if len(feeds) != 1:
        skip = Skipped("a Go test without one feed of its own: a table, a file, a loop")
        return Case(place, "https://corpus.example/", {}, b"<rss/>", (skip,))
    address = _PARSE.search(body)
    url = _literal(address[1]) if address else ""
    checks = tuple(_checks(body, literally))
    return Case(
        place, (url or "https://corpus.example/").strip(), {}, _literal(feeds[0]).encode(), checks
    )


def _checks(body: str, literally: bool) -> Iterator[Expected | Skipped]:
    names = dict(_NAMED.findall(body))
    for index, member, told in _COMPARED.findall(body):
        field = _FIELDS.get(member)
        if field is None or (member == "URL" and not index):
            yield Skipped(NOT_KEPT)
            continue
        value = _value(names.get(told, told))
        if value is None:
            yield Skipped("a value that only Go can compute")
        else:
            literal = literally and field == "title"
            yield Expected(int(index) if index else None, field, value, literal=literal)


def _value(told: str) -> str | datetime | None:
    told = told.strip()
    if re.fullmatch(_STRING, told, re.DOTALL):
        return _literal(told)
    if found := _TIME.search(told):
        month = _MONTHS.split().index(found[2]) + 1
        numbers = [int(found[one]) for one in (1, 3, 4, 5, 6)]
        year, day, hour, minute, second = numbers
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return None


def _literal(written: str) -> str:
    """A Go string literal: JSON reads the quoted ones, but for \\x, \\a, \\v and octal."""
    if written.startswith("`"):
        return written[1:-1]
    try:
        return str(json.loads(written))
    except ValueError:
        return written[1:-1]
