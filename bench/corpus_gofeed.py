"""gofeed's test data: a document and, beside it, what its parser makes of it as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.corpus_case import NOT_KEPT, Case, Expected, Field, Skipped

_KNOWN: dict[str, Field] = {
    "title": "title", "link": "link", "guid": "id", "id": "id", "publishedParsed": "date",
    "pubDateParsed": "date", "summary": "summary", "description": "summary",
    "author": "author", "url": "link",
}  # fmt: skip
_SAID_TWICE = frozenset({"authors", "links", "published", "pubDate", "updated"})


def cases(folder: Path) -> Iterator[Case]:
    """Every document of testdata/ that has a twin."""
    for twin in sorted((folder / "testdata").rglob("*.json")):
        source = twin.with_suffix(".xml")
        if twin.name.endswith("_expected.json"):
            source = twin.with_name(twin.name.replace("_expected.json", ".json"))
        if not source.exists():
            continue
        place = str(source.relative_to(folder))
        told = json.loads(twin.read_text("utf-8"))
        checks = tuple(_checks(told, "/rss/" not in place))
        yield Case(place, "https://corpus.example/feed", {}, source.read_bytes(), checks)


def _checks(told: Mapping[str, Any], literally: bool) -> Iterator[Expected | Skipped]:
    for name in told.keys() - {"items", "entries"}:
        known = {"title": "title", "link": "link", "home_page_url": "link"}.get(name)
        if known and isinstance(told[name], str):
            yield Expected(None, known, told[name], literal=literally)  # type: ignore[arg-type]
        else:
            yield Skipped(NOT_KEPT)
    for index, entry in enumerate(told.get("items") or told.get("entries") or ()):
        yield from _entry(index, entry, literally)


def _entry(index: int, entry: Mapping[str, Any], literally: bool) -> Iterator[Expected | Skipped]:
    for name, value in entry.items():
        if name in ("updatedParsed", "content", "content_html", "content_text", "date_modified"):
            beside = {
                "publishedParsed",
                "pubDateParsed",
                "summary",
                "description",
                "date_published",
            }
            if beside & entry.keys():
                yield Skipped("a second date or text: the first one is kept")
                continue
        yield _check(index, name, value, literally)


def _check(index: int, name: str, value: Any, literally: bool) -> Expected | Skipped:
    if name in ("author", "authors") and not isinstance(value, str):
        listed = value if isinstance(value, list) else [value]
        names = [one.get("name", "") for one in listed]
        return Expected(index, "author", ", ".join(filter(None, names)))
    if name in ("publishedParsed", "pubDateParsed", "updatedParsed"):
        return Expected(index, "date", datetime.fromisoformat(value))
    if name in ("date_published", "date_modified"):
        return Expected(index, "date", value)
    if name == "links" and isinstance(value[0], dict):
        href = next(
            (one.get("href", "") for one in value if one.get("rel", "alternate") == "alternate"), ""
        )
        return Expected(index, "link", href) if href else Skipped(NOT_KEPT)
    if name in _SAID_TWICE:
        return Skipped("said a second time, as text or in a list")
    if name in ("content", "content_html", "content_text"):
        text = value.get("value") if isinstance(value, dict) else value
        return Expected(index, "summary", text or "")
    known = _KNOWN.get(name)
    if known is None:
        return Skipped(NOT_KEPT)
    text = value.get("value", "") if isinstance(value, dict) else value
    return Expected(index, known, text, literal=literally and known == "title")
