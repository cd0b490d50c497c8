"""What the centre watches, as a list that any feed reader takes in: OPML 2.0, one folder a category."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from veille.archive.holdings import Page, WatchedFeed

PATH = "sources/sources.opml"


def folders(feeds: Iterable[WatchedFeed]) -> list[tuple[str, list[WatchedFeed]]]:
    """(category, its feeds), each category once, where it first came; the order stays inside."""
    listed = list(feeds)
    ranked = {category: rank for rank, category in enumerate(_first(listed))}
    ordered = sorted(listed, key=lambda one: ranked[one.category])
    return [(name, list(rows)) for name, rows in groupby(ordered, lambda one: one.category)]


def _first(feeds: Iterable[WatchedFeed]) -> dict[str, None]:
    return dict.fromkeys(one.category for one in feeds)


def source_list(title: str, feeds: Sequence[WatchedFeed]) -> Iterator[Page]:
    """The public list; none without a feed. An address that holds a name and a password is not told."""
    open_ = [one for one in feeds if "@" not in urlsplit(one.url).netloc]
    if open_:
        yield _page(title, open_)


def empty_list(address: str, title: str) -> Page | None:
    """What answers at the address of the list once no feed is left; None for any other address."""
    return _page(title, ()) if address == PATH else None


def _page(title: str, feeds: Sequence[WatchedFeed]) -> Page:
    return Page(PATH, "export/sources.opml", title, {"title": title, "folders": folders(feeds)})
