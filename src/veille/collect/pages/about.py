"""Read what a page says of itself: title, source, date, medium, access, address. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from veille.collect.entries.address import host_of, tidy
from veille.collect.entries.clean import one_line, plain
from veille.collect.entries.entry import EXCERPT_LENGTH, believable, no_mail_address
from veille.collect.pages.notices import closes
from veille.collect.pages.page import PageFacts, page_facts
from veille.model.about import About, PageAccess
from veille.model.item import Fetched, Medium
from veille.text.dates import parse_moment
from veille.text.stems import fold

_TITLE_LENGTH = 300
_MOST_OBJECTS = 300
_ARTICLE = re.compile(r"^(?:les|le|la|l|the)")
_SEPARATOR = re.compile(r"\s+[-–—|·•:»>]\s+|\s+\|\|\s+")
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")
_ARTICLES = re.compile(r".*(?:Article|Posting|Report|WebPage|Book|Event|Course)")
_HEARD = frozenset({"AudioObject", "PodcastEpisode", "RadioEpisode", "RadioClip", "Audiobook"})
_SEEN = frozenset({"VideoObject", "Movie", "TVEpisode", "Clip", "Episode"})
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "date",
)

Object = Mapping[str, Any]


def read_about(fetched: Fetched, now: datetime) -> About:
    """What the page at hand says; the address that answered when it names no other."""
    facts = page_facts(fetched)
    objects = list(_objects(facts.data))
    address = _canonical(facts, fetched.url)
    site = _site_name(facts, objects, address)
    medium, duration = _medium(facts, objects)
    return About(
        url=address,
        title=_title(facts, objects, site, address),
        site_name=site,
        author=_author(facts, objects),
        description=_description(facts, objects),
        published_at=believable(_published(facts, objects), now),
        medium=medium,
        duration=duration,
        access=_access(facts, objects),
        language=_language(facts),
    )


# --- address and names -----------------------------------------------------------------


def _canonical(facts: PageFacts, asked: str) -> str:
    """The page's own address; a site that gives its front page for every page is not believed."""
    here = tidy(asked) or asked
    declared = [link.href for link in facts.links if "canonical" in link.rel.split()]
    for href in (*declared, facts.metas.get("og:url", "")):
        address = tidy(href, asked) if href else None
        if address and (_path(address) or not _path(here)):
            return address
    return here


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path.strip("/") + parts.query


def _site_name(facts: PageFacts, objects: Sequence[Object], address: str) -> str:
    """What the site calls itself, else the part of the title that is its host's name, else the host."""
    named = [facts.metas.get("og:site_name"), facts.metas.get("application-name")]
    named += [_name(one.get("publisher")) for one in objects]
    ends = _SEPARATOR.split(facts.title)
    named += [part for part in reversed(ends) if len(ends) > 1 and _is_host(part, address)]
    named.append(host_of(address))
    return one_line(next(filter(None, map(_plain, named)), ""), 120)


def _title(facts: PageFacts, objects: Sequence[Object], site: str, address: str) -> str:
    told = [facts.metas.get("og:title"), facts.metas.get("twitter:title")]
    told += [one.get("headline") for one in objects]
    told += [facts.title, facts.heading]
    written = next(filter(None, map(_plain, told)), "")
    return one_line(_without_site(written, site, address), _TITLE_LENGTH)


def _without_site(title: str, site: str, address: str) -> str:
    """« Titre – La Gazette » is « Titre »; a title that is only the site's name stays."""
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    first, last = parts[0], parts[-1]
    if _is_site(title[last.end() :], site, address):
        return title[: last.start()]
    if _is_site(title[: first.start()], site, address):
        return title[first.end() :]
    return title


def _is_site(part: str, site: str, address: str) -> bool:
    return _squeezed(part) == _squeezed(site) or _is_host(part, address)


def _is_host(part: str, address: str) -> bool:
    """Whether a piece of a title is the name of the host: « La Gazette » at lagazette.example."""
    squeezed, host = _squeezed(part), host_of(address)
    names = (_squeezed(host), _squeezed(host.rpartition(".")[0]))
    return squeezed in names or _ARTICLE.sub("", squeezed) in names


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _author(facts: PageFacts, objects: Sequence[Object]) -> str:
    named: list[object] = [_name(one.get("author")) for one in objects]
    named += [facts.metas.get("author"), facts.metas.get("article:author")]
    for one in map(_plain, named):
        if one and not one.startswith(("http://", "https://")):
            return one_line(no_mail_address(one), 200)
    return ""


def _description(facts: PageFacts, objects: Sequence[Object]) -> str:
    told = [facts.metas.get("og:description"), facts.metas.get("description")]
    told += [one.get("description") for one in objects]
    return one_line(next(filter(None, map(_plain, told)), ""), EXCERPT_LENGTH)


# --- date, medium, access --------------------------------------------------------------


def _published(facts: PageFacts, objects: Sequence[Object]) -> datetime | None:
    written = [facts.metas.get(name, "") for name in _DATES[:3]]
    written += [_plain(one.get("datePublished")) for one in objects]
    written += [_plain(one.get("uploadDate")) for one in objects]
    written += [facts.metas.get(name, "") for name in _DATES[3:]]
    written += facts.times
    return next(filter(None, map(parse_moment, filter(None, written))), None)


def _medium(facts: PageFacts, objects: Sequence[Object]) -> tuple[Medium, int | None]:
    """A page that holds an article is read, whatever film stands in it."""
    kind = facts.metas.get("og:type", "").lower()
    types = {name for one in objects for name in _types(one)}
    article = kind == "article" or any(
        _ARTICLES.fullmatch(name) and name != "WebPage" for name in types
    )
    medium: Medium = "read"
    if kind.startswith("video") or (types & _SEEN and not article):
        medium = "watch"
    if kind.startswith(("music", "audio")) or (types & _HEARD and not article):
        medium = "listen"
    return medium, None if medium == "read" else _length(facts, objects)


def _length(facts: PageFacts, objects: Sequence[Object]) -> int | None:
    told = [facts.metas.get(name, "") for name in ("video:duration", "music:duration", "duration")]
    told += [_plain(one.get("duration") or one.get("timeRequired")) for one in objects]
    return next(filter(None, map(_seconds, told)), None)


def _seconds(written: str) -> int | None:
    """« PT1H2M3S » (ISO 8601), or a number of seconds."""
    if written.isdecimal() and len(written) < 7:
        return int(written)
    found = _DURATION.fullmatch(written.strip()) if len(written) < 40 else None
    if found is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _access(facts: PageFacts, objects: Sequence[Object]) -> PageAccess:
    """schema.org's own word, then the tier that a site declares, then the notices that readers know."""
    told = [_plain(one.get("isAccessibleForFree")).rpartition("/")[2].lower() for one in objects]
    if "false" in told:
        return "subscribers"
    if "true" in told:
        return "free"
    tier = facts.metas.get("article:content_tier", "").lower()
    if tier in ("locked", "metered", "premium"):
        return "subscribers"
    return "subscribers" if closes(facts.text) else ""


def _language(facts: PageFacts) -> str:
    found = re.match(r"[a-zA-Z]{2}\b", facts.language or facts.metas.get("og:locale", "")[:2])
    return found[0].lower() if found else ""


# --- JSON-LD ---------------------------------------------------------------------------


def _objects(scripts: Sequence[str]) -> Iterator[Object]:
    """Every object of the page's JSON-LD, graphs opened, in their order; broken JSON is nothing."""
    waiting: list[Any] = []
    for script in scripts:
        try:
            waiting.append(json.loads(script, strict=False))
        # RecursionError: ten thousand opening brackets.
        except (ValueError, RecursionError):
            continue
    met = 0
    while waiting and met < _MOST_OBJECTS:
        here = waiting.pop(0)
        met += 1
        if isinstance(here, list):
            waiting[:0] = here[:_MOST_OBJECTS]
        elif isinstance(here, dict):
            yield here
            waiting[:0] = [here[name] for name in ("@graph", "mainEntity") if name in here]


def _types(one: Object) -> list[str]:
    kinds = one.get("@type")
    return [
        kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    ]


def _name(value: Any) -> str:
    """The name of a person or an organisation, however it is wrapped; several are joined."""
    if isinstance(value, list):
        return ", ".join(
            filter(None, (_name(one) for one in value[:5] if not isinstance(one, list)))
        )
    return _plain(value.get("name") if isinstance(value, dict) else value)


def _plain(value: object) -> str:
    """Text without tags or entities; what is no text is as good as absent."""
    if isinstance(value, bool):
        return str(value)
    return plain(value) if isinstance(value, str) else ""
