"""A page without a feed: the selectors that would cut it into items, tried on the page itself. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from veille.collect.pages.offered import offered_rules
from veille.collect.pages.page import read_page, soup_of
from veille.errors import ReadError
from veille.model.declared import Source
from veille.model.item import Candidate, Fetched
from veille.model.source_rules import PageRules


@dataclass(frozen=True, slots=True)
class ProposedPage:
    """Selectors for sources.yml, and what they bring from the page as it is today."""

    rules: PageRules
    candidates: tuple[Candidate, ...]


def proposed_page(fetched: Fetched, now: datetime) -> ProposedPage | None:
    """None when the page shows no list of links that has titles."""
    try:
        rules = offered_rules(soup_of(fetched))
        if rules is None:
            return None
        trial = Source(key="essai", name="essai", url=fetched.url, kind="page", page=rules)
        found = read_page(fetched, trial, now)
    except ReadError:
        return None
    linked = tuple(one for one in found if one.url)
    return ProposedPage(rules, linked) if len(linked) * 2 > len(found) else None
