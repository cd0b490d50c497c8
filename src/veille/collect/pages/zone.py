"""What of a page counts: its words line by line, without the zones that change every day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from veille.collect.entries.clean import BLOCKS, UNREAD, one_line
from veille.collect.pages.offered import offered_zone
from veille.collect.pages.page import nothing_found, or_rather, select, soup_of
from veille.errors import ReadError
from veille.model.item import Fetched

_UNREAD = UNREAD | {"object", "select"}
# Around the text on every page of a site.
_AROUND = frozenset(("nav", "footer"))
_AROUND_ROLES = frozenset(("navigation", "contentinfo", "banner"))
_DOCUMENT = re.compile(
    r"([^/?#]+\.(?:pdf|odt|ods|docx?|xlsx?|pptx?|csv|zip))(?:[?#]|$)", re.IGNORECASE
)
_CELLS = frozenset(("td", "th"))


def zone_lines(fetched: Fetched, keep: str = "", ignore: Sequence[str] = ()) -> list[str]:
    """The lines of the zones that `keep` finds, else of the page's main part; a block is a line.

    Raises ReadError when a selector is none, or when `keep` finds nothing.
    """
    soup = soup_of(fetched)
    kept = select(soup, keep) if keep else _main(soup)
    if not kept:
        raise ReadError(or_rather(nothing_found(keep or "body", soup), offered_zone(soup)))
    left_out = {id(one) for selector in ignore for one in select(soup, selector)}
    inside = {id(tag) for one in kept for tag in one.find_all(True)}
    outermost = [one for one in kept if id(one) not in inside]

    def counts(tag: Tag) -> bool:
        return not (id(tag) in left_out or _unread(tag) or (not keep and _around_text(tag)))

    return [line for one in outermost for line in _lines(one, counts)]


def _unread(tag: Tag) -> bool:
    return tag.name in _UNREAD or "hidden" in tag.attrs or tag.get("aria-hidden") == "true"


def _around_text(tag: Tag) -> bool:
    head = tag.name == "header" and tag.parent is not None and tag.parent.name == "body"
    return head or tag.name in _AROUND or tag.get("role") in _AROUND_ROLES


def _main(soup: Tag) -> list[Tag]:
    return list(soup.find_all("main") or soup.find_all("body"))


def _lines(zone: Tag, counts: Callable[[Tag], bool]) -> Iterator[str]:
    written: list[str] = []
    for piece in _pieces(zone, counts):
        if piece is None:
            if line := one_line("".join(written)):
                yield line
            written = []
        else:
            written.append(piece)
    if line := one_line("".join(written)):
        yield line


def _pieces(zone: Tag, counts: Callable[[Tag], bool]) -> Iterator[str | None]:
    """Words in the page's order, and None wherever a line ends. Without recursion: pages nest deep."""
    waiting: list[PageElement | str | None] = [zone]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Tag):
            if piece is not zone and not counts(piece):
                continue
            around = _around(piece.name)
            waiting.append(around)
            waiting.append(_document(piece))
            waiting.extend(reversed(piece.contents))
            waiting.append(around)
        elif isinstance(piece, PreformattedString):
            continue  # a comment, a doctype
        elif isinstance(piece, NavigableString):
            yield str(piece)
        elif piece is None or isinstance(piece, str):
            yield piece


def _around(name: str) -> str | None:
    """What stands before and after an element: the end of a line, a space between cells, or nothing."""
    if name in _CELLS:
        return " "
    return None if name in BLOCKS else ""


def _document(tag: Tag) -> str:
    """« (bareme-2027.pdf) » after the link to a document: another one under the same words is news."""
    href = tag.get("href") if tag.name == "a" else None
    found = _DOCUMENT.search(href) if isinstance(href, str) else None
    return f" ({unquote(found[1])})" if found else ""
