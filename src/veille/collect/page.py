"""The only door to Beautiful Soup: a page without a feed, cut into items by CSS selectors."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import datetime
from gettext import gettext as _
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from soupsieve import SelectorSyntaxError

from veille.collect.clean import one_line
from veille.collect.entry import Raw, charset, finished, written_moment
from veille.errors import ReadError
from veille.model.declared import PageRules, Source
from veille.model.item import Candidate, Fetched

_TITLE_LENGTH = 80
# What declares Latin-1 means Windows-1252, with its quotation marks (WHATWG Encoding).
_MEANT = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "windows-1252")
# XHTML announces itself as XML; the parser of pages complains of it.
_XML_PROLOG = re.compile(r"\s*<\?xml[^>]*>")


def read_page(fetched: Fetched, source: Source, now: datetime) -> list[Candidate]:
    """The items that `source.page` describes. Raises ReadError when a selector finds none."""
    rules = source.page
    if rules is None:
        raise ReadError(_("aucun sélecteur déclaré pour cette page"))
    soup = _soup(fetched)
    elements = _select(soup, rules.item)
    if not elements:
        raise ReadError(_nothing_found(rules.item, soup))
    base = urljoin(fetched.url, _attribute(soup.find("base"), "href"))
    candidates = list(_candidates(elements, rules, base, now))
    if not candidates:
        raise ReadError(_("aucun titre pour le sélecteur « {0} »").format(rules.title))
    return candidates


def page_title(fetched: Fetched) -> str:
    """What a page calls itself, cut short; empty when it does not say."""
    return _title_of(_soup(fetched))


def _candidates(
    elements: list[Tag], rules: PageRules, base: str, now: datetime
) -> Iterator[Candidate]:
    for element in elements:
        raw = Raw(
            link=_link(_first(element, rules.link)),
            title=_text(_first(element, rules.title)),
            published_at=written_moment(_date(_first(element, rules.date))) if rules.date else None,
        )
        # Without a title an element is a separator or an advertisement.
        if raw.title and (candidate := finished(raw, base, now)):
            yield candidate


def _nothing_found(selector: str, soup: BeautifulSoup) -> str:
    reason = _("aucun élément pour le sélecteur « {0} »").format(selector)
    title = _title_of(soup)
    return _("{0} sur la page « {1} »").format(reason, title) if title else reason


def _soup(fetched: Fetched) -> BeautifulSoup:
    text = _XML_PROLOG.sub("", _decoded(fetched), count=1)
    # What holds no tag would be taken for a file's name, with a warning.
    return BeautifulSoup(text if "<" in text else "", "lxml")


def _decoded(fetched: Fetched) -> str:
    """The text of a page, UTF-8 when it can be: headers and pages lie, bytes do not."""
    body = fetched.body
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    declared = EncodingDetector.find_declared_encoding(body, is_html=True)
    for name in ("utf-8-sig", charset(fetched), declared or ""):
        try:
            return body.decode(_MEANT.get(name, name))
        except (UnicodeError, LookupError):
            continue
    return body.decode("windows-1252", "replace")


def _select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    try:
        return list(soup.select(selector))
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


def _link(found: Tag | None) -> str:
    """The address of an element, or of the first link inside it."""
    if found is None:
        return ""
    return _attribute(found, "href") or _attribute(found.find("a", href=True), "href")


def _date(found: Tag | None) -> str:
    return _attribute(found, "datetime") or _text(found)


def _text(found: Tag | None) -> str:
    return one_line(found.get_text(" ")) if found else ""


def _title_of(soup: BeautifulSoup) -> str:
    return one_line(_text(soup.title), _TITLE_LENGTH)


def _attribute(found: object, name: str) -> str:
    value = found.get(name) if isinstance(found, Tag) else None
    return value if isinstance(value, str) else ""
