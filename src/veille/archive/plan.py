"""Which pages the archive has, and what is on each: a pure function of what was sealed or waits in view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from veille.model.declared import Centre
from veille.model.edition import EditionView, EntryView, SectionView


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme of the vocabulary as the archive needs it."""

    key: str
    label: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A publication with its sealed editions, newest first, and what waits in its living page."""

    key: str
    title: str
    accent: str
    rhythm: str = ""
    living: bool = False
    editions: tuple[EditionView, ...] = ()
    waiting: tuple[SectionView, ...] = ()

    @property
    def years(self) -> list[tuple[int, list[EditionView]]]:
        return _by_year(self.editions)

    @property
    def waiting_count(self) -> int:
        return sum(len(section.entries) for section in self.waiting)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything public, on one day. The archive is a function of this and of the templates."""

    workspace: str
    centre: Centre
    archive_url: str
    as_of: date
    shelves: tuple[Shelf, ...]
    themes: tuple[ThemeLine, ...]
    seen_at: Mapping[str, datetime] = field(default_factory=dict)
    """public_id → the instant when its first edition was sealed, for the feeds."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sealed entry with the editions it was in, oldest first. The newest telling is shown."""

    entry: EntryView
    editions: tuple[EditionView, ...]

    @property
    def first_date(self) -> date:
        return self.editions[0].date


@dataclass(frozen=True, slots=True)
class Page:
    """One file to write: its path under the root, its template, and what the template is given."""

    path: str
    template: str
    title: str
    context: Mapping[str, object]
    description: str = ""

    @property
    def root(self) -> str:
        """The way back to the archive's root, so that a sub-folder works: « ../../ » or « ./ »."""
        return "../" * self.path.count("/") or "./"

    @property
    def address(self) -> str:
        """The path as people see it, without index.html."""
        return self.path.removesuffix("index.html")


def pages(holdings: Holdings) -> list[Page]:
    """Every page and feed, in a fixed order, no path twice."""
    placed = placed_entries(holdings.shelves)
    return [
        _accents(holdings),
        *_home(holdings, placed),
        *_publications(holdings),
        *_editions(holdings),
        *_items(placed),
        *_themes(holdings, placed),
        *_years(holdings),
    ]


def living_paths(holdings: Holdings) -> set[str]:
    """The pages that change when something is selected: home, and each living page."""
    return {
        "index.html",
        *(f"{shelf.key}/index.html" for shelf in holdings.shelves if shelf.living),
    }


def placed_entries(shelves: Iterable[Shelf]) -> list[Placed]:
    """Every sealed entry once, the newest first."""
    latest: dict[str, EntryView] = {}
    where: dict[str, list[EditionView]] = defaultdict(list)
    for edition in sorted((e for shelf in shelves for e in shelf.editions), key=_edition_order):
        for entry in edition.entries:
            latest[entry.public_id] = entry
            where[entry.public_id].append(edition)
    everything = [Placed(entry, tuple(where[key])) for key, entry in latest.items()]
    return sorted(
        everything,
        key=lambda p: (p.editions[-1].date, p.entry.title, p.entry.public_id),
        reverse=True,
    )


def _edition_order(edition: EditionView) -> tuple[date, str, int, str]:
    return (edition.date, edition.publication, edition.number, edition.slug)


def _by_year(editions: Sequence[EditionView]) -> list[tuple[int, list[EditionView]]]:
    years: dict[int, list[EditionView]] = defaultdict(list)
    for edition in sorted(editions, key=_edition_order, reverse=True):
        years[edition.date.year].append(edition)
    return sorted(years.items(), reverse=True)


def _accents(holdings: Holdings) -> Page:
    """A style sheet of its own: the strict policy of the site allows no style on an element."""
    kept = {edition.accent for shelf in holdings.shelves for edition in shelf.editions}
    colours = sorted(kept | {shelf.accent for shelf in holdings.shelves})
    return Page("assets/accents.css", "archive/accents.css", "", {"colours": colours})


def _home(holdings: Holdings, placed: Sequence[Placed]) -> Iterator[Page]:
    title = holdings.centre.name
    yield Page(
        "index.html",
        "archive/home.html",
        title,
        {"shelves": holdings.shelves, "total": len(placed)},
    )
    yield Page("feed.atom", "archive/feed.atom", title, {"items": list(placed[:50]), "about": ""})


def _publications(holdings: Holdings) -> Iterator[Page]:
    for shelf in holdings.shelves:
        yield Page(
            f"{shelf.key}/index.html", "archive/publication.html", shelf.title, {"shelf": shelf}
        )
        items = placed_entries([shelf])[:50]
        yield Page(
            f"{shelf.key}/feed.atom",
            "archive/feed.atom",
            shelf.title,
            {"items": items, "about": f"{shelf.key}/"},
        )


def _editions(holdings: Holdings) -> Iterator[Page]:
    for shelf in holdings.shelves:
        ordered = sorted(shelf.editions, key=_edition_order)
        for before, edition, after in _neighbours(ordered):
            yield Page(
                f"{edition.path}index.html",
                "archive/edition.html",
                f"{edition.publication_title} n° {edition.slug}",
                {"edition": edition, "shelf": shelf, "previous": before, "next": after},
            )


def _neighbours(
    ordered: Sequence[EditionView],
) -> Iterator[tuple[EditionView | None, EditionView, EditionView | None]]:
    padded = [None, *ordered, None]
    for (before, edition), (_, after) in pairwise(pairwise(padded)):
        if edition is not None:
            yield before, edition, after


def _items(placed: Sequence[Placed]) -> Iterator[Page]:
    for one in placed:
        path = f"ressource/{one.entry.public_id}/index.html"
        yield Page(path, "archive/item.html", one.entry.title, {"item": one})


def _themes(holdings: Holdings, placed: Sequence[Placed]) -> Iterator[Page]:
    labels = {theme.key: theme for theme in holdings.themes}
    filed: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        for named in one.entry.themes:
            filed[named.key].append(one)
            labels.setdefault(named.key, ThemeLine(named.key, named.label))
    # A retired theme keeps its page; a theme that was never used has none.
    used = [
        theme
        for theme in labels.values()
        if theme.key in filed or _has_used_child(theme, labels, filed)
    ]
    yield Page(
        "themes/index.html",
        "archive/themes.html",
        "Thèmes",
        {"tree": _tree(used), "filed": dict(filed)},
    )
    for theme in used:
        yield from _theme_pages(theme, labels, used, filed[theme.key])


def _has_used_child(
    theme: ThemeLine, labels: Mapping[str, ThemeLine], filed: Mapping[str, object]
) -> bool:
    return any(other.parent == theme.key and other.key in filed for other in labels.values())


def _tree(used: Sequence[ThemeLine]) -> list[tuple[ThemeLine, list[ThemeLine]]]:
    keys = {theme.key for theme in used}
    tops = [theme for theme in used if theme.parent not in keys]
    return [(top, [child for child in used if child.parent == top.key]) for top in tops]


def _theme_pages(
    theme: ThemeLine,
    labels: Mapping[str, ThemeLine],
    used: Sequence[ThemeLine],
    items: Sequence[Placed],
) -> Iterator[Page]:
    years: dict[int, list[Placed]] = defaultdict(list)
    for one in items:
        years[one.editions[-1].date.year].append(one)
    newest_first = sorted(years.items(), reverse=True)
    shared = {
        "theme": theme,
        "parent": labels.get(theme.parent or ""),
        "children": [child for child in used if child.parent == theme.key],
        "years": [(year, len(listed)) for year, listed in newest_first],
    }
    base = f"themes/{theme.key}/"
    yield Page(
        f"{base}index.html",
        "archive/theme.html",
        theme.label,
        shared | {"items": list(items[:30]), "year": None},
    )
    yield Page(
        f"{base}feed.atom",
        "archive/feed.atom",
        theme.label,
        {"items": list(items[:50]), "about": base},
    )
    for year, listed in newest_first:
        title = f"{theme.label}, {year}"
        yield Page(
            f"{base}{year}/index.html",
            "archive/theme.html",
            title,
            shared | {"items": listed, "year": year},
        )


def _years(holdings: Holdings) -> Iterator[Page]:
    years = _by_year([edition for shelf in holdings.shelves for edition in shelf.editions])
    for year, editions in years:
        neighbours = [other for other, _ in years]
        context = {"year": year, "editions": editions, "years": neighbours}
        yield Page(f"{year}/index.html", "archive/year.html", str(year), context)
