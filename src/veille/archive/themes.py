"""The pages of the vocabulary: a theme keeps every page it ever had, whatever became of its items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from gettext import gettext as _

from veille.archive.feeds import feed_pages, item_feed
from veille.archive.holdings import Holdings, Page, Placed, ThemeLine
from veille.archive.references import of_entry, reference_pages


def theme_pages(holdings: Holdings, placed: Sequence[Placed]) -> Iterator[Page]:
    """The index, then for each theme ever used its page, its feed, and one page a year."""
    merged = holdings.merged
    labels = {theme.key: theme for theme in holdings.themes if theme.key not in merged}
    filed: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        for key, label in _ever(one, merged).items():
            filed[key].append(one)
            labels.setdefault(key, ThemeLine(key, label))
    # A retired theme keeps its page; a theme that was never used has none.
    used = [
        theme
        for theme in labels.values()
        if theme.key in filed or _has_used_child(theme, labels, filed)
    ]
    yield Page(
        "themes/index.html",
        "archive/themes.html",
        _("Thèmes"),
        {"tree": _tree(used), "filed": dict(filed)},
    )
    for theme in used:
        yield from _pages_of(
            theme, labels, used, filed[theme.key], merged, holdings.seen_at, holdings.archive_url
        )
    yield from _moved(merged, placed)


def _moved(merged: Mapping[str, str], placed: Sequence[Placed]) -> Iterator[Page]:
    """Sealed pages lead for ever to the themes of their day: each of these still answers."""
    told = {theme.key for one in placed for telling in one.tellings for theme in telling.themes}
    for key in sorted(told & merged.keys()):
        to = {"to": f"themes/{merged[key]}/"}
        yield Page(f"themes/{key}/index.html", "archive/moved.html", _("Page déplacée"), to)


def _ever(one: Placed, merged: Mapping[str, str]) -> dict[str, str]:
    """Theme key → label, over all the tellings of an entry, each theme under the one it became."""
    return {
        merged.get(theme.key, theme.key): theme.label
        for telling in one.tellings
        for theme in telling.themes
    }


def _years_of(one: Placed, key: str, merged: Mapping[str, str]) -> list[int]:
    """The years in which it was told under a theme."""
    if not one.editions:
        return [one.first_date.year]
    pairs = zip(one.editions, one.tellings, strict=True)
    return sorted(
        {e.date.year for e, told in pairs for t in told.themes if merged.get(t.key, t.key) == key}
    )


def _has_used_child(
    theme: ThemeLine, labels: Mapping[str, ThemeLine], filed: Mapping[str, object]
) -> bool:
    return any(other.parent == theme.key and other.key in filed for other in labels.values())


def _tree(used: Sequence[ThemeLine]) -> list[tuple[ThemeLine, list[ThemeLine]]]:
    keys = {theme.key for theme in used}
    tops = [theme for theme in used if theme.parent not in keys]
    return [(top, [child for child in used if child.parent == top.key]) for top in tops]


def _pages_of(
    theme: ThemeLine,
    labels: Mapping[str, ThemeLine],
    used: Sequence[ThemeLine],
    items: Sequence[Placed],
    merged: Mapping[str, str],
    seen_at: Mapping[str, datetime],
    archive_url: str,
) -> Iterator[Page]:
    years: dict[int, list[Placed]] = defaultdict(list)
    for one in items:
        for year in _years_of(one, theme.key, merged):
            years[year].append(one)
    newest_first = sorted(years.items(), reverse=True)
    shared = {
        "theme": theme,
        "parent": labels.get(theme.parent or ""),
        "children": [child for child in used if child.parent == theme.key],
        "total": len(items),
        "years": [(year, len(listed)) for year, listed in newest_first],
    }
    base = f"themes/{theme.key}/"
    yield Page(
        f"{base}index.html",
        "archive/theme.html",
        theme.label,
        shared | {"items": list(items[:30]), "year": None},
    )
    yield from feed_pages(item_feed(theme.label, base, items, seen_at))
    for year, listed in newest_first:
        title = f"{theme.label}, {year}"
        yield Page(
            f"{base}{year}/index.html",
            "archive/theme.html",
            title,
            shared | {"items": listed, "year": year},
        )
        cited = [of_entry(one.entry, archive_url) for one in listed]
        yield from reference_pages(f"{base}{year}/", title, cited)
