"""JSON Feed 1.0 and 1.1 to candidates, with the standard library (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from gettext import gettext as _
from typing import Any

from veille.collect.entries.address import joined
from veille.collect.entries.clean import one_line, plain
from veille.collect.entries.entry import (
    EXCERPT_LENGTH,
    Raw,
    finished,
    medium_of,
    no_mail_address,
)
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.text.dates import parse_moment
from veille.text.stems import fold

Object = Mapping[str, Any]

# Some write the number alone.
_VERSION = re.compile(r"(?:https?://(?:www\.)?jsonfeed\.org/version/)?1(?:\.\d+)?/?")


def read_json_feed(fetched: Fetched, source: Source, now: datetime) -> list[Candidate]:
    """The items of a JSON feed, in its order. Raises ReadError on what is no JSON feed."""
    raws, base = raw_items(fetched)
    found = (finished(raw, base, now) for raw in raws)
    return [candidate for candidate in found if candidate]


def raw_items(fetched: Fetched) -> tuple[Iterator[Raw], str]:
    """(items as the feed gives them, the address that theirs are relative to). Raises ReadError."""
    feed = _document(fetched.body)
    base = joined(fetched.url, _text(feed, "home_page_url")) or fetched.url
    author = _inherited(feed)
    raws = (_raw(item) for item in feed["items"] if isinstance(item, dict))
    return (raw if raw.author else replace(raw, author=author) for raw in raws), base


def _inherited(feed: Object) -> str:
    """The author of items that name none; a feed's own title says nothing more."""
    author = _author(feed)
    return "" if fold(author) == fold(_text(feed, "title")) else author


def json_feed_itself(fetched: Fetched) -> tuple[str, str, str, str]:
    """(title, site, language, terms of use) of a JSON feed, as it says; it has no word for terms.

    Raises ReadError.
    """
    feed = _document(fetched.body)
    site = joined(fetched.url, _text(feed, "home_page_url")) or fetched.url
    return one_line(_text(feed, "title"), 120), site, _text(feed, "language")[:2].lower(), ""


def _document(body: bytes) -> Object:
    if not body.strip():
        raise ReadError(_("ce n’est pas un flux JSON : la réponse est vide"))
    try:
        document = json.loads(body)
    # RecursionError: ten thousand opening brackets.
    except (ValueError, RecursionError) as error:
        raise ReadError(_("ce n’est pas un flux JSON : {0}").format(_where(error))) from error
    if not isinstance(document, dict) or not _VERSION.fullmatch(_text(document, "version")):
        raise ReadError(_("ce n’est pas un flux JSON : du JSON sans version de JSON Feed"))
    if not isinstance(document.get("items"), list):
        raise ReadError(_("ce flux JSON n’a pas de liste « items »"))
    return document


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return _("du JSON mal formé à la ligne {0}").format(error.lineno)
    return _("illisible")


def _raw(item: Object) -> Raw:
    attachments = [one for one in _list(item, "attachments") if isinstance(one, dict)]
    return Raw(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=one_line(_text(item, "title")),
        excerpt=_excerpt(item),
        author=_author(item),
        published_at=_published(item),
        medium=medium_of(_text(one, "mime_type") for one in attachments),
        duration=next(filter(None, map(_seconds, attachments)), None),
    )


def _published(item: Object) -> datetime | None:
    """Published, else modified; what tells no day gives way to the next."""
    written = (item.get(name) for name in ("date_published", "date_modified"))
    moments = (parse_moment(one) for one in written if isinstance(one, str))
    return next(filter(None, moments), None)


def _excerpt(item: Object) -> str:
    literal = _text(item, "summary") or _text(item, "content_text")
    if literal:
        return one_line(literal, EXCERPT_LENGTH)
    return plain(_text(item, "content_html"), EXCERPT_LENGTH)


def _author(item: Object) -> str:
    """1.1 has a list of authors, 1.0 had one; some give one where a list is due."""
    offered = (*_list(item, "authors"), item.get("authors"), item.get("author"))
    listed = [one for one in offered if isinstance(one, dict)]
    names = (no_mail_address(one_line(_text(one, "name"))) for one in listed)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _seconds(attachment: Object) -> int | None:
    value = attachment.get("duration_in_seconds")
    # NaN and infinity are numbers to Python's reader of JSON.
    return int(value) if isinstance(value, int | float) and 0 < value < 1_000_000 else None


def _text(item: Object, name: str) -> str:
    """A member as text: identifiers are numbers in the wild, anything else is as good as absent."""
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()


def _list(item: Object, name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []
