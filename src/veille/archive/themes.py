"""The pages of the vocabulary: a theme keeps every page it ever had, whatever became of its items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _

from veille.archive.filed import Heading, Vocabulary, filing, moved, pages_of
from veille.archive.holdings import Page, Placed, ThemeLine


def theme_pages(
    themes: Sequence[ThemeLine], merged: Mapping[str, str], placed: Sequence[Placed]
) -> Iterator[Page]:
    """The index, then for each theme ever used its page, its feed, and one page a year."""
    words = vocabulary(themes, merged)
    filed = filing(words, placed)
    yield Page("themes/index.html", "archive/themes.html", _("Thèmes"), {"filed": filed})
    for theme in filed.used:
        yield from pages_of(words, theme, filed)
        base = words.address(theme.key)
        about = {"items": list(filed.entries.get(theme.key, ())[:50]), "about": base}
        yield Page(f"{base}feed.atom", "archive/feed.atom", theme.label, about)
    yield from moved(words, placed)


def vocabulary(themes: Sequence[ThemeLine], merged: Mapping[str, str]) -> Vocabulary:
    """The themes of the configuration, in its order; those that were merged lead to what they became."""
    return Vocabulary(
        base="themes",
        template="archive/theme.html",
        named=lambda entry: entry.themes,
        known=tuple(Heading(theme.key, theme.label, theme.parent) for theme in themes),
        merged=merged,
        feeds=True,
    )
