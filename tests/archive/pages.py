"""What a test looks at in a page of the archive: its tags, its links, its headings."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

LOST = "404.html"
"""Shown by the host in place of any page: no link leads to it, and its own start from the root."""

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = re.compile(r"h[1-6]")


@dataclass
class Seen:
    """One element: its tag, its attributes, the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Reader(HTMLParser):
    """Reads a page as strictly as it is written: `faults` says what an HTML 5 parser would have to mend."""

    faults: list[str] = field(default_factory=list)
    elements: list[Seen] = field(default_factory=list)
    open: list[Seen] = field(default_factory=list)
    doctype: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        self.faults += [f"<{tag}> says {name} twice" for name in names if names[name] > 1]
        seen = Seen(tag, {name: value or "" for name, value in attrs})
        self.elements.append(seen)
        blocks = (
            "p",
            "div",
            "ul",
            "ol",
            "section",
            "article",
            "nav",
            "table",
            *("h" + d for d in "123456"),
        )
        if tag in blocks and any(one.tag == "p" for one in self.open):
            self.faults.append(f"<{tag}> inside <p>")
        if tag == "a" and any(one.tag == "a" for one in self.open):
            self.faults.append("a link inside a link")
        if tag == "li" and self.open[-1].tag not in ("ul", "ol"):
            self.faults.append("<li> outside a list")
        if self.open and self.open[-1].tag in ("ul", "ol") and tag != "li":
            self.faults.append(f"<{tag}> between the items of a list")
        if tag not in VOID:
            self.open.append(seen)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.faults.append(f"<{tag}/> is not HTML")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes nothing")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text += data

    def all(self, *tags: str) -> list[Seen]:
        return [one for one in self.elements if one.tag in tags]

    @property
    def ids(self) -> list[str]:
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def levels(self) -> list[int]:
        return [int(one.tag[1]) for one in self.elements if _HEADINGS.fullmatch(one.tag)]

    @property
    def addresses(self) -> list[str]:
        return [
            one.attributes[name]
            for one in self.elements
            for name in ("href", "src")
            if name in one.attributes
        ]


def read(page: bytes) -> Reader:
    """A page read; what is left open is a fault too."""
    reader = Reader()
    reader.feed(page.decode("utf-8"))
    reader.close()
    reader.faults += [f"<{one.tag}> is never closed" for one in reader.open]
    reader.faults += [f"id {one} twice" for one, times in Counter(reader.ids).items() if times > 1]
    return reader


def words(text: str) -> str:
    """A text as it is seen: every run of white space is one space."""
    return " ".join(text.split())


def target(page: str, address: str) -> tuple[str, str] | None:
    """(path, fragment) of the file that an address leads to; None when it leaves the archive."""
    split = urlsplit(address)
    if split.scheme or split.netloc:
        return None
    path = (
        posixpath.normpath(posixpath.join(posixpath.dirname(page), split.path)).lstrip("/")
        if split.path
        else page
    )
    if split.path.endswith("/"):
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    return path, split.fragment
