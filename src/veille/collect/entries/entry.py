"""The last steps that every kind of source shares: raw facts of one entry to a Candidate. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import gettext as _
from hashlib import sha256
from mimetypes import guess_type

from veille.collect.entries.address import tidy
from veille.collect.entries.clean import one_line
from veille.model.item import Candidate, Medium

EXCERPT_LENGTH = 1_000
"""Characters: an excerpt is private working material, not a copy of the article."""

_TITLE_LENGTH = 300
_AUTHOR_LENGTH = 200
_GUID_LENGTH = 2_000
_AHEAD = timedelta(days=2)
_OLDEST_YEAR = 1970
_TELLS_NOTHING = frozenset(("application/octet-stream", "binary/octet-stream", "unknown"))
# Flash no longer exists, but video sites still name their players by it; streams are of films.
_MEANT = {
    "application/x-shockwave-flash": "video",
    "application/x-mpegurl": "video",
    "application/vnd.apple.mpegurl": "video",
    "application/dash+xml": "video",
    "application/ogg": "audio",
}


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry as its format gave it. Texts are plain already; the link may be relative."""

    guid: str = ""
    link: str = ""
    title: str = ""
    excerpt: str = ""
    author: str = ""
    published_at: datetime | None = None
    medium: Medium = "read"
    duration: int | None = None


def finished(raw: Raw, base: str, now: datetime) -> Candidate | None:
    """The candidate of an entry; None when it holds neither title, text nor web address.

    Without an identifier it takes its address, else a digest of title and date: never the instant.
    """
    url = tidy(raw.link, base)
    if not (url or raw.title or raw.excerpt):
        return None
    title = one_line(raw.title or raw.excerpt, _TITLE_LENGTH) or _("Sans titre")
    published = believable(raw.published_at, now)
    return Candidate(
        guid=_identifier(raw.guid) or url or _digest(title, published),
        url=url,
        title=title,
        excerpt=one_line(raw.excerpt, EXCERPT_LENGTH),
        author=one_line(raw.author, _AUTHOR_LENGTH),
        published_at=published,
        medium=raw.medium,
        duration=raw.duration,
        misdated=published is None and raw.published_at is not None,
    )


def _identifier(written: str) -> str:
    """An entry's own name as the store can hold it: JSON lets half characters in, and whole books."""
    name = written.strip().encode("utf-8", "replace").decode()
    return name if len(name) <= _GUID_LENGTH else sha256(name.encode()).hexdigest()


def _digest(title: str, published: datetime | None) -> str:
    day = published.isoformat() if published else ""
    return sha256(f"{title}\n{day}".encode()).hexdigest()[:32]


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """A date, unless it is more than two days ahead or older than the web: then nobody knows."""
    if moment is None or moment.year < _OLDEST_YEAR or moment > now + _AHEAD:
        return None
    return moment


def no_mail_address(author: str) -> str:
    """A byline without mail addresses: they are personal data that nobody reads here."""
    return " ".join(word for word in author.split() if "@" not in word).strip(" ()<>,;")


def medium_of(types: Iterable[str], *, otherwise: Medium = "read") -> Medium:
    """« watch » for a video, « listen » for a sound, from media types such as « audio/mpeg »."""
    told = (one.partition(";")[0].strip().lower() for one in types)
    kinds = {_MEANT.get(one, one).partition("/")[0] for one in told}
    if "video" in kinds:
        return "watch"
    return "listen" if "audio" in kinds else otherwise


def media_type(declared: str, address: str) -> str:
    """The media type of a file: as declared, else by the ending of its address; empty when neither tells."""
    if declared and declared.lower() not in _TELLS_NOTHING:
        return declared
    return guess_type(address.partition("?")[0])[0] or declared
