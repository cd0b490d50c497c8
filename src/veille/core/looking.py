"""Look before watching: find the feed behind an address, read it, and say what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import gettext as _
from urllib.parse import urlsplit

from veille.collect.address import tidy, url_key
from veille.collect.discover import feed_addresses, kind_of, told_kind
from veille.collect.feed import feed_itself, read_feed
from veille.collect.jsonfeed import json_feed_itself, read_json_feed
from veille.collect.page import page_facts
from veille.collect.proposed import ProposedPage, proposed_page
from veille.config.edit import Values
from veille.core.context import Context
from veille.errors import ReadError, RefusedError, SourceError
from veille.model.about import FeedAbout
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.ports import Fetcher
from veille.text.dates import paris_day
from veille.text.french import count, long_date
from veille.text.slug import numbered, slug

STALE = timedelta(days=365)
SHOWN = 5
LONGEST_KEY = 32
"""Of the key that is proposed for a source."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an address leads to: the feed to watch, its newest entries, and the warnings to read first."""

    asked: str
    feed: FeedAbout
    newest: tuple[Candidate, ...]
    count: int
    warnings: tuple[str, ...]
    key: str
    """Proposed: free, and made of the site's name."""
    name: str
    watched_as: str = ""
    """The key of the declared source that has this very address."""


def web_address(written: str) -> str:
    """The address as it will be asked; « site.fr » is meant as https. Raises RefusedError."""
    bare = written.strip()
    if bare and "://" not in bare and "." in bare.partition("/")[0]:
        bare = f"https://{bare}"
    address = tidy(bare)
    if address is None:
        raise RefusedError(
            _("« {0} » n’est pas une adresse de page web : elle commence par https://").format(
                written.strip()[:80]
            )
        )
    return address


def look(ctx: Context, written: str) -> Found:
    """The feed at or behind an address. Raises RefusedError for no address, SourceError when none is found."""
    asked = web_address(written)
    now = ctx.clock.now()
    feed = _feed_at(ctx.fetcher, asked, now)
    newest = sorted(feed.candidates, key=_recency, reverse=True)
    name = feed.title or (urlsplit(feed.url).hostname or "").removeprefix("www.")
    return Found(
        asked=asked,
        feed=feed,
        newest=tuple(newest[:SHOWN]),
        count=len(feed.candidates),
        warnings=tuple(_warnings(feed, newest, now)),
        key=free_key(name, feed.url, {one.key for one in ctx.config.sources}),
        name=name,
        watched_as=watched_as(ctx, feed.url),
    )


def watched_as(ctx: Context, url: str) -> str:
    """The key of the declared source at that address, however it is written; empty when there is none."""
    key = url_key(url)
    return next((one.key for one in ctx.config.sources if url_key(one.url) == key), "")


def row_of(found: Found, key: str = "") -> Values:
    """The line of sources.yml that watches what was found."""
    feed = found.feed
    row: Values = {
        "key": key or found.key,
        "name": found.name,
        "url": feed.url,
        "kind": feed.kind,
        "site": feed.site,
        "language": feed.language,
    }
    return row


def _recency(one: Candidate) -> tuple[float, str]:
    return (one.published_at.timestamp() if one.published_at else 0.0, one.title)


def _feed_at(fetcher: Fetcher, address: str, now: datetime) -> FeedAbout:
    """Raises SourceError: what the address itself answered, or that no feed was found behind it."""
    fetched = fetcher.get(address)
    kind = kind_of(fetched)
    if kind != "page":
        return _read(fetched, now)
    for candidate in feed_addresses(page_facts(fetched), fetched.url):
        try:
            return _read(fetcher.get(candidate), now)
        except SourceError:
            continue
    raise ReadError(_without_feed(proposed_page(fetched, now)))


def _without_feed(proposed: ProposedPage | None) -> str:
    reason = _(
        "aucun flux trouvé sur cette page ni aux adresses habituelles :"
        " cherchez un lien « RSS » sur le site et collez-le"
    )
    if proposed is None:
        return reason
    words = _(
        "{0} ; sinon, cette page montre une liste ({1}, dont « {2} ») :"
        " suivez-la par une source de type « page », avec {3}"
    )
    listed = count(len(proposed.candidates), "élément", "éléments")
    return words.format(reason, listed, proposed.candidates[0].title, proposed.words)


def _read(fetched: Fetched, now: datetime) -> FeedAbout:
    kind = kind_of(fetched)
    if kind is None or kind == "page":
        raise ReadError(_("cette adresse ne mène ni à une page ni à un flux"))
    trial = Source(key="essai", name="essai", url=fetched.url, kind=kind)
    reader, itself = (
        (read_json_feed, json_feed_itself) if kind == "json" else (read_feed, feed_itself)
    )
    candidates, (title, site, language) = reader(fetched, trial, now), itself(fetched)
    return FeedAbout(
        url=tidy(fetched.url) or fetched.url,
        kind=told_kind(kind, candidates),
        title=title,
        site=tidy(site) or "",
        language=language or "fr",
        candidates=tuple(candidates),
    )


def _warnings(feed: FeedAbout, newest: Sequence[Candidate], now: datetime) -> list[str]:
    found = []
    if not newest:
        return [_("ce flux est vide : rien n’arrivera tant que le site n’y met rien")]
    last = newest[0].published_at
    if last is None:
        found.append(_("aucune date : les éléments seront datés du jour où ils sont vus"))
    elif now - last > STALE:
        day = long_date(paris_day(last))
        found.append(_("rien depuis le {0} : ce flux est peut-être abandonné").format(day))
    orphans = sum(one.url is None for one in newest)
    if orphans:
        words = _("{0} sans adresse : il faudra la donner avant de les retenir")
        found.append(words.format(count(orphans, "élément", "éléments")))
    if feed.url.startswith("http://"):
        found.append(_("adresse sans chiffrement (http) : essayez la même en https"))
    return found


def free_key(name: str, url: str, taken: set[str]) -> str:
    """A key that no source has: the words of the name, else of the host; numbered when need be."""
    host = urlsplit(url).hostname or ""
    base = slug(name, LONGEST_KEY) or slug(host, LONGEST_KEY) or "source"
    return numbered(base, taken.__contains__)
