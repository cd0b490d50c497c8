"""Pages of what entries are filed under, a theme or a territory: it keeps every page it ever had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import gettext as _

from veille.archive.holdings import Page, Placed
from veille.archive.years import beside, strip
from veille.model.edition import EntryView, Named

SHOWN = 30
"""Entries on the page of a heading; the pages of its years have them all."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What entries may be filed under: a theme of the vocabulary, a territory."""

    key: str
    label: str
    parent: str | None = None
    kind: str = ""
    """« région », « commune »…: what tells it from another of the same name. Empty for a theme."""

    @property
    def title(self) -> str:
        return f"{self.label} ({self.kind})" if self.kind else self.label


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One kind of heading: where its pages are, and what an entry names of it."""

    base: str
    """First segment of its addresses: « themes », « territoires »."""
    template: str
    named: Callable[[EntryView], tuple[Named, ...]]
    known: tuple[Heading, ...] = ()
    """In the order of the index; one that no entry was ever filed under has no page."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Key of a heading that is gone → key of the one that took its place."""
    feeds: bool = False
    """Whether each page has a feed beside it."""

    def address(self, key: str) -> str:
        """Its page under the root, as people see it."""
        return f"{self.base}/{key}/"

    def stands_for(self, key: str) -> str:
        return self.merged.get(key, key)


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything placed, by heading: only those that have a page, each with its entries."""

    used: tuple[Heading, ...]
    entries: Mapping[str, tuple[Placed, ...]]

    def children(self, key: str) -> list[Heading]:
        return [one for one in self.used if one.parent == key]

    def count(self, key: str) -> int:
        return len(self.entries.get(key, ()))

    @property
    def tree(self) -> list[tuple[Heading, list[Heading]]]:
        """The first level, each with what is under it."""
        keys = {one.key for one in self.used}
        return [(one, self.children(one.key)) for one in self.used if one.parent not in keys]


def filing(words: Vocabulary, placed: Sequence[Placed]) -> Filing:
    """Sorts entries under their headings of all times, and finds which headings have a page."""
    found: dict[str, list[Placed]] = defaultdict(list)
    headings = {one.key: one for one in words.known if one.key not in words.merged}
    for one in placed:
        for key, label in _ever(words, one).items():
            found[key].append(one)
            # A heading that has left the vocabulary keeps its page.
            headings.setdefault(key, Heading(key, label))
    wanted = {above for key in found for above in _upwards(key, headings)}
    used = tuple(one for one in headings.values() if one.key in wanted)
    return Filing(used, {key: tuple(entries) for key, entries in found.items()})


def pages_of(words: Vocabulary, heading: Heading, filed: Filing) -> Iterator[Page]:
    """The page of a heading, and one page a year. Its feed, if it has one, is made beside."""
    items = filed.entries.get(heading.key, ())
    years = _by_year(words, heading.key, items)
    counts = [(year, len(listed)) for year, listed in years]
    base = words.address(heading.key)
    above = [one for one in filed.used if one.key == heading.parent]
    shared = {
        "heading": heading,
        "base": base,
        "index": f"{words.base}/",
        "parent": above[0] if above else None,
        "feed": f"{base}feed.atom" if words.feeds else "",
    }
    whole = {"total": len(items), "years": counts, "strip": strip(counts)}
    newest = {"items": list(items[:SHOWN]), "year": None, "children": filed.children(heading.key)}
    yield Page(f"{base}index.html", words.template, heading.title, shared | whole | newest)
    others = beside([year for year, _listed in years])
    for year, listed in years:
        context = shared | {"items": listed, "year": year, "total": len(listed), "children": ()}
        title = f"{heading.title}, {year}"
        yield Page(f"{base}{year}/index.html", words.template, title, context | others[year])


def moved(words: Vocabulary, placed: Sequence[Placed]) -> Iterator[Page]:
    """Sealed pages lead for ever to the headings of their day: each of these still answers."""
    told = {
        named.key for one in placed for telling in one.tellings for named in words.named(telling)
    }
    for key in sorted(told & words.merged.keys()):
        to = {"to": words.address(words.merged[key])}
        path = f"{words.address(key)}index.html"
        yield Page(path, "archive/moved.html", _("Page déplacée"), to)


def _ever(words: Vocabulary, one: Placed) -> dict[str, str]:
    """Key → label, over all the tellings of an entry, each heading under the one it became."""
    return {
        words.stands_for(named.key): named.label
        for telling in one.tellings
        for named in words.named(telling)
    }


def _upwards(key: str, headings: Mapping[str, Heading]) -> Iterator[str]:
    """A heading and all those above it, which lead to it."""
    met: set[str] = set()
    while key in headings and key not in met:
        met.add(key)
        yield key
        key = headings[key].parent or ""


def _by_year(
    words: Vocabulary, key: str, items: Sequence[Placed]
) -> list[tuple[int, list[Placed]]]:
    years: dict[int, list[Placed]] = defaultdict(list)
    for one in items:
        for year in _years_of(words, key, one):
            years[year].append(one)
    return sorted(years.items(), reverse=True)


def _years_of(words: Vocabulary, key: str, one: Placed) -> list[int]:
    """The years in which an entry was told under a heading."""
    if not one.editions:
        return [one.first_date.year]
    pairs = zip(one.editions, one.tellings, strict=True)
    return sorted(
        {
            edition.date.year
            for edition, told in pairs
            for named in words.named(told)
            if words.stands_for(named.key) == key
        }
    )
