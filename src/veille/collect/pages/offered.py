"""Which selectors a page offers, for whoever wrote one that finds nothing, or has none yet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import Tag

from veille.model.source_rules import PageRules

_FEWEST = 3
"""Elements from which something is a list."""
_MOST_LINKS = 12
"""Of one element: one that holds more is the list, not an item."""
_SHORTEST_TITLE = 12
_MOST_ELEMENTS = 5_000
_MOST = 500
_PLAIN_NAME = re.compile(r"[A-Za-z][\w-]*")
_AROUND = ("nav", "header", "footer", "aside")
_ITEMS = ("article", "li", "tr", "div", "section", "dd", "a")
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6", "a", "strong", "b")
_DATES = ("time", "[class*=date]", "[datetime]")


@dataclass(frozen=True, slots=True)
class Offer:
    """A selector, and how many elements of the page it finds."""

    selector: str
    count: int


def offered_items(soup: Tag) -> Offer | None:
    """The elements of one tag and class that most look like a list of articles, each with its own link."""
    groups: dict[str, list[Tag]] = {}
    for element in soup.find_all(_ITEMS, limit=_MOST_ELEMENTS):
        if element.find_parent(_AROUND) is None:
            for name in _names(element):
                groups.setdefault(name, []).append(element)
    ranked = [(_likeness(found), name) for name, found in groups.items() if len(found) >= _FEWEST]
    best = max(ranked, default=((0, 0, 0), ""))
    return Offer(best[1], len(groups[best[1]])) if best[0][0] >= _FEWEST else None


def offered_titles(items: Iterable[Tag]) -> Offer | None:
    """The first kind of heading, or of link, that has words in most of these items."""
    held = list(items)
    for name in _TITLES:
        found = sum(any(one.get_text(strip=True) for one in item.find_all(name)) for item in held)
        if found and found * 2 >= len(held):
            return Offer(name, found)
    return None


def offered_rules(soup: Tag) -> PageRules | None:
    """Selectors to begin with for a page that has no feed; None when it shows no list."""
    items = offered_items(soup)
    if items is None:
        return None
    found = soup.select(items.selector)
    title = offered_titles(found)
    linked = "" if found[0].name == "a" else "a"
    if (
        title
        and title.selector != "a"
        and all(one.select_one(f"{title.selector} a") for one in found)
    ):
        linked = f"{title.selector} a"
    dated = next((one for one in _DATES if 2 * _having(found, one) >= len(found)), "")
    return PageRules(
        item=items.selector, title=title.selector if title else "", link=linked, date=dated
    )


def offered_zone(soup: Tag) -> Offer | None:
    """The innermost named part of a page that holds most of its words."""
    words = len(soup.get_text())
    best = None
    for element in soup.select("main, article, [id]", limit=_MOST):
        # In the page's order an inner part comes after the one it stands in.
        if len(element.get_text()) * 2 > words and element.name not in ("html", "body"):
            best = element
    if best is None:
        return None
    name = str(best.get("id") or "")
    return Offer(f"#{name}" if _PLAIN_NAME.fullmatch(name) else best.name, 1)


def _having(items: Iterable[Tag], selector: str) -> int:
    return sum(item.select_one(selector) is not None for item in items)


def _names(element: Tag) -> list[str]:
    """« article.card » for each class of it; an article needs none."""
    classes = [
        one for one in map(str, element.get_attribute_list("class")) if _PLAIN_NAME.fullmatch(one)
    ]
    named = [f"{element.name}.{one}" for one in dict.fromkeys(classes) if one != "None"]
    return [*named, "article"] if element.name == "article" else named


def _likeness(found: list[Tag]) -> tuple[int, int, int]:
    """How much they look like the items of a list: different links first, then the tag, then the words."""
    titled = set()
    for element in found:
        links = [*([element] if element.get("href") else []), *element.find_all("a", href=True)]
        long_enough = len(element.get_text(strip=True)) >= _SHORTEST_TITLE
        if links and len(links) <= _MOST_LINKS and long_enough:
            titled.add(links[0].get("href"))
    words = sum(len(element.get_text()) for element in found) // len(found)
    return len(titled), int(found[0].name in ("article", "li")), words
