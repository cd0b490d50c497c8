"""Pages of what entries are filed under, a theme or a territory: it keeps every page it ever had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from gettext import gettext as _

from veille.archive.feeds import feed_pages, item_feed
from veille.archive.holdings import MOVED, Filed, Holdings, Page, Placed, Touched
from veille.archive.references import of_entry, reference_pages
from veille.archive.years import strip
from veille.model.edition import EntryView

FOLDERS = {"theme": "themes", "territory": "territoires"}
"""Kind of a heading, as the holdings name it → first segment of the addresses of its pages."""
LISTED = 30
"""Entries on a heading's own page; the rest stands by year."""
BRIEF = 60
"""A year with more tells its entries in a line each, month by month."""


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
    """One kind of heading: those that have a page, in the order of the index, and what stands under each."""

    kind: str
    """One of FOLDERS."""
    template: str
    headings: tuple[Heading, ...]
    filed: Mapping[str, Filed]
    known: Mapping[str, Heading]
    """By key: those without a page too, which may have had one."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Key of a heading that is gone → key of the one that took its place."""

    @property
    def base(self) -> str:
        """First segment of its addresses: « themes », « territoires »."""
        return FOLDERS[self.kind]

    def heading(self, key: str | None) -> Heading | None:
        return next((one for one in self.headings if one.key == key), None)

    def children(self, key: str) -> list[Heading]:
        return [one for one in self.headings if one.parent == key]

    def spellings(self, key: str) -> list[str]:
        """The keys under which it was ever told: its own, and those of the ones merged into it."""
        return [key, *sorted(old for old, new in self.merged.items() if new == key)]

    def count(self, key: str) -> int:
        return self.filed[key].total if key in self.filed else 0

    def address(self, key: str) -> str:
        """Its page under the root, as people see it."""
        return f"{self.base}/{key}/"

    @property
    def tree(self) -> list[tuple[Heading, list[Heading]]]:
        """The first level, each with what is under it."""
        keys = {one.key for one in self.headings}
        tops = [one for one in self.headings if one.parent not in keys]
        return [(one, self.children(one.key)) for one in tops]


def every(known: Iterable[Heading], filed: Mapping[str, Filed]) -> dict[str, Heading]:
    """By key: what is known, then what has left the vocabulary and keeps its page."""
    headings = {one.key: one for one in known}
    for key, one in filed.items():
        headings.setdefault(key, Heading(key, one.label))
    return headings


def with_page(headings: Mapping[str, Heading], filed: Mapping[str, Filed]) -> tuple[Heading, ...]:
    """Those under which something ever stood, or one below them."""
    wanted = {above for key in filed for above in _upwards(key, headings)}
    return tuple(one for one in headings.values() if one.key in wanted)


def _upwards(key: str, headings: Mapping[str, Heading]) -> Iterator[str]:
    """A heading and all those above it, which lead to it."""
    met: set[str] = set()
    while key in headings and key not in met:
        met.add(key)
        yield key
        key = headings[key].parent or ""


def paged(holdings: Holdings) -> frozenset[str]:
    """Addresses of the headings under which something stands: what is not sealed leads to no other."""
    return frozenset(
        f"{folder}/{key}/" for kind, folder in FOLDERS.items() for key in holdings.filed(kind)
    )


def heading_pages(
    words: Vocabulary, holdings: Holdings, touched: Touched, archive_url: str
) -> Iterator[Page]:
    """Of each heading that is touched its page, its feeds, and its pages of the year."""
    years: dict[str, set[int]] = defaultdict(set)
    for kind, key, year in touched.headings:
        if kind == words.kind:
            years[words.merged.get(key, key)].add(year)
    # A heading's page names the narrower ones that have a page too.
    shown = {above for key in years for above in _upwards(key, words.known)}
    for heading in words.headings:
        if heading.key in shown:
            yield from _own_page(words, heading, holdings)
            yield from _year_pages(words, heading, holdings, years[heading.key], archive_url)
    yield from _moved(words, touched)


def _own_page(words: Vocabulary, heading: Heading, holdings: Holdings) -> Iterator[Page]:
    under = words.filed.get(heading.key) or Filed(heading.key, heading.label, (), 0)
    newest = holdings.under(words.kind, words.spellings(heading.key), limit=LISTED)
    base = words.address(heading.key)
    context = _shared(words, heading) | {
        "items": newest[:LISTED],
        "months": (),
        "year": None,
        "years": under.years,
        "strip": strip(under.years),
        "total": under.total,
        "children": words.children(heading.key),
    }
    yield Page(f"{base}index.html", words.template, heading.title, context)
    yield from feed_pages(item_feed(heading.title, base, newest))


def _shared(words: Vocabulary, heading: Heading) -> dict[str, object]:
    return {
        words.kind: heading,
        "heading": heading,
        "index": f"{words.base}/",
        "base": words.address(heading.key),
        "parent": words.heading(heading.parent),
    }


def _year_pages(
    words: Vocabulary, heading: Heading, holdings: Holdings, years: set[int], archive_url: str
) -> Iterator[Page]:
    """They say nothing of the other years: a new one leaves the older pages alone."""
    under = words.filed.get(heading.key)
    keys = words.spellings(heading.key)
    for year in sorted(years & {one for one, _count in under.years} if under else ()):
        items = holdings.under(words.kind, keys, year=year)
        title = f"{heading.title}, {year}"
        base = f"{words.address(heading.key)}{year}/"
        brief = len(items) > BRIEF
        context = _shared(words, heading) | {
            "items": () if brief else items,
            "months": _by_month(words, keys, year, items) if brief else (),
            "year": year,
            "total": len(items),
            "children": (),
        }
        yield Page(f"{base}index.html", words.template, title, context)
        cited = [of_entry(one.entry, archive_url) for one in items]
        yield from reference_pages(base, title, cited)


def _by_month(
    words: Vocabulary, keys: Sequence[str], year: int, items: Sequence[Placed]
) -> list[tuple[date, list[Placed]]]:
    """(a day of the month, what was told then), the newest first; each once, when it was told last."""
    months: dict[date, list[Placed]] = defaultdict(list)
    for one in items:
        months[_told_on(words, keys, year, one).replace(day=1)].append(one)
    return sorted(months.items(), reverse=True)


def _told_on(words: Vocabulary, keys: Sequence[str], year: int, one: Placed) -> date:
    """The last day in that year on which it was told under one of these keys."""
    return max(
        (
            edition.date
            for edition, told in zip(one.editions, one.tellings, strict=False)
            if edition.date.year == year and any(key in keys for key in _keys(words, told))
        ),
        default=one.first_date,
    )


def _keys(words: Vocabulary, entry: EntryView) -> list[str]:
    named = entry.themes if words.kind == "theme" else entry.territories
    return [one.key for one in named]


def _moved(words: Vocabulary, touched: Touched) -> Iterator[Page]:
    """Sealed pages lead for ever to the headings of their day: each of these still answers."""
    told = {key for kind, key, _year in touched.headings if kind == words.kind}
    for key in sorted(told & words.merged.keys()):
        to = {"to": words.address(words.merged[key])}
        path = f"{words.address(key)}index.html"
        yield Page(path, MOVED, _("Page déplacée"), to)
