"""A feed that is gone: look once, politely, whether its site declares another that can be read."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from veille.collect.discover import declared_feeds, kind_of
from veille.collect.gather import gather
from veille.collect.kinds.visit import Ask
from veille.collect.pages.page import page_facts
from veille.errors import SourceError
from veille.model.health import Trouble
from veille.model.item import Outcome, Validators
from veille.model.source_rules import FEED_KINDS
from veille.ports import Fetcher

MOST_TRIED = 2
"""Feeds asked for: with the page, three requests at most, once for each new trouble."""

_ITSELF = frozenset({Trouble.PAGE, Trouble.HOME_PAGE, Trouble.SOFT_404})
"""What answered in the feed's place is a page, which may say where the feed is now."""
_ITS_SITE = frozenset({Trouble.NOT_FOUND, Trouble.GONE})


def mendable(kind: str, trouble: str) -> bool:
    """Whether another feed is worth looking for."""
    return kind in FEED_KINDS and trouble in _ITSELF | _ITS_SITE


def mended(ask: Ask, trouble: str, pages: Fetcher) -> str | None:
    """The address of a feed that the site declares, that this kind of source reads and that holds something.

    `pages` is the polite way to the page. Never raises for what a server does: nothing found, nothing proposed.
    """
    source = ask.source
    page = source.url if trouble in _ITSELF else source.site or urljoin(source.url, "/")
    declared = [one for one in _declared(pages, page) if one != source.url]
    return next((one for one in declared[:MOST_TRIED] if _reads(ask, one)), None)


def _declared(pages: Fetcher, page: str) -> list[str]:
    try:
        fetched = pages.get(page)
    except SourceError:
        return []
    return declared_feeds(page_facts(fetched), fetched.url) if kind_of(fetched) == "page" else []


def _reads(ask: Ask, address: str) -> bool:
    moved = ask.source.model_copy(update={"url": address})
    trial = gather(replace(ask, source=moved, validators=Validators(), memory=""))
    return trial.outcome is Outcome.NEW
