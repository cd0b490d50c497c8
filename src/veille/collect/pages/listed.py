"""What lists on pages have in common: links that are none, items in items, the same thing shown twice. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urldefrag

from bs4 import Tag

from veille.collect.entries.address import joined, url_key
from veille.collect.entries.clean import one_line
from veille.collect.entries.entry import Raw
from veille.model.item import Candidate
from veille.text.stems import fold

# « location.href='/a' », « window.open("/a") », « ouvrir('/a', 2) »: the first words that look like a path.
_SCRIPTED = re.compile(
    r"""['"]((?:https?:/)?/[^'"\s<>]+|[\w./-]+\.(?:html?|php|aspx?|pdf)[^'"\s<>]*)['"]"""
)
_HELD = ("data-href", "data-url", "data-link")
_SCRIPT_LENGTH = 2_000
_TURNS = re.compile(
    r"\W*(?:\d{1,3}|(?:page )?(?:suivante?|precedente?)s?|(?:premiere|derniere)(?: page)?|page \d+"
    r"|voir plus|charger plus|toutes? les actualites?)\W*"
)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The address of a page, and the one that its relative links start from."""

    page: str
    base: str

    def placed(self, raw: Raw) -> Raw:
        """A link to a place of the page itself is an identifier, and no address: all would be one item."""
        whole = joined(self.base, raw.link)
        bare, fragment = urldefrag(whole)
        if raw.link and fragment and url_key(bare) == url_key(self.page):
            return replace(raw, link="", guid=whole)
        return raw


def address_of(found: Tag | None) -> str:
    """Where an element leads: its own link, the first inside it, the one it stands in, its script's."""
    if found is None:
        return ""
    inside = found.find_all("a", href=True, limit=20)
    parent = found.find_parent("a", href=True)
    tags = [found, *inside, *([parent] if parent else [])]
    hrefs = (attribute(tag, "href") for tag in tags)
    usual = next((href for href in hrefs if _leads(href)), "")
    return usual or next(filter(None, map(_scripted, (found, *found.find_all(True, limit=50)))), "")


def _leads(href: str) -> bool:
    return bool(href.strip("# ")) and not href.strip().lower().startswith(
        ("javascript:", "mailto:")
    )


def _scripted(tag: Tag) -> str:
    """The address that an element keeps for its script, or that its script holds."""
    held = next(filter(_leads, (attribute(tag, name) for name in _HELD)), "")
    if held:
        return held
    scripts = f"{attribute(tag, 'onclick')} {_script(tag)}"
    found = _SCRIPTED.search(scripts, 0, _SCRIPT_LENGTH)
    return found[1] if found else ""


def _script(tag: Tag) -> str:
    href = attribute(tag, "href").strip()
    return href if href.lower().startswith("javascript:") else ""


def apart(elements: list[Tag]) -> list[Tag]:
    """Items that do not stand in each other: of a list in an item the list, of an item in an item the outer."""
    known = {id(element) for element in elements}
    holds: dict[int, int] = {}
    for element in elements:
        for parent in element.parents:
            if id(parent) in known:
                holds[id(parent)] = holds.get(id(parent), 0) + 1
                break
    lists = {one for one, many in holds.items() if many > 1}
    outer = known - lists
    return [
        element
        for element in elements
        if id(element) not in lists and not any(id(parent) in outer for parent in element.parents)
    ]


def once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each address once, where it came first: « à la une » often lacks the date that the list gives."""
    kept: dict[str, Candidate] = {}
    for one in candidates:
        first = kept.setdefault(one.guid, one)
        if first.published_at is None and one.published_at:
            kept[one.guid] = replace(first, published_at=one.published_at)
    return list(kept.values())


def turns_a_page(title: str) -> bool:
    """« 2 », « Page suivante »: a link of the list itself, whatever the selector."""
    return _TURNS.fullmatch(fold(title)) is not None


def words_of(found: Tag | None) -> str:
    """The words inside a tag that was found, on one line; empty when it was not."""
    return one_line(found.get_text(" ")) if found else ""


def attribute(found: object, name: str) -> str:
    """Of a tag that was found; empty when it was not, or has no such attribute, or several values."""
    value = found.get(name) if isinstance(found, Tag) else None
    return value if isinstance(value, str) else ""
