"""YouTube: from the address of a channel, a playlist or a page to the feed that stands behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from gettext import gettext as _
from urllib.parse import parse_qs, urlencode, urlsplit

from veille.collect.kinds.feed import read_feed
from veille.collect.kinds.visit import Ask, Told, reading
from veille.errors import ReadError

_FEED = "https://www.youtube.com/feeds/videos.xml"
_HOSTS = frozenset(("youtube.com", "www.youtube.com", "m.youtube.com"))
_CHANNEL = re.compile(r"UC[\w-]{22}")
# What the page of a channel says of itself, the surest first; its text names other channels too.
_TOLD = (
    re.compile(rb'feeds/videos\.xml\?channel_id=(UC[\w-]{22})"'),
    re.compile(rb'<link rel="canonical" href="https://www\.youtube\.com/channel/(UC[\w-]{22})"'),
    re.compile(rb'"externalId":"(UC[\w-]{22})"'),
)
_read = reading(read_feed)


def visit_youtube(ask: Ask) -> Told:
    """The newest films: a feed says neither more than fifteen of them, nor how long they last.

    Only a page whose address does not name its channel (« /@nom ») is asked, once. Raises SourceError.
    """
    address = feed_address(ask.source.url) or ask.memory or _behind(ask)
    source = ask.source.model_copy(update={"url": address})
    told = _read(replace(ask, source=source, memory=address))
    return replace(told, moved_to=None)


def feed_address(url: str) -> str | None:
    """The feed of a channel, a playlist or a user, from its address alone; None when the page must say.

    An address outside YouTube is taken for a feed.
    """
    parts = urlsplit(url)
    if (parts.hostname or "") not in _HOSTS or parts.path.startswith("/feeds/"):
        return url
    first, _slash, rest = parts.path.strip("/").partition("/")
    name = rest.partition("/")[0]
    listed = parse_qs(parts.query).get("list", [""])[0]
    if first == "channel" and _CHANNEL.fullmatch(name):
        return _feed("channel_id", name)
    if first == "playlist" and listed:
        return _feed("playlist_id", listed)
    return _feed("user", name) if first == "user" and name else None


def _behind(ask: Ask) -> str:
    body = ask.fetcher.get(ask.source.url).body
    for told in _TOLD:
        if found := told.search(body):
            return _feed("channel_id", found[1].decode("ascii"))
    raise ReadError(
        _(
            "cette page de YouTube ne dit pas de quelle chaîne elle est : donnez l’adresse de la chaîne,"
            " « https://www.youtube.com/channel/UC… »"
        )
    )


def _feed(name: str, value: str) -> str:
    return f"{_FEED}?{urlencode({name: value})}"
