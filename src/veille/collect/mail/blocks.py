"""A message's words as blocks: HTML cut where lines end on the page, plain text where lines are empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from veille.collect.entries.clean import BLOCKS, UNREAD, one_line
from veille.model.mail import Block, Link

MOST_LINKS = 300
"""Of one message; a thousand are no newsletter."""
_MOST_BLOCKS = 5_000
_MOST_TEXT = 800_000
_MOST_TAGS = 30_000
"""Characters of a part; the heaviest newsletters weigh a third of it."""
_LONGEST = 20_000
"""Characters of one block."""
_PICTURE_INSIDE = re.compile(r"data:[\w/+.;=-]{1,100},[^\"'\s)>]{200,}")
# A line that ends inside a block does not end it.
_CUTS = BLOCKS - {"br"}
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_STRONG = frozenset({"b", "strong"})
_DROPPED = UNREAD | {"head", "object", "title"}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HEADING_LENGTH = 250
_URL = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
_RULE = re.compile(r"[\s=*_#~·•-]{3,}")


@dataclass
class _Open:
    """The block that is being read."""

    words: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    heading: bool = False
    plain: bool = False
    """Whether words stand in it that are not strong: then it is no heading."""
    strong: bool = False

    def closed(self) -> Block | None:
        lines = (one_line(line) for line in "".join(self.words).split("\n"))
        text = "\n".join(filter(None, lines))[:_LONGEST]
        if not text and not self.links:
            return None
        short = 0 < len(text) <= _HEADING_LENGTH
        heading = short and (self.heading or (self.strong and not self.plain))
        return Block(text, tuple(self.links), heading)


def html_blocks(html: str) -> Iterator[Block]:
    """The blocks of an HTML part, in their order on the page; what is hidden is left out."""
    light = _PICTURE_INSIDE.sub("", html)[:_MOST_TEXT]
    light = "<".join(light.split("<", _MOST_TAGS)[:_MOST_TAGS])
    soup = BeautifulSoup(light if "<" in light else "", "lxml")
    links = 0
    current = _Open()
    count = 0
    for step, tag in _steps(soup):
        if step == "cut":
            block = current.closed()
            current = _Open()
            if block:
                links += len(block.links)
                count += 1
                yield block
            if count >= _MOST_BLOCKS or links >= MOST_LINKS:
                return
        elif step == "open" and isinstance(tag, Tag):
            _begin(current, tag)
        else:
            _say(current, tag)
    if block := current.closed():
        yield block


def _steps(soup: BeautifulSoup) -> Iterator[tuple[str, Tag | NavigableString]]:
    """Walks the tree without recursion: hostile pages nest ten thousand deep."""
    waiting: list[tuple[str, Tag | NavigableString]] = [("walk", soup)]
    while waiting:
        step, node = waiting.pop()
        if step != "walk" or not isinstance(node, Tag):
            yield (step if step != "walk" else "say"), node
            continue
        if node.name in _DROPPED or _HIDDEN.search(str(node.get("style") or "")):
            continue
        after: list[tuple[str, Tag | NavigableString]] = []
        if node.name in _CUTS:
            yield "cut", node
            after = [("cut", node)]
        yield "open", node
        inside = [
            ("walk", child) for child in node.children if isinstance(child, Tag | NavigableString)
        ]
        waiting += after + inside[::-1]


def _begin(current: _Open, tag: Tag) -> None:
    if tag.name == "br":
        current.words.append("\n")
    elif tag.name in _HEADINGS:
        current.heading = True
    elif len(current.links) >= MOST_LINKS:
        return
    elif tag.name == "a" and isinstance(href := tag.get("href"), str) and href.strip():
        alts = (str(image.get("alt") or "") for image in tag.find_all("img"))
        current.links.append(
            Link(href.strip(), one_line(tag.get_text(" ")), one_line(" ".join(alts)))
        )


def _say(current: _Open, node: Tag | NavigableString) -> None:
    # Comments hold Outlook's own page.
    if not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
        return
    # A line end in the source is a space on the page.
    text = re.sub(r"\s+", " ", str(node))
    current.words.append(text)
    if text.strip():
        strong = _is_strong(node)
        current.strong = current.strong or strong
        current.plain = current.plain or not strong


def _is_strong(node: NavigableString) -> bool:
    for parent in node.parents:
        if parent.name in _CUTS:
            # A cell may be bold by its style alone.
            return bool(_BOLD.search(str(parent.get("style") or "")))
        if parent.name in _STRONG or _BOLD.search(str(parent.get("style") or "")):
            return True
    return False


def text_blocks(text: str) -> Iterator[Block]:
    """The blocks of a plain part: parted by empty lines; a title stands alone or above a rule."""
    folded = text[:_MOST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    count = 0
    for written in re.split(r"\n[ \t]*\n+", folded)[:_MOST_BLOCKS]:
        lines = [line for line in map(one_line, written.split("\n")) if line]
        for part in _parted(lines):
            if count < MOST_LINKS and (block := _text_block(part)):
                count += len(block.links)
                yield block


def _parted(lines: list[str]) -> Iterator[list[str]]:
    """A title that a rule underlines is a block of its own; rules are dropped."""
    kept: list[str] = []
    for rank, line in enumerate(lines):
        if _RULE.fullmatch(line):
            continue
        under = lines[rank + 1] if rank + 1 < len(lines) else ""
        if under and _RULE.fullmatch(under) and not kept:
            yield [line]
            continue
        kept.append(line)
    yield kept


def _text_block(lines: list[str]) -> Block | None:
    if not lines:
        return None
    text = "\n".join(lines)
    found = islice(_URL.finditer(text), MOST_LINKS)
    links = tuple(Link(_trimmed(one[0]), "") for one in found)
    without = _URL.sub(" ", text).strip(" <>()\n")[:_LONGEST]
    heading = len(lines) == 1 and not links and _like_a_title(without)
    return Block(without, links, heading) if without or links else None


def _like_a_title(line: str) -> bool:
    return 3 <= len(line) <= 120 and line[-1] not in ".,;:!…" and not line.startswith(("-", ">"))


def _trimmed(url: str) -> str:
    """Without what ends the sentence; a closing parenthesis belongs to an address that opened one."""
    url = url.rstrip(".,;:!?»'*_")
    return url.rstrip(")]>") if "(" not in url else url
