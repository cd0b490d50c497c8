"""Pages that build themselves in the browser from data they carry: `__NEXT_DATA__`, JSON-LD, plain JSON."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from gettext import gettext as _
from typing import Any

from veille.collect.entries.clean import plain
from veille.collect.entries.entry import Raw, finished
from veille.collect.pages.listed import once
from veille.collect.pages.page import soup_of
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.text.near import near_moment

_MOST_VALUES = 100_000
_TITLES = ("headline", "title", "titre", "name", "label")
_LINKS = ("url", "link", "href", "permalink", "lien", "path", "@id")
_DATES = ("datePublished", "publishedAt", "published_at", "publicationDate", "date", "createdAt")
_EXCERPTS = ("description", "excerpt", "summary", "chapo", "intro")
_AUTHORS = ("author", "auteur", "byline")

Object = Mapping[str, Any]


def read_embedded_json(fetched: Fetched, _source: Source, now: datetime) -> list[Candidate]:
    """The list of things with a title and an address of which most are dated, else the longest.

    Raises ReadError when there is none.
    """
    scripts = soup_of(fetched).select("script[type$=json]")
    documents = [found for script in scripts if (found := _read(script.get_text())) is not None]
    if not documents:
        raise ReadError(_("cette page ne porte pas de données JSON : retirez « reader: »"))
    lists = [raws for document in documents for raws in _lists(document, now)]
    raws = max(lists, key=_news_first, default=[])
    found = once(one for raw in raws if (one := finished(raw, fetched.url, now)))
    if not found:
        words = _(
            "les données JSON de cette page ne contiennent pas de liste de titres et d’adresses"
        )
        raise ReadError(words)
    return found


def _news_first(raws: Sequence[Raw]) -> tuple[int, int]:
    """A menu may be longer than the news, and is never dated."""
    return sum(raw.published_at is not None for raw in raws), len(raws)


def _read(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    # RecursionError: ten thousand opening brackets.
    except (ValueError, RecursionError):
        return None


def _lists(document: Any, now: datetime) -> Iterator[list[Raw]]:
    """Every list of items in a document, the outer before the inner."""
    waiting, met = deque([document]), 0
    while waiting and met < _MOST_VALUES:
        here = waiting.popleft()
        met += 1
        if isinstance(here, list):
            raws = [raw for one in here if (raw := _raw(one, now)).title and raw.link]
            if raws:
                yield raws
            waiting += here
        elif isinstance(here, dict):
            waiting += here.values()


def _raw(value: Any, now: datetime) -> Raw:
    """An item; what a `ListItem` of JSON-LD wraps is the item."""
    if not isinstance(value, dict):
        return Raw()
    inner = value.get("item", value.get("node"))
    told: Object = {**value, **inner} if isinstance(inner, dict) else value
    return Raw(
        link=_text(told, _LINKS),
        title=plain(_text(told, _TITLES)),
        excerpt=plain(_text(told, _EXCERPTS)),
        author=plain(_text(told, _AUTHORS)),
        published_at=near_moment(_text(told, _DATES), now),
    )


def _text(told: Object, names: Sequence[str]) -> str:
    """The first of these that says something, be it wrapped in « rendered », « name » or « fr »."""
    for name in names:
        value = told.get(name)
        if isinstance(value, dict):
            value = (
                value.get("rendered") or value.get("name") or value.get("fr") or value.get("url")
            )
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""
