"""The only door to feedparser: RSS 0.9x, 1.0, 2.0 and Atom to candidates."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from gettext import gettext as _
from time import gmtime
from typing import Any
from xml.sax import SAXException

import feedparser
from feedparser.exceptions import NonXMLContentType

from veille.collect.bodies.lean import lean
from veille.collect.bodies.quick import taken_apart
from veille.collect.bodies.tame import tame
from veille.collect.entries.address import joined
from veille.collect.entries.charset import charset
from veille.collect.entries.clean import one_line, plain
from veille.collect.entries.entry import (
    EXCERPT_LENGTH,
    Raw,
    finished,
    media_type,
    medium_of,
    no_mail_address,
)
from veille.collect.pages.page import page_title
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched, Medium
from veille.text.dates import parse_moment
from veille.text.stems import fold

Entry = Mapping[str, Any]

_STUMBLES = (
    ValueError,
    OverflowError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)
"""What feedparser raises on broken feeds, found by breaking them at random."""

_WEB = ("http://", "https://")
_NAME_LENGTH = 120
_TERMS_LENGTH = 300
# « Billion laughs »: expat gives up in the end, but only after seconds and megabytes.
_DOCTYPE_BYTES = 65_536
_MOST_TAGS = 400_000
"""Of one feed: a tag a dozen bytes is no feed, and 300,000 never closed take 5 s and 150 MB."""
# Python's reader looks each attribute up among all the others: twenty thousand on one tag take seconds,
# five megabytes of them most of an hour.
_LONG_TAG = re.compile(rb"<[A-Za-z][^<]{10000,}")
_INSIDE_TAG = re.compile(rb"""<(?:[^<>"']|"[^"<]*"|'[^'<]*')*""")
_ATTRIBUTE = re.compile(rb"""=\s*["']""")
_MOST_ATTRIBUTES = 1_000
_NESTED_ENTITY = re.compile(rb"<!ENTITY[^>]{0,2000}&\w")
# The tail that WordPress adds to each summary says nothing of the article; a longer text is cut before it.
_TAILED = 2 * EXCERPT_LENGTH
_TAIL = re.compile(
    r"\s*(?:L[’']article|Cet article|The post)\s.{1,300}?"
    r"\s(?:est apparu en premier sur|appeared first on)\s.{1,120}$"
)


# Dates are read by text.dates. Who answers first keeps feedparser's own eight readers from trying.
feedparser.registerDateHandler(lambda _written: gmtime(0))


def read_feed(fetched: Fetched, source: Source, now: datetime) -> list[Candidate]:
    """The entries of a feed, in its order. Raises ReadError on what is no feed."""
    raws, base = raw_entries(fetched, source)
    found = (finished(raw, base, now) for raw in raws)
    return [candidate for candidate in found if candidate]


def raw_entries(fetched: Fetched, source: Source) -> tuple[Iterator[Raw], str]:
    """(entries as the feed gives them, the address that theirs are relative to). Raises ReadError."""
    parsed = _parsed(fetched)
    _refuse_what_is_broken(parsed)
    base = joined(fetched.url, parsed["feed"].get("link") or "") or fetched.url
    atom = parsed["version"].startswith("atom")
    author = _inherited(parsed["feed"]) if atom else ""
    # Plain dicts: feedparser's look each name up among the names of other versions first.
    raws = (_raw(entry, source, atom=atom) for entry in map(dict, parsed["entries"]))
    return (raw if raw.author else replace(raw, author=author) for raw in raws), base


def _inherited(feed: Entry) -> str:
    """The author of entries that name none (RFC 4287 §4.2.1); a feed's own title says nothing more."""
    author = _author(feed)
    return "" if fold(author) == fold(plain(feed.get("title") or "")) else author


def feed_itself(fetched: Fetched) -> tuple[str, str, str, str]:
    """(title, site, language, terms of use) of a feed, as it says; empty strings. Raises ReadError."""
    told = _parsed(fetched)["feed"]
    terms = dict.fromkeys(plain(told.get(name) or "") for name in ("rights", "license"))
    language = (told.get("language") or "")[:2].lower()
    site = joined(fetched.url, told.get("link") or "") or fetched.url
    title = one_line(plain(told.get("title") or ""), _NAME_LENGTH)
    return title, site, language, one_line(", ".join(filter(None, terms)), _TERMS_LENGTH)


def _parsed(fetched: Fetched) -> Mapping[str, Any]:
    if not fetched.body.strip():
        raise ReadError(_("ce n’est pas un flux : la réponse est vide"))
    _refuse_bombs(fetched.body)
    parsed = _understood(fetched)
    if not parsed.get("version"):
        raise ReadError(_("ce n’est pas un flux : {0}").format(_what_it_is(fetched)))
    return parsed


def _understood(fetched: Fetched) -> Mapping[str, Any]:
    """What feedparser makes of it. Raises ReadError where it falls over, be it only by its encoding."""
    # A charset that no feed is written in is not tried: it may take hours.
    written = fetched.headers.get("content-type", "")
    media_type = written if charset(fetched) else written.partition(";")[0]
    try:
        body = tame(lean(fetched.body))
        if apart := taken_apart(body):
            around = _told(apart[0], media_type)
            if around["encoding"] == "utf-8" and _well_formed(around):
                return {**around, "entries": apart[1]}
        return _told(body, media_type)
    except _STUMBLES as error:
        # What `tame` does not know of yet: one feed must not stop the others.
        raise ReadError(_("flux illisible : XML ou encodage mal formé")) from error


def _told(body: bytes, media_type: str) -> Mapping[str, Any]:
    # Bytes in a stream: given text, feedparser may open it as a file's name or an address.
    parsed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": media_type},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return parsed


def _well_formed(parsed: Mapping[str, Any]) -> bool:
    """A media type that is none of XML's is no matter."""
    return not parsed.get("bozo") or isinstance(parsed["bozo_exception"], NonXMLContentType)


def _refuse_bombs(body: bytes) -> None:
    """What is small to send and long to read. Raises ReadError."""
    if _NESTED_ENTITY.search(body, 0, _DOCTYPE_BYTES):
        raise ReadError(_("flux refusé : il emboîte des entités XML"))
    if body.count(b"<") > _MOST_TAGS:
        raise ReadError(_("flux refusé : il compte plus de 400 000 balises"))
    for long in _LONG_TAG.finditer(body):
        tag = _INSIDE_TAG.match(body, long.start(), long.end())
        if tag and len(_ATTRIBUTE.findall(tag[0])) > _MOST_ATTRIBUTES:
            raise ReadError(_("flux refusé : une de ses balises a des milliers d’attributs"))


def _refuse_what_is_broken(parsed: Mapping[str, Any]) -> None:
    if parsed["entries"] or not parsed.get("bozo"):
        return
    # Other complaints (a charset that lies, a media type) do not stop an empty feed from being one;
    # nor do the names of HTML (« &nbsp; »), which XML does not know and which are read all the same.
    complaint = parsed["bozo_exception"]
    if isinstance(complaint, SAXException) and "undefined entity" not in str(complaint):
        raise ReadError(_("flux illisible : XML mal formé"))


def _what_it_is(fetched: Fetched) -> str:
    start = fetched.body[:2_000].lstrip().lower()
    if b"<html" in start or b"<!doctype html" in start:
        title = page_title(fetched)
        return _("une page « {0} »").format(title) if title else _("une page sans titre")
    if start[:1] in (b"{", b"["):
        return _("du JSON")
    if start.startswith(b"<"):
        return _("du XML d’une autre sorte")
    return _("ni RSS ni Atom")


def _raw(entry: Entry, source: Source, *, atom: bool) -> Raw:
    enclosures = [link for link in entry.get("links", ()) if link.get("rel") == "enclosure"]
    excerpt = plain(_summary(entry))
    if len(excerpt) <= _TAILED:
        excerpt = _TAIL.sub("", excerpt)
    return Raw(
        guid=entry.get("id") or "",
        link=_link(entry, enclosures),
        title=_title(entry, atom=atom),
        excerpt=one_line(excerpt, EXCERPT_LENGTH),
        author=_author(entry),
        published_at=_published(entry),
        medium=_medium(entry, enclosures, source),
        duration=_duration(entry),
    )


def _link(entry: Entry, enclosures: list[Entry]) -> str:
    """The page; else the sound or the film; else an identifier that is a web address."""
    alternates = [
        link["href"]
        for link in entry.get("links", ())
        if link.get("rel") == "alternate" and link.get("href")
    ]
    told = entry.get("link") or ""
    # feedparser 6.0.14 takes the text of an Atom enclosure for the address of its entry.
    if alternates and told not in alternates:
        told = alternates[0]
    files = (link.get("href") or "" for link in enclosures)
    named = entry.get("id") or ""
    offered = (
        entry.get("feedburner_origlink") or told,
        *files,
        named if named.startswith(_WEB) and entry.get("guidislink") else "",
    )
    return next((one for one in map(str.strip, offered) if one), "")


def _title(entry: Entry, *, atom: bool) -> str:
    """In Atom a title of type « text » is to be read as it stands (RFC 4287 §3.1.1.1)."""
    written = entry.get("title") or ""
    literal = atom and entry.get("title_detail", {}).get("type") == "text/plain"
    return one_line(written) if literal else plain(written)


def _summary(entry: Entry) -> str:
    contents = (content.get("value") for content in entry.get("content", ()))
    return entry.get("summary") or next((value for value in contents if value), "")


def _author(entry: Entry) -> str:
    named = [author.get("name") or "" for author in entry.get("authors", ())]
    if len(named) < 2:
        # feedparser cuts « a@b.example (Name) » in the wrong place: the whole is read here.
        named = [entry.get("author") or ""]
    bylines = [no_mail_address(plain(name)) for name in named]
    return ", ".join(dict.fromkeys(byline for byline in bylines if byline))


def _published(entry: Entry) -> datetime | None:
    """Published, else updated, else created; never « now ».

    Not as feedparser reads them: it takes « 2013-xx-27 » for the first of the present month, and
    « 01-04-2026 » for 20 April 2001.
    """
    # Asked for by `in`: feedparser maps a missing « updated » to « published », with a warning.
    for name in ("published", "updated", "created"):
        if name in entry and (moment := parse_moment(entry[name] or "")):
            return moment
    return None


def _medium(entry: Entry, enclosures: list[Any], source: Source) -> Medium:
    media = entry.get("media_content", ())
    files = [(link.get("type") or "", link.get("href") or "") for link in enclosures]
    files += [(one.get("type") or "", one.get("url") or "") for one in media]
    types = [media_type(declared, address) for declared, address in files]
    types += [media_file.get("medium") or "" for media_file in media]
    # YouTube says that its films are of Flash, which no longer exists.
    if "yt_videoid" in entry:
        types.append("video")
    return medium_of(types, otherwise="listen" if source.kind == "podcast" else "read")


def _duration(entry: Entry) -> int | None:
    """Seconds, from « 1:02:03 », « 12:34 » or « 754 »."""
    written = [entry.get("itunes_duration")]
    written += [media_file.get("duration") for media_file in entry.get("media_content", ())]
    for duration in filter(None, written):
        parts = duration.strip().split(":")
        if len(parts) <= 3 and all(part.isdecimal() and len(part) < 7 for part in parts):
            return sum(int(part) * 60**power for power, part in enumerate(reversed(parts))) or None
    return None
