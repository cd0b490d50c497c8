"""A page read with Beautiful Soup: what it declares, and its items cut by CSS selectors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from gettext import gettext as _

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from veille.collect.entries.address import joined
from veille.collect.entries.charset import decoded
from veille.collect.entries.clean import one_line
from veille.collect.entries.entry import Raw, finished
from veille.collect.pages.listed import (
    Whereabouts,
    address_of,
    apart,
    attribute,
    once,
    turns_a_page,
    words_of,
)
from veille.collect.pages.offered import Offer, offered_items, offered_titles
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.model.source_rules import PageRules
from veille.text.french import count
from veille.text.near import near_moment

_TITLE_LENGTH = 80
_HEAD_BYTES = 500_000
_FACT_LENGTH = 2_000
_TEXT_LENGTH = 100_000
_MOST = 200
_MOST_ITEMS = 3_000
_MOST_TAGS = 150_000
"""Opened or closed: a tree is built at some ten thousand a second, and all other sources wait meanwhile."""
_DEEPEST = 500
"""Browsers go no deeper either; each question to an element climbs that far."""
# Around an article, not in it: a list of other articles may say « réservé aux abonnés ».
_AROUND = ("aside", "nav", "footer", "script", "style", "noscript", "template")
# XHTML announces itself as XML; the parser of pages complains of it.
_XML_PROLOG = re.compile(r"\s*<\?xml[^>]*>")


@dataclass(frozen=True, slots=True)
class Link:
    """One <link> or <a> that leads somewhere, its address absolute."""

    rel: str
    type: str
    href: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page declares, as plain strings: whoever reads them needs no parser."""

    title: str
    heading: str
    language: str
    metas: Mapping[str, str]
    """Name or property in lower case → its first content."""
    links: tuple[Link, ...]
    anchors: tuple[Link, ...]
    data: tuple[str, ...]
    """Scripts of type application/ld+json, as they stand."""
    times: tuple[str, ...]
    text: str
    """The words of the article, else of the page, without what stands around."""


def page_facts(fetched: Fetched) -> PageFacts:
    """What the first half megabyte of a page declares; empty strings for what it does not."""
    soup = _any_soup(fetched, _HEAD_BYTES)
    base = _base(soup, fetched.url)
    dated = soup.select("time[datetime], [itemprop=datePublished]", limit=_MOST)
    return PageFacts(
        title=one_line(words_of(soup.title), _FACT_LENGTH),
        heading=one_line(words_of(soup.find("h1")), _FACT_LENGTH),
        language=attribute(soup.find("html"), "lang"),
        metas=_metas(soup),
        links=_links(soup.find_all("link", href=True, limit=_MOST), base),
        anchors=_links(soup.find_all("a", href=True, limit=10 * _MOST), base),
        data=tuple(
            script.get_text() for script in soup.find_all("script", type="application/ld+json")
        ),
        times=tuple(attribute(one, "datetime") or attribute(one, "content") for one in dated),
        text=_article_text(soup),
    )


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in soup.find_all("meta", content=True, limit=_MOST):
        named = ("property", "name", "itemprop", "http-equiv")
        name = next(filter(None, (attribute(meta, one) for one in named)), "").strip().lower()
        content = one_line(attribute(meta, "content"), _FACT_LENGTH)
        if name and content:
            found.setdefault(name, content)
    return found


def _links(tags: list[Tag], base: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            rel=" ".join(map(str, tag.get_attribute_list("rel"))).lower(),
            type=attribute(tag, "type").strip().lower(),
            href=joined(base, attribute(tag, "href")),
            title=one_line(attribute(tag, "title"), _FACT_LENGTH),
        )
        for tag in tags
    )


def _base(soup: BeautifulSoup, url: str) -> str:
    """Where relative links start from; a base that is no address is none."""
    return joined(url, attribute(soup.find("base"), "href")) or url


def _article_text(soup: BeautifulSoup) -> str:
    whole = soup.find("article") or soup.find("main") or soup.body
    if not isinstance(whole, Tag):
        return ""
    for around in whole.find_all(_AROUND):
        around.decompose()
    return one_line(whole.get_text(" "), _TEXT_LENGTH)


def read_page(fetched: Fetched, source: Source, now: datetime) -> list[Candidate]:
    """The items that `source.page` describes. Raises ReadError when a selector finds none."""
    rules = source.page
    if rules is None:
        raise ReadError(_("aucun sélecteur déclaré pour cette page"))
    soup = soup_of(fetched)
    elements = select(soup, rules.item, _MOST_ITEMS)
    if not elements:
        raise ReadError(or_rather(nothing_found(rules.item, soup), offered_items(soup)))
    items = apart(elements)
    _refuse_empty_selectors(items, rules)
    base = _base(soup, fetched.url)
    return once(_candidates(items, rules, Whereabouts(fetched.url, base), now))


def page_title(fetched: Fetched) -> str:
    """What a page calls itself, cut short; empty when it does not say."""
    return _title_of(_any_soup(fetched))


def _candidates(
    elements: list[Tag], rules: PageRules, here: Whereabouts, now: datetime
) -> Iterator[Candidate]:
    for element in elements:
        title = words_of(_first(element, rules.title))
        # Without a title an element is a separator or an advertisement.
        if title and not turns_a_page(title):
            link = address_of(_first(element, rules.link))
            raw = here.placed(Raw(link=link, title=title))
            dated = replace(raw, published_at=_dated(element, rules.date, now))
            if candidate := finished(dated, here.base, now):
                yield candidate


def _dated(element: Tag, selector: str, now: datetime) -> datetime | None:
    found = _first(element, selector) if selector else None
    written = (attribute(found, "datetime"), words_of(found))
    return next(filter(None, (near_moment(one, now) for one in written)), None)


def _refuse_empty_selectors(items: list[Tag], rules: PageRules) -> None:
    """A selector that finds nothing in any item was mistyped, or the page has changed."""
    if not any(words_of(_first(item, rules.title)) for item in items):
        reason = _("aucun titre pour le sélecteur « {0} »").format(rules.title)
        raise ReadError(or_rather(reason, offered_titles(items)))
    if rules.date and not any(_first(item, rules.date) for item in items):
        raise ReadError(_("aucune date pour le sélecteur « {0} »").format(rules.date))
    if rules.link and not any(_first(item, rules.link) for item in items):
        raise ReadError(_("aucun lien pour le sélecteur « {0} »").format(rules.link))


def or_rather(reason: str, offer: Offer | None) -> str:
    """The reason, and the selector that the page offers instead, if it does."""
    if offer is None:
        return reason
    many = count(offer.count, "élément", "éléments")
    words = _("{0} ; avez-vous voulu dire « {1} » ({2}) ?")
    return words.format(reason, offer.selector, many)


def nothing_found(selector: str, soup: BeautifulSoup) -> str:
    """The reason in French: which selector, on which page."""
    reason = _("aucun élément pour le sélecteur « {0} »").format(selector)
    title = _title_of(soup)
    return _("{0} sur la page « {1} »").format(reason, title) if title else reason


def soup_of(fetched: Fetched, most: int | None = None) -> BeautifulSoup:
    """A page, or its first `most` bytes, as a tree, whatever its charset and the faults of its HTML.

    Raises ReadError on what is short to send and long to read.
    """
    text = _XML_PROLOG.sub("", decoded(fetched, most), count=1)
    tags = text.count("<")
    if tags > _MOST_TAGS:
        raise ReadError(_("page refusée : elle compte plus de 150 000 balises"))
    # What holds no tag would be taken for a file's name, with a warning.
    soup = BeautifulSoup(text if tags else "", "lxml")
    if tags > _DEEPEST and _is_too_deep(soup):
        raise ReadError(_("page refusée : ses balises s’emboîtent sur plus de 500 niveaux"))
    return soup


def _any_soup(fetched: Fetched, most: int | None = None) -> BeautifulSoup:
    """The same, for what may be left unsaid: an empty tree where it is refused."""
    try:
        return soup_of(fetched, most)
    except ReadError:
        return BeautifulSoup("", "lxml")


def _is_too_deep(soup: BeautifulSoup) -> bool:
    depths = {id(soup): 0}
    for node in soup.descendants:
        if isinstance(node, Tag):
            depth = depths[id(node.parent)] + 1
            if depth > _DEEPEST:
                return True
            depths[id(node)] = depth
    return False


def select(soup: Tag, selector: str, most: int = 0) -> list[Tag]:
    """What a selector finds, in the page's order. Raises ReadError when it is no selector."""
    try:
        return list(soup.select(selector, limit=most))
    except SelectorSyntaxError as error:
        raise ReadError(_("sélecteur mal écrit : « {0} »").format(selector)) from error


def _first(element: Tag, selector: str) -> Tag | None:
    """What a selector finds inside an element, or the element itself for an empty selector."""
    if not selector:
        return element
    try:
        return element.select_one(selector)
    except SelectorSyntaxError as error:
        raise ReadError(_("sélecteur mal écrit : « {0} »").format(selector)) from error


def _title_of(soup: BeautifulSoup) -> str:
    return one_line(words_of(soup.title), _TITLE_LENGTH)
