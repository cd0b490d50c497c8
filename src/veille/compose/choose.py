"""Which items go where in an edition: a pure reading of the section rules of veille.yml."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from veille.compose.view import Vocabulary, entry_view
from veille.model.declared import Publication, Section
from veille.model.edition import SectionView
from veille.model.item import Item
from veille.model.territory import is_within

_WIDE = frozenset({"FR", "EU"})


def scope_of(item: Item, home: Collection[str] = ()) -> str:
    """national, europe, local or elsewhere, by the item's territories; nothing known is national.

    `home` is the centre's own territory; a centre that names none calls local all that is not wide.
    """
    codes = set(item.territories)
    if not codes or "FR" in codes:
        return "national"
    if codes <= _WIDE:
        return "europe"
    return "local" if not home or any(is_within(code, home) for code in codes) else "elsewhere"


def concerns(publication: Publication, item: Item, words: Vocabulary) -> bool:
    """Whether an item is about what the publication is about (`where`), narrower themes included."""
    where = publication.where
    return (not where.themes or bool(words.with_parents(item.themes) & set(where.themes))) and (
        not where.territories
        or any(is_within(code, where.territories) for code in item.territories)
    )


def fits(section: Section, item: Item, words: Vocabulary, home: Collection[str] = ()) -> bool:
    """Whether an item may stand in a section."""
    return (
        (not section.natures or item.nature in section.natures)
        and (not section.themes or bool(words.with_parents(item.themes) & set(section.themes)))
        and (not section.media or item.medium in section.media)
        and section.scope in ("any", scope_of(item, home))
        and section.own in (None, item.own)
        # « Ce qui vient de nous » leaves our events to the agenda.
        and not (section.own and not section.natures and item.event)
    )


def choose(
    publication: Publication,
    items: Sequence[Item],
    words: Vocabulary,
    home: Collection[str] = (),
) -> tuple[list[SectionView], list[Item]]:
    """The filled sections in the order of the rules, and the items that no section took."""
    left = [item for item in items if concerns(publication, item, words)]
    aside = [item for item in items if item not in left]
    sections: list[SectionView] = []
    for rule in publication.sections:
        taken = [item for item in left if fits(rule, item, words, home)]
        shown = sorted(taken, key=_ORDER[rule.sort])[: rule.max]
        left = [item for item in left if item not in shown]
        sections += (
            _by_theme(rule, shown, words) if rule.by == "theme" else _one(rule, shown, words)
        )
    return sections, [*aside, *left]


def _one(rule: Section, items: Sequence[Item], words: Vocabulary) -> list[SectionView]:
    if not items:
        return []
    dated = rule.sort == "date" and all(item.starts_at for item in items)
    entries = tuple(entry_view(item, words) for item in items)
    return [SectionView(rule.key, rule.title, "agenda" if dated else "items", entries)]


def _by_theme(rule: Section, items: Sequence[Item], words: Vocabulary) -> list[SectionView]:
    """One section per first-level theme, in the vocabulary's order; an item stands under its first theme.

    The two hyphens, which no key may hold, keep these parts apart from every other section's.
    """
    filed: dict[str, list[Item]] = {}
    for item in items:
        filed.setdefault(words.top_theme(item.themes), []).append(item)
    return [
        SectionView(
            f"{rule.key}--{key}" if key else rule.key,
            words.theme(key).label if key else rule.title,
            "items",
            tuple(entry_view(item, words) for item in filed[key]),
        )
        for key in sorted(filed, key=words.rank)
    ]


def _newest(item: Item) -> tuple[float, str]:
    return (-(item.published_at or item.seen_at).timestamp(), item.url_key)


def _date(item: Item) -> tuple[datetime, str]:
    closes = (
        datetime.combine(item.closes_on, datetime.max.time()) if item.closes_on else datetime.max
    )
    return (item.starts_at or closes, item.url_key)


_ORDER: Mapping[str, Callable[[Item], tuple[object, str]]] = {
    "newest": _newest,
    "date": _date,
    "title": lambda item: (item.title.casefold(), item.url_key),
}
