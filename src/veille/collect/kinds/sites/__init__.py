"""Awkward sites: pages that no selector can cut, one reader a file, each with its saved page and its twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from veille.collect.kinds.sites.assemblee_nationale import read_assemblee_nationale
from veille.collect.kinds.sites.embedded_json import read_embedded_json
from veille.collect.kinds.sites.kentika import read_kentika
from veille.collect.kinds.visit import Reader
from veille.collect.pages.page import read_page
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.model.source_rules import SiteReader

SITES: Mapping[SiteReader, Reader] = {
    "": read_page,
    "assemblee-nationale": read_assemblee_nationale,
    "embedded-json": read_embedded_json,
    "kentika": read_kentika,
}


def read_listing(fetched: Fetched, source: Source, now: datetime) -> list[Candidate]:
    """The items of a page, by its selectors or by the reader that its source names. Raises ReadError."""
    return SITES[source.reader](fetched, source, now)
