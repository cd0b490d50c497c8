"""Results of a documentary catalogue (Kentika, PMB and their like): links in scripts or forms, dates by month."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _
from urllib.parse import urlencode

from bs4 import Tag

from veille.collect.entries.entry import Raw, finished
from veille.collect.pages.listed import address_of, apart, attribute, words_of
from veille.collect.pages.page import nothing_found, select, soup_of
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.text.near import near_moment

_RECORDS = ".notice, .notice-parent, .record, [data-record]"
_TITLE = ".titre, .title, .notice-heada, h2, h3, a"
_AUTHOR = ".auteur, .auteurs, .author"
_DATE = ".date, .parution, .published, time"
_EXCERPT = ".resume, .abstract, .notice_contenu"


def read_kentika(fetched: Fetched, _source: Source, now: datetime) -> list[Candidate]:
    """One item a record, in the page's order. Raises ReadError when there is no record."""
    soup = soup_of(fetched)
    records = apart(select(soup, _RECORDS))
    if not records:
        raise ReadError(nothing_found(_RECORDS, soup))
    raws = [_raw(record, fetched.url, now) for record in records]
    found = [one for raw in raws if raw.title and (one := finished(raw, fetched.url, now))]
    if not found:
        raise ReadError(_("aucun titre dans les notices de ce catalogue"))
    return found


def _raw(record: Tag, page: str, now: datetime) -> Raw:
    link = address_of(record) or _form(record)
    number = attribute(record, "data-record") or attribute(record, "id")
    return Raw(
        # Without an address the number is what tells two records apart, and leads nowhere.
        guid="" if link or not number else f"{page.partition('?')[0]}#{number}",
        link=link,
        title=words_of(record.select_one(_TITLE)),
        author=words_of(record.select_one(_AUTHOR)),
        excerpt=words_of(record.select_one(_EXCERPT)),
        published_at=near_moment(words_of(record.select_one(_DATE)), now),
    )


def _form(record: Tag) -> str:
    """The address that a form would ask for, when it asks and does not send (HTML §4.10.21.3)."""
    form = record.find("form", action=True)
    if not isinstance(form, Tag) or attribute(form, "method").lower() == "post":
        return ""
    hidden = form.select("input[type=hidden][name]")
    fields = [(attribute(one, "name"), attribute(one, "value")) for one in hidden]
    action = attribute(form, "action")
    if not fields:
        return action
    return f"{action}{'&' if '?' in action else '?'}{urlencode(fields)}"
