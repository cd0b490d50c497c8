"""The pages of the vocabulary: a theme keeps every page it ever had, whatever became of its items."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from veille.archive.filed import Heading, Vocabulary, every, heading_pages, with_page
from veille.archive.holdings import Holdings, Page, Site, Touched


def theme_pages(site: Site, holdings: Holdings, touched: Touched) -> Iterator[Page]:
    """The index, then for each theme that is touched its page, its feeds, and its pages of the year."""
    words = vocabulary(site, holdings)
    if touched.whole or touched.headings:
        yield Page("themes/index.html", "archive/themes.html", _("Thèmes"), {"filed": words})
    yield from heading_pages(words, holdings, touched, site.archive_url)


def vocabulary(site: Site, holdings: Holdings) -> Vocabulary:
    """The themes of the configuration, in its order; those that were merged lead to what they became."""
    filed = holdings.filed("theme")
    known = (
        Heading(theme.key, theme.label, theme.parent)
        for theme in site.themes
        if theme.key not in site.merged
    )
    headings = every(known, filed)
    return Vocabulary(
        kind="theme",
        template="archive/theme.html",
        headings=with_page(headings, filed),
        filed=filed,
        known=headings,
        merged=site.merged,
    )
