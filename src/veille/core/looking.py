"""Look before watching: find the feed behind an address, read it, and say what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from gettext import gettext as _
from urllib.parse import urljoin, urlsplit

from veille.collect.discover import (
    declared_feeds,
    feed_addresses,
    kind_of,
    letter_of,
    looks_like_feed,
    told_kind,
)
from veille.collect.entries.address import host_of, tidy, url_key
from veille.collect.kinds.feed import feed_itself, read_feed
from veille.collect.kinds.jsonfeed import json_feed_itself, read_json_feed
from veille.collect.kinds.table import KINDS
from veille.collect.kinds.visit import Ask
from veille.collect.kinds.watch import MOST_BYTES as HEAVIEST
from veille.collect.pages.page import PageFacts, page_facts
from veille.collect.pages.proposed import proposed_page
from veille.collect.reach.lies import unmasked
from veille.collect.reach.polite import Polite
from veille.collect.rhythm import days_of, rhythm_words, usual_gap
from veille.config.edit import Values
from veille.core.context import Context
from veille.core.otherwise import (
    OTHERWISE,
    about_as,
    about_otherwise,
    kind_itself,
    letter_about,
)
from veille.core.visiting import keep_manners, polite
from veille.errors import FetchError, ReadError, RefusedError, RobotsError, SourceError
from veille.model.about import FeedAbout
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched, Validators
from veille.model.source_rules import Kind
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
    rhythm: str = ""
    """« tous les 3 jours »; empty when its dates do not tell."""
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


def look(ctx: Context, written: str, kind: Kind | None = None) -> Found:
    """The feed at or behind an address; or the address read as a kind of OTHERWISE.

    Raises RefusedError for no address, SourceError when nothing is found.
    """
    asked = web_address(written)
    now = ctx.clock.now()
    feed = letter_about(asked) if kind == "mail" else _feed_at(ctx, asked, now, kind)
    newest = sorted(feed.candidates, key=_recency, reverse=True)
    name = feed.title or host_of(feed.url)
    return Found(
        asked=asked,
        feed=feed,
        newest=tuple(newest[:SHOWN]),
        count=len(feed.candidates),
        warnings=tuple(_warnings(feed, newest, now)),
        key=free_key(name, feed.url, {one.key for one in ctx.config.sources}),
        name=name,
        rhythm=rhythm_of(feed.candidates),
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
    return {**row, feed.kind: dict(feed.rules)} if feed.rules else row


def _recency(one: Candidate) -> tuple[float, str]:
    return (one.published_at.timestamp() if one.published_at else 0.0, one.title)


def rhythm_of(candidates: Sequence[Candidate]) -> str:
    """How often a source publishes, by the dates of what it shows; empty when they are too few."""
    moments = (one.published_at for one in candidates if one.published_at)
    return rhythm_words(usual_gap(days_of(moments)))


def _feed_at(ctx: Context, address: str, now: datetime, kind: Kind | None) -> FeedAbout:
    """Raises SourceError: what the address itself answered, or that no feed was found behind it."""
    pages = polite(ctx)
    try:
        fetched = _first(ctx.fetcher, pages, address)
        if other := kind or kind_itself(fetched):
            return about_as(other, fetched, now)
        if kind_of(fetched) == "sitemap":
            return _map_read(fetched, pages, now)
        if kind_of(fetched) != "page":
            return _read(fetched, now)
        facts = page_facts(fetched)
        for candidate in feed_addresses(facts, fetched.url):
            try:
                feed = _read(ctx.fetcher.get(candidate), now)
                return replace(feed, others=_others(facts, fetched.url, candidate))
            except SourceError:
                continue
        page = Source(key="essai", name="essai", url=fetched.url, kind="page")
        raise unmasked(fetched, page) or ReadError(_no_feed(facts, fetched, pages, now))
    finally:
        keep_manners(ctx, pages)


def _others(facts: PageFacts, url: str, taken: str) -> tuple[str, ...]:
    """The other feeds that a page declares, as many as one cares to read."""
    known = url_key(taken)
    return tuple(one for one in declared_feeds(facts, url) if url_key(one) != known)[:SHOWN]


def _first(fetcher: Fetcher, pages: Polite, address: str) -> Fetched:
    """What an address holds. A page is read as its site wishes; what is named like a feed is free."""
    try:
        return pages.get(address, None, _most(address))
    except RobotsError:
        if looks_like_feed(address):
            return fetcher.get(address)
        raise


def _most(address: str) -> int | None:
    """Bytes: a report or an official list weighs more than any page."""
    heavy = urlsplit(address).path.lower().endswith((".pdf", ".csv"))
    return HEAVIEST if heavy else None


def _no_feed(facts: PageFacts, fetched: Fetched, pages: Polite, now: datetime) -> str:
    """Why nothing is watched yet, and what else works on this very site."""
    url = fetched.url
    ways = [_("cherchez un lien « RSS » sur le site et collez-le")]
    if found := _map_of(url, pages):
        ways.append(_("ou collez le plan du site, {0}").format(found))
    if letter := letter_of(facts, url):
        words = _("ou abonnez l’adresse de veille à la lettre du site (mail) : {0}")
        ways.append(words.format(letter))
    ways.append(_page_itself(fetched, now))
    told = _("aucun flux trouvé sur cette page ni aux adresses habituelles : {0}")
    return told.format(" ; ".join(ways))


def _page_itself(fetched: Fetched, now: datetime) -> str:
    proposed = proposed_page(fetched, now)
    if proposed is None:
        return _("ou suivez ses changements (watch), ou la liste qu’elle montre (page)")
    words = _("ou suivez la liste que montre cette page (page) : {0}, le premier : {1}")
    listed = count(len(proposed.candidates), "élément", "éléments")
    return words.format(listed, proposed.candidates[0].title)


def _map_of(url: str, pages: Polite) -> str:
    """The first map of the site that answers; empty when none does."""
    for address in (*pages.sitemaps(url)[:1], urljoin(url, "/sitemap.xml")):
        try:
            if kind_of(pages.get(address)) == "sitemap":
                return address
        except SourceError:
            continue
    return ""


def _map_read(fetched: Fetched, pages: Polite, now: datetime) -> FeedAbout:
    """What watching a map would bring; its pages are not asked for their titles, for a glance is enough."""
    trial = Source(key="essai", name="essai", url=fetched.url, kind="sitemap")
    told = KINDS["sitemap"](Ask(trial, _MapsOnly(pages, fetched), now))
    if told.failure:
        raise told.failure
    address = tidy(fetched.url) or fetched.url
    return FeedAbout(address, "sitemap", "", urljoin(address, "/"), "fr", told.candidates)


class _MapsOnly:
    """A fetcher that asks for maps and nothing else. Implements ports.Fetcher."""

    def __init__(self, pages: Polite, first: Fetched) -> None:
        self._pages, self._first = pages, first

    def get(
        self, url: str, validators: Validators | None = None, most: int | None = None
    ) -> Fetched:
        if url == self._first.url:
            return self._first
        if not urlsplit(url).path.endswith((".xml", ".gz")):
            raise FetchError(_("non demandée"))
        return self._pages.get(url, validators, most)

    def probe(self, url: str, unless: Callable[[str], bool] | None = None) -> Fetched:
        return self._pages.probe(url, unless)

    def close(self) -> None:
        """Nothing to let go of."""


def _read(fetched: Fetched, now: datetime) -> FeedAbout:
    kind = kind_of(fetched)
    if kind is None or kind == "page":
        raise ReadError(_("cette adresse ne mène ni à une page ni à un flux"))
    trial = Source(key="essai", name="essai", url=fetched.url, kind=kind)
    reader, itself = (
        (read_json_feed, json_feed_itself) if kind == "json" else (read_feed, feed_itself)
    )
    candidates, (title, site, language, terms) = reader(fetched, trial, now), itself(fetched)
    return FeedAbout(
        url=tidy(fetched.url) or fetched.url,
        kind=told_kind(kind, candidates),
        title=title,
        site=tidy(site) or "",
        language=language or "fr",
        candidates=tuple(candidates),
        terms=terms,
    )


def _warnings(feed: FeedAbout, newest: Sequence[Candidate], now: datetime) -> list[str]:
    found = about_otherwise(feed)
    if not newest:
        if feed.kind in OTHERWISE:
            return found
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
