"""What a message tells: its links that are news, each with its title and the words around it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from veille.collect.entries.clean import one_line
from veille.collect.mail.furniture import (
    is_foot,
    is_furniture,
    is_web_version,
    leads_out,
    plain_words,
    says_nothing,
)
from veille.model.mail import Block, Link
from veille.text.relay import unwrapped

MOST = 150
"""Told of one message."""
_TITLE_LENGTH = 200
_NEAR = 6
"""Blocks after which a heading speaks of something else."""
_LONG = 40
"""Characters from which words around a link say something of it."""
_NUMBERED = re.compile(r"^\d{1,2}\s*[.)–-]\s+")
_LOGO = re.compile(r"\b(?:logo|banniere|visuel|image|photo|illustration)\b|\.(?:png|jpe?g|gif)$")


@dataclass(frozen=True, slots=True)
class NewsLink:
    """One link that is news. `own`: the title is what the link itself says."""

    href: str
    title: str
    excerpt: str = ""
    own: bool = False


def news_links(blocks: Sequence[Block], homes: Iterable[str] = ()) -> list[NewsLink]:
    """In their order, each address and each title once. `homes`: hosts whose home page is no news."""
    homes = tuple(homes)
    found: list[NewsLink] = []
    for rank, block in enumerate(blocks):
        for link in block.links:
            href = unwrapped(link.href)
            if _is_news(href, link, block, homes):
                found.append(_news_link(href, link, blocks, rank))
    return [one for one in merged(found) if one.title][:MOST]


def merged(found: Iterable[NewsLink]) -> list[NewsLink]:
    """A picture, a title and a « lire la suite » that lead to one place are one link."""
    kept: list[NewsLink] = []
    places: dict[str, int] = {}
    for one in found:
        names = [f"h{one.href}"] + ([f"t{plain_words(one.title)}"] if one.title else [])
        at = next((places[name] for name in names if name in places), None)
        if at is None:
            at = len(kept)
            kept.append(one)
        else:
            kept[at] = _joined(kept[at], one)
        places.update(dict.fromkeys(names, at))
    return kept


def web_version(blocks: Sequence[Block]) -> str:
    """Where the message may be read as a page; empty when it does not say."""
    return next(
        (
            link.href
            for block in blocks
            for link in block.links
            if link.href.startswith("http")
            and is_web_version(link.href, link.text or link.alt, block.text)
        ),
        "",
    )


def whole_text(blocks: Sequence[Block]) -> str:
    """The words of a message that is one article, without its first and last lines' furniture."""
    told = (
        block.text
        for block in blocks
        if not any(leads_out(link.text, block.text) for link in block.links)
    )
    return one_line(" ".join(told))


def _joined(one: NewsLink, other: NewsLink) -> NewsLink:
    better = other if other.title and (not one.title or (other.own and not one.own)) else one
    return replace(better, href=one.href, excerpt=one.excerpt or other.excerpt)


def _is_news(href: str, link: Link, block: Block, homes: tuple[str, ...]) -> bool:
    says = link.text or link.alt
    if is_web_version(href, says, block.text) or is_furniture(href, homes):
        return False
    return not leads_out(says, block.text)


def _news_link(href: str, link: Link, blocks: Sequence[Block], rank: int) -> NewsLink:
    title, own = _title(link, blocks, rank)
    return NewsLink(href, title, _excerpt(link, title, blocks, rank), own)


def _title(link: Link, blocks: Sequence[Block], rank: int) -> tuple[str, bool]:
    """(title, whether the link itself says it)."""
    block, heading = blocks[rank], _heading(blocks, rank)
    if _speaks(link.text):
        return one_line(_sentence(link.text, block.text), _TITLE_LENGTH), True
    picture = not link.text and bool(link.alt)
    if picture and _speaks(link.alt) and not _LOGO.search(plain_words(link.alt)):
        return one_line(link.alt, _TITLE_LENGTH), False
    if not link.text and not block.text:
        return _announced(blocks, rank), False
    if titled := _titled(block.text):
        return titled, False
    first = _first_words(block.text, link.text)
    return heading or first or _told_before(blocks, rank) or one_line(link.text), False


def _speaks(text: str) -> bool:
    words = plain_words(text)
    long_enough = len(words) >= 12 or (len(words) >= 8 and " " in words)
    return long_enough and not says_nothing(text) and not text.startswith(("http://", "https://"))


def _sentence(link: str, around: str) -> str:
    """Of a link in the middle of a sentence, the sentence, when it is short enough to be a title."""
    line = next((one for one in around.split("\n") if link in one), "")
    if link[:1].islower() and len(link) < len(line) <= _TITLE_LENGTH - 40:
        return line.rstrip(" .:;")
    return link


def _titled(text: str) -> str:
    """The first line of several, when the next one begins anew: plain text sets titles so, and cuts lines."""
    first, _end, rest = text.partition("\n")
    anew = rest[:1].isupper() or rest[:1] in '«“"'
    return one_line(first, _TITLE_LENGTH) if rest and anew and first[-1:] not in ".,;:" else ""


def _heading(blocks: Sequence[Block], rank: int) -> str:
    """The nearest heading before, itself included."""
    for block in _near(blocks, rank):
        if block.heading and not says_nothing(block.text):
            return one_line(_NUMBERED.sub("", block.text), _TITLE_LENGTH)
        begins = (one.text for one in block.links if block.text.startswith(one.text))
        if said := next(filter(_speaks, begins), ""):
            return one_line(said, _TITLE_LENGTH)
    return ""


def _near(blocks: Sequence[Block], rank: int) -> Sequence[Block]:
    """A block and those above it that may speak of the same thing, upwards."""
    return blocks[max(0, rank - _NEAR + 1) : rank + 1][::-1]


def _announced(blocks: Sequence[Block], rank: int) -> str:
    """A picture stands above what it shows."""
    near = blocks[rank + 1 : rank + 4]
    return next((one_line(one.text, _TITLE_LENGTH) for one in near if one.heading), "")


def _first_words(text: str, link: str) -> str:
    """The first line, or sentence, that is not the link's own words."""
    line = next((one for one in text.split("\n") if one != link and len(one) > 2), "")
    sentence = re.split(r"(?<=[.!?])\s", line)[0] if len(line) > 120 else line
    return one_line(sentence, _TITLE_LENGTH).rstrip(" :")


def _told_before(blocks: Sequence[Block], rank: int) -> str:
    before = _lead(blocks, rank)
    return _first_words(before, "") if before else ""


def _excerpt(link: Link, title: str, blocks: Sequence[Block], rank: int) -> str:
    """The paragraph around; above a « lire la suite »; below a title."""
    block = blocks[rank]
    around = one_line(block.text)
    if around.startswith(title):
        around = around[len(title) :].lstrip(" :.–—-")
    if len(around) >= _LONG and around != title:
        return _without_button(around, link.text)
    if not _speaks(link.text) and link.text and (lead := _lead(blocks, rank)):
        return one_line(lead)
    if (not link.text and link.alt) or (link.text and link.text != title and link.text in title):
        return ""  # what stands under a picture, or a sentence, is as often something else
    following = []
    for one in blocks[rank + 1 : rank + 4]:
        if (
            one.heading
            or is_foot(one.text)
            or any(_speaks(other.text) and other.text == one.text for other in one.links)
        ):
            break
        following.append(one.text)
    return next((one_line(one) for one in following if len(one) >= _LONG), "")


def _without_button(around: str, button: str) -> str:
    if button and says_nothing(button) and around.endswith(button):
        around = around[: -len(button)]
    return around.strip(" :")


def _lead(blocks: Sequence[Block], rank: int) -> str:
    """The last words above that are long enough, up to the heading."""
    for block in _near(blocks, rank)[1:]:
        if block.heading:
            return ""
        if len(block.text) >= _LONG:
            return block.text
    return ""
