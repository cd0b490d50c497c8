"""The pages of the vocabulary: a theme keeps every page it ever had, whatever became of its items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from gettext import gettext as _

from veille.archive.feeds import LONGEST, feed_pages, item_feed
from veille.archive.holdings import Filed, Holdings, Page, Site, ThemeLine, Touched
from veille.archive.references import of_entry, reference_pages

LISTED = 30
"""Items on a theme's own page; the rest stands by year."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """The themes that have a page, in the order of the vocabulary, and what stands under each."""

    lines: tuple[ThemeLine, ...]
    filed: Mapping[str, Filed]
    merged: Mapping[str, str]

    def line(self, key: str | None) -> ThemeLine | None:
        return next((one for one in self.lines if one.key == key), None)

    def children(self, key: str) -> list[ThemeLine]:
        return [one for one in self.lines if one.parent == key]

    def spellings(self, key: str) -> list[str]:
        """The keys under which it was ever told: its own, and those of the themes merged into it."""
        return [key, *sorted(old for old, new in self.merged.items() if new == key)]


def theme_pages(site: Site, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """The index, then for each theme that is touched its page, its feed, and its pages of the year."""
    tree = _tree(site, holdings.filed("theme"))
    context = {"tree": _tops(tree), "filed": tree.filed}
    yield Page("themes/index.html", "archive/themes.html", _("Thèmes"), context)
    years: dict[str, set[int]] = defaultdict(set)
    for kind, key, year in touched.headings:
        if kind == "theme":
            years[site.merged.get(key, key)].add(year)
    shown = _with_parents(years, tree)
    for theme in tree.lines:
        if theme.key in shown:
            yield from _pages_of(theme, tree, holdings, years[theme.key], site.archive_url)
    yield from _moved(site, holdings, touched)


def _with_parents(keys: Iterable[str], tree: _Tree) -> set[str]:
    """A theme's page names the narrower ones that have a page too."""
    known = {one.key: one.parent for one in tree.lines}
    return {one for key in keys for one in (key, known.get(key)) if one}


def _tree(site: Site, filed: Mapping[str, Filed]) -> _Tree:
    """A retired theme keeps its page; a theme that was never used has none."""
    merged = site.merged
    labels = {theme.key: theme for theme in site.themes if theme.key not in merged}
    for key, one in filed.items():
        labels.setdefault(key, ThemeLine(key, one.label))
    parents = {theme.parent for theme in labels.values() if theme.key in filed}
    used = tuple(one for one in labels.values() if one.key in filed or one.key in parents)
    return _Tree(used, filed, merged)


def _tops(tree: _Tree) -> list[tuple[ThemeLine, list[ThemeLine]]]:
    keys = {theme.key for theme in tree.lines}
    tops = [theme for theme in tree.lines if theme.parent not in keys]
    return [(top, tree.children(top.key)) for top in tops]


def _moved(site: Site, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """Sealed pages lead for ever to the themes of their day: each of these still answers."""
    told = {key for kind, key, _year in touched.headings if kind == "theme"}
    for key in sorted(told & site.merged.keys()):
        to = {"to": f"themes/{site.merged[key]}/"}
        yield Page(f"themes/{key}/index.html", "archive/moved.html", _("Page déplacée"), to)


def _pages_of(
    theme: ThemeLine, tree: _Tree, holdings: Holdings, years: Iterable[int], archive_url: str
) -> Iterator[Page]:
    under = tree.filed.get(theme.key) or Filed(theme.key, theme.label, (), 0)
    keys = tree.spellings(theme.key)
    shared = {
        "theme": theme,
        "parent": tree.line(theme.parent),
        "children": tree.children(theme.key),
        "total": under.total,
        "years": under.years,
    }
    base = f"themes/{theme.key}/"
    newest = holdings.under("theme", keys, limit=LONGEST)
    yield Page(
        f"{base}index.html",
        "archive/theme.html",
        theme.label,
        shared | {"items": newest[:LISTED], "year": None},
    )
    yield from feed_pages(item_feed(theme.label, base, newest))
    for year in sorted(set(years) & {year for year, _count in under.years}):
        items = holdings.under("theme", keys, year=year)
        title = f"{theme.label}, {year}"
        yield Page(
            f"{base}{year}/index.html",
            "archive/theme.html",
            title,
            shared | {"items": items, "year": year},
        )
        cited = [of_entry(one.entry, archive_url) for one in items]
        yield from reference_pages(f"{base}{year}/", title, cited)
