"""How each kind of source is read: the kinds, and the rules that a source of sources.yml gives to its own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from veille.model.fields import AddressPattern, Column, Declared, Pattern, Words

Kind = Literal[
    "rss",
    "atom",
    "json",
    "podcast",
    "youtube",
    "page",
    "watch",
    "sitemap",
    "mail",
    "csv",
    "archive",
]
SiteReader = Literal["", "assemblee-nationale", "embedded-json", "kentika"]
"""Awkward sites that have a reader of their own in collect/kinds/sites/; empty: the page's selectors."""

FEED_KINDS = frozenset({"rss", "atom", "json", "podcast", "youtube"})
"""Kinds whose address any feed reader can follow."""


class PageRules(Declared):
    """CSS selectors that cut a page without a feed into items."""

    item: str
    title: str
    link: str
    date: str = ""


class WatchRules(Declared):
    """What of a page counts as its content, and what to ignore."""

    keep: str = ""
    ignore: tuple[str, ...] = ()
    ignore_text: tuple[Pattern, ...] = ()


class SitemapRules(Declared):
    """Which addresses of a sitemap are items: patterns as in robots.txt (RFC 9309 §2.2.3)."""

    include: tuple[AddressPattern, ...] = ()
    exclude: tuple[AddressPattern, ...] = ()


class CsvRules(Declared):
    """Which columns of a list are what: the name of a column, or words that hold some in braces."""

    title: Column
    link: Column
    date: Column = ""
    author: Column = ""
    excerpt: Column = ""
    words: tuple[str, ...] = ()
    days: int = Field(default=90, ge=1)


class ArchiveRules(Declared):
    """Which texts of the Journal officiel are items: those of a nature, those whose title has a word."""

    words: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()


class MailRules(Declared):
    """By what the messages of a newsletter are known: who writes them, or their list's own name."""

    from_: Words = Field(default=(), alias="from")
    list_id: Words = ()
