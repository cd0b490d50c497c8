"""Sitemaps (sitemaps.org 0.9): what a site has added since last time, told without a flood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from gettext import gettext as _

from veille.collect.bodies.elements import Element, elements
from veille.collect.bodies.zipped import unzipped
from veille.collect.entries.address import host_of, tidy, url_key
from veille.collect.entries.entry import Raw, finished
from veille.collect.entries.pattern import first_fitting, slug_words
from veille.collect.kinds.recall import MOST_KNOWN, Recall
from veille.collect.kinds.visit import Ask, Told, answered, asked
from veille.collect.pages.about import read_about
from veille.collect.reach.lies import unmasked
from veille.errors import ReadError, SourceError
from veille.model.item import Candidate, Fetched, Validators
from veille.model.source_rules import SitemapRules
from veille.text.dates import parse_moment

MOST_BYTES = 15_000_000
"""Of one file, once its gzip is undone: 50,000 addresses with their dates."""

MOST_FILES = 10
"""Of an index, in one visit: the ones that moved last."""

MOST_NEW = 200
"""New addresses that one visit brings; the others wait for the next."""

MOST_PAGES = 20
"""New addresses whose own page is asked for its title; the others take theirs from their words."""

RECENT = timedelta(days=30)
"""What is dated before that was there already, whenever the site shows it for the first time."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One address of a sitemap, or one file of an index."""

    url: str
    title: str = ""
    moment: datetime | None = None
    first_reading: bool = False
    """Whether it stands in a file that was there last time, and that nobody read."""


def visit_sitemap(ask: Ask) -> Told:
    """The pages that were added since the last visit, newest first; at the first, the newest of them.

    What the map holds is remembered, so that a page that was edited, and whose date moved, is no news.
    Raises SourceError.
    """
    recall = Recall.read(ask.memory)
    # An index may stay the same for years while its files move: it is never « unchanged ».
    validators = Validators() if recall.index else asked(ask)
    fetched = ask.fetcher.get(ask.source.url, validators, MOST_BYTES)
    told = answered(ask, fetched)
    if told.unchanged and not recall.index:
        return told
    try:
        found, recall = _listed(ask, fetched, recall)
        kept = list(_kept(found, ask.source.sitemap or SitemapRules()))
        _refuse_nothing(found, kept)
        _refuse_too_many(kept, recall)
    except ReadError as error:
        # A wall, a page of maintenance has a name and a remedy of its own.
        return replace(told, failure=unmasked(fetched, ask.source) or error)
    return _told(ask, told, kept, recall)


def _told(ask: Ask, told: Told, kept: Sequence[_Place], recall: Recall) -> Told:
    unseen = [place for place in kept if not recall.knows(place.url)]
    fresh = sorted(
        (place for place in unseen if _is_news(place, recall, ask.now)), key=_newest_first
    )
    brought = fresh[: MOST_PAGES if recall.first else MOST_NEW]
    # At the first visit everything is known from now on; later, what is left waits for its turn.
    waiting = set() if recall.first else {place.url for place in fresh[len(brought) :]}
    candidates = tuple(_candidates(ask, brought, first=recall.first))
    known = recall.with_addresses([place.url for place in kept if place.url not in waiting])
    return replace(
        told,
        candidates=candidates,
        memory=known.written(ask.now),
        # Validators of a map of which a part is still to come would bring « unchanged » next time.
        validators=Validators() if waiting else told.validators,
        # A map that holds nothing at all is an empty list, and said to be one.
        unchanged=not candidates and (bool(kept) or recall.index),
    )


def _is_news(place: _Place, recall: Recall, now: datetime) -> bool:
    if place.moment:
        return place.moment >= now - RECENT
    return bool(recall.addresses) and not place.first_reading


def _newest_first(place: _Place) -> float:
    return -place.moment.timestamp() if place.moment else 0.0


# --- the files -------------------------------------------------------------------------


def _listed(ask: Ask, fetched: Fetched, recall: Recall) -> tuple[list[_Place], Recall]:
    """Every address of the map, of the chosen files of an index; and what is known of these files."""
    files, places = _read(fetched)
    if not files:
        return places, replace(recall, index=False)
    excluded = ask.source.sitemap.exclude if ask.source.sitemap else ()
    usable = [one for one in files if not first_fitting(excluded, one.url)]
    chosen = _chosen(usable, recall, ask.now)
    read = list(_visited(ask, chosen, recall))
    done = {url for url, _places in read}
    unread = [one.url for one in usable if one.url not in done and not recall.has_read(one.url)]
    whole = [place for _url, places in read for place in places]
    return whole, recall.with_files(done, unread)


def _chosen(files: Sequence[_Place], recall: Recall, now: datetime) -> list[_Place]:
    """The files that may hold news: those that moved since the last visit, the newest of them."""
    since = recall.at - timedelta(days=1) if recall.at else None
    moved = [
        one
        for one in files
        if since is None or one.moment is None or one.moment >= since or recall.never_saw(one.url)
    ]
    return sorted(moved, key=_newest_first)[:MOST_FILES]


def _visited(
    ask: Ask, files: Sequence[_Place], recall: Recall
) -> Iterator[tuple[str, list[_Place]]]:
    """(file, its addresses). One that fails waits for the next visit, unless none answers or nothing is known."""
    failure, answered_once = None, False
    for file in files:
        try:
            _files, places = _read(ask.fetcher.get(file.url, None, MOST_BYTES))
        except SourceError as error:
            if recall.first:
                raise
            failure = error
            continue
        answered_once = True
        yield file.url, [replace(one, first_reading=recall.waits_for(file.url)) for one in places]
    if failure and not answered_once:
        raise failure


def _read(fetched: Fetched) -> tuple[list[_Place], list[_Place]]:
    """(files, addresses) of one document: an index holds the ones, a map the others."""
    body = unzipped(fetched.body, MOST_BYTES)
    start = body[:1_000].lower()
    if b"<html" in start or b"<!doctype html" in start:
        raise ReadError(_("ce n’est pas un plan de site (sitemap) : c’est une page"))
    found = elements(body, ("url", "sitemap"))
    if not found and b"<urlset" not in body and b"<sitemapindex" not in body:
        raise ReadError(
            _("ce n’est pas un plan de site (sitemap) : ni « urlset » ni « sitemapindex »")
        )
    places = [(one.name, place) for one in found if (place := _place(one, fetched.url))]
    return (
        [place for name, place in places if name == "sitemap"],
        [place for name, place in places if name == "url"],
    )


def _place(element: Element, base: str) -> _Place | None:
    words = element.words
    url = tidy(words.get("loc", ""), base)
    written = words.get("news/publication_date") or words.get("lastmod") or ""
    return _Place(url, words.get("news/title", ""), parse_moment(written)) if url else None


# --- the addresses ---------------------------------------------------------------------


def _kept(places: Sequence[_Place], rules: SitemapRules) -> Iterator[_Place]:
    for place in places:
        wanted = not rules.include or first_fitting(rules.include, place.url)
        if wanted and not first_fitting(rules.exclude, place.url):
            yield place


def _refuse_nothing(found: Sequence[_Place], kept: Sequence[_Place]) -> None:
    if found and not kept:
        words = _(
            "aucune adresse du plan sur {0} ne passe « sitemap.include » et « exclude » ; la première est {1}"
        )
        raise ReadError(words.format(len(found), found[0].url))


def _refuse_too_many(kept: Sequence[_Place], recall: Recall) -> None:
    """Above what is remembered, a page without a date would be news at every visit."""
    too_many = len(kept) > MOST_KNOWN or recall.full
    if too_many and any(one.moment is None and not recall.knows(one.url) for one in kept):
        words = _(
            "plan trop grand : plus de {0} adresses, dont sans date ; choisissez-en par « {1} »"
        )
        raise ReadError(words.format(MOST_KNOWN, "sitemap.include"))


def _candidates(ask: Ask, places: Sequence[_Place], *, first: bool) -> Iterator[Candidate]:
    raws = list(_raws(ask, places))
    titles = Counter(raw.title for raw in raws)
    for place, raw in zip(places, raws, strict=True):
        if first and raw.published_at and raw.published_at < ask.now - RECENT:
            # An old page that somebody touched: its own date says so.
            continue
        # « Accès refusé » on page after page is the title of none.
        shared = titles[raw.title] > 1 and not place.title
        title = slug_words(place.url) if shared or not raw.title else raw.title
        if candidate := finished(replace(raw, title=title), ask.source.url, ask.now):
            yield candidate


def _raws(ask: Ask, places: Sequence[_Place]) -> Iterator[Raw]:
    """What the map says of each, and its own page of the first that the map leaves without a title."""
    asked = 0
    for place in places:
        told = Raw(link=place.url, title=place.title, published_at=place.moment)
        if not place.title and asked < MOST_PAGES and _same_host(place.url, ask.source.url):
            asked += 1
            told = _told_by_page(ask, told)
        yield told


def _same_host(one: str, other: str) -> bool:
    """A map speaks for its own site: nobody else is visited on its word."""
    return host_of(one) == host_of(other)


def _told_by_page(ask: Ask, told: Raw) -> Raw:
    """The title, date and description that the page itself gives; a page that fails costs its own only."""
    try:
        fetched = ask.fetcher.get(told.link)
    except SourceError:
        return told
    if "html" not in fetched.headers.get("content-type", "html"):
        # A PDF, a picture: nothing there is read as words.
        return told
    about = read_about(fetched, ask.now)
    # A site that answers every address with its front page says nothing of this one.
    own = url_key(about.url) == url_key(told.link)
    return replace(
        told,
        title=about.title if own else "",
        excerpt=about.description if own else "",
        author=about.author if own else "",
        published_at=about.published_at or told.published_at,
        medium=about.medium,
        duration=about.duration,
    )
