"""A rendered letter as a tree of elements, light enough to be read at every change. Never raises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)  # fmt: skip
_DEEPEST = 200
"""Elements inside one another; deeper, a letter is no letter and only costs time."""
_UNSEEN = frozenset({"style", "script", "title", "head"})


@dataclass(eq=False, slots=True)
class Element:
    """One tag, its attributes, what it holds; text stands among its children."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def lineage(self) -> Iterator[Element]:
        """Itself, then what holds it, outwards."""
        one: Element | None = self
        while one is not None:
            yield one
            one = one.parent

    @property
    def own_text(self) -> str:
        """The words that stand right in it."""
        return " ".join(" ".join(one for one in self.children if isinstance(one, str)).split())

    @property
    def text(self) -> str:
        """Every word inside it, pictures by what stands for them."""
        words: list[str] = []
        for one in self.walk():
            if isinstance(one, str):
                words.append(one)
            elif one.tag == "img":
                words.append(one.attributes.get("alt", ""))
        return " ".join(" ".join(words).split())

    @property
    def hidden(self) -> bool:
        return any(
            one.tag in _UNSEEN
            or "display:none" in one.attributes.get("style", "").replace(" ", "").lower()
            for one in self.lineage
        )

    def walk(self) -> Iterator[Element | str]:
        """All that is inside it, in the order of reading; itself first."""
        stack: list[Element | str] = [self]
        while stack:
            one = stack.pop()
            yield one
            if isinstance(one, Element):
                stack += reversed(one.children)

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements inside it, of these names or of any."""
        for one in self.walk():
            if isinstance(one, Element) and (not tags or one.tag in tags):
                yield one


def read(html: str) -> Element:
    """The tree under a root that has no name. What is badly nested is read as well as it can be."""
    reader = _Reader()
    # Marked sections that no letter holds are beyond Python's reader: what came before them counts.
    with suppress(AssertionError):
        reader.feed(html)
        reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1])
        self._open[-1].children.append(made)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if any(one.tag == tag for one in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def unknown_decl(self, data: str) -> None:
        """What only Outlook reads."""
