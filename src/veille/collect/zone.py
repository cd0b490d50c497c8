"""What of a page counts: its words line by line, without the zones that change every day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from veille.collect.clean import one_line
from veille.collect.offered import offered_zone
from veille.collect.page import nothing_found, or_rather, select, soup_of
from veille.errors import ReadError
from veille.model.item import Fetched

# Never read by anybody, or around the text on every page of a site.
_UNREAD = (
    "script, style, noscript, template, svg, math, iframe, object, select, textarea, input, [hidden],"
    " [aria-hidden=true]"
)
_AROUND = "nav, footer, body > header, [role=navigation], [role=contentinfo], [role=banner]"
_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table"
    " tbody tfoot thead tr ul".split()
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
    for selector in (_UNREAD, *([] if keep else [_AROUND]), *ignore):
        for unread in select(soup, selector):
            if not any(unread is one for one in kept):
                unread.extract()
    inside = {id(tag) for one in kept for tag in one.find_all(True)}
    outermost = [one for one in kept if id(one) not in inside]
    return [line for one in outermost for line in _lines(one)]


def _main(soup: Tag) -> list[Tag]:
    return list(soup.find_all("main") or soup.find_all("body"))


def _lines(zone: Tag) -> Iterator[str]:
    written: list[str] = []
    for piece in _pieces(zone):
        if piece is None:
            if line := one_line("".join(written)):
                yield line
            written = []
        else:
            written.append(piece)
    if line := one_line("".join(written)):
        yield line


def _pieces(zone: Tag) -> Iterator[str | None]:
    """Words in the page's order, and None wherever a line ends. Without recursion: pages nest deep."""
    waiting: list[PageElement | str | None] = [zone]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Tag):
            around = _around(piece.name)
            waiting.append(around)
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
    if name in _BLOCKS:
        return None
    return " " if name in _CELLS else ""
