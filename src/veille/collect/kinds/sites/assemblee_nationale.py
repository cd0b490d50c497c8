"""The lists of documents of the Assemblée nationale: reports, bills, resolutions of a legislature."""

from __future__ import annotations

import re
from datetime import datetime
from gettext import gettext as _

from bs4 import Tag

from veille.collect.entries.entry import Raw, finished
from veille.collect.pages.listed import address_of, attribute, words_of
from veille.collect.pages.page import nothing_found, select, soup_of
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.text.near import near_moment

_LIST = "ul.liens-liste > li"
_PUT_ONLINE = re.compile(
    r"(?:mis en ligne|mise en ligne|déposée?|publiée?)\s.{4,60}", re.IGNORECASE
)


def read_assemblee_nationale(fetched: Fetched, _source: Source, now: datetime) -> list[Candidate]:
    """One item a document, in the page's order. Raises ReadError when the list is not there."""
    soup = soup_of(fetched)
    documents = select(soup, _LIST)
    if not documents:
        raise ReadError(nothing_found(_LIST, soup))
    raws = [_raw(document, now) for document in documents]
    found = [one for raw in raws if raw.title and (one := finished(raw, fetched.url, now))]
    if not found:
        raise ReadError(_("aucun titre « h3 » dans la liste de l’Assemblée nationale"))
    return found


def _raw(document: Tag, now: datetime) -> Raw:
    paragraphs = [words_of(one) for one in document.find_all("p", recursive=False)]
    told = [one for one in paragraphs if one and not _PUT_ONLINE.match(one)]
    online = _PUT_ONLINE.search(words_of(document))
    link, number = _document(document), attribute(document, "data-id")
    return Raw(
        # A document that is announced only is told by its number, and leads nowhere yet.
        guid="" if link else number,
        link=link,
        title=words_of(document.find(["h3", "h4"])),
        excerpt=" ".join(told),
        published_at=near_moment(online[0], now) if online else None,
    )


def _document(document: Tag) -> str:
    """Among « Dossier législatif », « Version PDF », « Document »: the document, else the last of them."""
    links = document.select("ul a[href]")
    named = [
        one for one in links if words_of(one).lower().startswith(("document", "texte", "lire"))
    ]
    chosen = next(iter(named or links[-1:]), None)
    return address_of(chosen or document)
