"""Answers and sources to read in tests; the sample feeds are our own, after real structures."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from veille.model.declared import Source
from veille.model.item import Candidate, Fetched, Validators

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DATA = Path(__file__).parent / "data"


def source(kind: str = "rss", url: str = "https://site.example/rss", **more: object) -> Source:
    """A source as sources.yml would declare it."""
    named = {"key": "essai", "name": "Essai", "url": url, "kind": kind}
    return Source.model_validate(named | more)


def answer(
    body: bytes | str, content_type: str = "", url: str = "https://site.example/rss"
) -> Fetched:
    """What fetching would have brought."""
    written = body.encode() if isinstance(body, str) else body
    headers = {"content-type": content_type} if content_type else {}
    return Fetched(url=url, status=200, headers=headers, body=written, validators=Validators())


def sample(name: str, content_type: str = "", url: str = "https://site.example/rss") -> Fetched:
    """One of the files in data/ as an answer."""
    return answer((DATA / name).read_bytes(), content_type, url)


def told(candidates: list[Candidate]) -> list[dict[str, str]]:
    """Candidates as their expected twins are written down: only what they say."""
    return [
        {
            name: str(value)
            for name in ("guid", "url", "title", "excerpt", "author", "published_at")
            if (value := getattr(one, name)) and not (name == "guid" and value == one.url)
        }
        for one in candidates
    ]


def plain(reason: str) -> str:
    """A reason with its no-break spaces made plain, so that tests can be typed."""
    return reason.replace("\u00a0", " ")
