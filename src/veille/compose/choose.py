"""Which items go where in an edition: a pure reading of the section rules of veille.yml."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime

from veille.compose.view import Vocabulary, entry_view
from veille.geography import is_within
from veille.model.declared import Publication, Section
from veille.model.edition import EntryView, Placement, SectionView
from veille.model.item import Item
from veille.text.dates import paris_day

_WIDE = frozenset({"FR", "EU"})
_NOTHING: Mapping[int, Placement] = {}


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


def is_over(item: Item, day: date) -> bool:
    """Whether what an item announces is past on a day: an event after its last hour, a call after it closed."""
    if item.event:
        return item.event.last < day
    if item.starts_at:
        return paris_day(item.ends_at or item.starts_at) < day
    return item.closes_on is not None and item.closes_on < day


def fits(section: Section, item: Item, words: Vocabulary, home: Collection[str] = ()) -> bool:
    """Whether an item may stand in a section."""
    return (
        (not section.natures or item.nature in section.natures)
        and (not section.themes or bool(words.with_parents(item.themes) & set(section.themes)))
        and (not section.media or item.medium in section.media)
        and _in_scope(section.scope, item, home)
        and section.own in (None, item.own)
        # « Ce qui vient de nous » leaves our events to the agenda.
        and not (section.own and not section.natures and item.event)
    )


def _in_scope(scope: str, item: Item, home: Collection[str]) -> bool:
    """« departmental » is what the centre's own départements and regions tell of themselves as a whole."""
    found = scope_of(item, home)
    if scope == "departmental":
        return found == "local" and any(code[:1] in "DR" for code in item.territories)
    return scope in ("any", found)


def choose(
    publication: Publication,
    items: Sequence[Item],
    words: Vocabulary,
    home: Collection[str] = (),
    placed: Mapping[int, Placement] = _NOTHING,
    day: date | None = None,
) -> tuple[list[SectionView], list[Item]]:
    """The filled sections in the order of the rules, and the items that no section took.

    `placed`: item id → what a person decided of it, which beats every rule but the order of sections.
    `day`: the edition's; what is over by then has no place, unless a person gave it one.
    """
    hand = _Hand(publication, words, placed)
    left = [
        item
        for item in items
        if hand.section(item)
        or (concerns(publication, item, words) and not (day and is_over(item, day)))
    ]
    aside = [item for item in items if item not in left]
    sections: list[SectionView] = []
    for rule in publication.sections:
        put = [item for item in left if hand.puts(item, rule)]
        taken = [item for item in left if not hand.section(item) and fits(rule, item, words, home)]
        chosen = [*put, *sorted(taken, key=_ORDER[rule.sort])[: max(0, rule.max - len(put))]]
        shown = sorted(sorted(chosen, key=_ORDER[rule.sort]), key=hand.rank)
        left = [item for item in left if item not in shown]
        sections += (_by_theme if rule.by == "theme" else _one)(rule, shown, hand)
    return sections, [*aside, *left]


class _Hand:
    """What a person decided in one draft, beside the rules."""

    def __init__(
        self, publication: Publication, words: Vocabulary, placed: Mapping[int, Placement]
    ) -> None:
        self.words = words
        self._placed = placed
        self._keys = {rule.key for rule in publication.sections}

    def _of(self, item: Item) -> Placement:
        return self._placed.get(item.id, _FREE)

    def section(self, item: Item) -> str:
        """The section it was put in; empty for none, or for one that left the configuration."""
        section = self._of(item).section or ""
        return section if section.partition("--")[0] in self._keys else ""

    def puts(self, item: Item, rule: Section) -> bool:
        return self.section(item).partition("--")[0] == rule.key

    def rank(self, item: Item) -> float:
        """What was ordered by hand comes first, in that order."""
        position = self._of(item).position
        return math.inf if position is None else position

    def part(self, item: Item) -> str:
        """The theme it stands under in a section by theme: where it was put, else its first theme."""
        section = self.section(item)
        return section.partition("--")[2] if section else self.words.top_theme(item.themes)

    def view(self, item: Item) -> EntryView:
        return entry_view(item, self.words, self._of(item).note)


_FREE = Placement()


def _one(rule: Section, items: Sequence[Item], hand: _Hand) -> list[SectionView]:
    if not items:
        return []
    dated = rule.sort == "date" and all(item.starts_at for item in items)
    entries = tuple(hand.view(item) for item in items)
    return [SectionView(rule.key, rule.title, "agenda" if dated else "items", entries)]


def _by_theme(rule: Section, items: Sequence[Item], hand: _Hand) -> list[SectionView]:
    """One section per first-level theme, in the vocabulary's order; an item stands under its first theme.

    The two hyphens, which no key may hold, keep these parts apart from every other section's.
    """
    filed: dict[str, list[Item]] = {}
    for item in items:
        filed.setdefault(hand.part(item), []).append(item)
    return [
        SectionView(
            f"{rule.key}--{key}" if key else rule.key,
            hand.words.theme(key).label if key else rule.title,
            "items",
            tuple(hand.view(item) for item in filed[key]),
        )
        for key in sorted(filed, key=hand.words.rank)
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
