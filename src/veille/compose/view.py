"""An item as a reader sees it: keys turned into words, instants into days of Paris. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from veille.geography import territory_name
from veille.model.declared import Nature, Publication, Theme
from veille.model.edition import EditionView, EntryView, Issue, Named, SectionView
from veille.model.item import Item, Telling
from veille.text.dates import paris_day
from veille.text.french import medium_words, month_year, two_months, typo, week_of


class Vocabulary:
    """The vocabulary as words: labels, parents, the order of the file."""

    def __init__(self, themes: Sequence[Theme], natures: Sequence[Nature]) -> None:
        self._themes = {theme.key: theme for theme in themes}
        self._natures = {nature.key: nature.label for nature in natures}
        self._rank = {theme.key: rank for rank, theme in enumerate(themes)}

    def theme(self, key: str) -> Named:
        """A theme that left the vocabulary stands under its key."""
        theme = self._themes.get(key)
        return Named(key, theme.label if theme else key)

    @property
    def top_themes(self) -> list[Named]:
        """The first-level themes, in the order of the file."""
        return [Named(one.key, one.label) for one in self._themes.values() if not one.parent]

    def nature(self, key: str) -> str:
        return self._natures.get(key, key)

    def rank(self, key: str) -> tuple[int, str]:
        """The place in the vocabulary; what is not in it comes last."""
        return (self._rank.get(key, len(self._rank)), key)

    def parent(self, key: str) -> str | None:
        theme = self._themes.get(key)
        return theme.parent if theme else None

    def with_parents(self, keys: Iterable[str]) -> set[str]:
        return {one for key in keys for one in (key, self.parent(key)) if one}

    def top_theme(self, keys: Sequence[str]) -> str:
        """The first-level theme an item is filed under: its first theme's; empty without a theme."""
        ordered = sorted(keys, key=self.rank)
        return (self.parent(ordered[0]) or ordered[0]) if ordered else ""


def entry_view(item: Item, words: Vocabulary, note: str | None = None) -> EntryView:
    """What of an item a reader is shown: our words and references, never the feed's text.

    `note` is said in one edition in place of the item's own; None leaves the item's.
    """
    themes = sorted(item.themes, key=words.rank)
    return EntryView(
        public_id=item.public_id,
        title=typo(item.title),
        url=item.url or "",
        source=typo(item.source_name),
        published_on=paris_day(item.published_at) if item.published_at else None,
        medium=item.medium,
        duration=item.duration,
        access=item.access,
        nature=words.nature(item.nature) if item.nature else "",
        themes=tuple(words.theme(key) for key in themes),
        territories=tuple(Named(code, territory_name(code)) for code in item.territories),
        note=typo(item.summary if note is None else note),
        quotation=typo(item.quotation),
        also_seen=also_read(item),
        closes_on=item.closes_on,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        place=typo(item.place),
        event=item.event,
    )


def also_read(item: Item) -> tuple[str, ...]:
    """Where else a reader finds the story: « La Gazette », « Radio des Tours (à écouter, 12 min) »."""
    seen = [typo(name) for name in item.also_seen]
    told = [_telling(one) for one in item.also_told]
    return tuple(dict.fromkeys(one for one in (*seen, *told) if one != typo(item.source_name)))


def _telling(one: Telling) -> str:
    if one.medium == "read":
        return typo(one.source_name)
    return f"{typo(one.source_name)} ({medium_words(one.medium, one.duration)})"


def edition_view(
    publication: Publication,
    sections: Sequence[SectionView],
    *,
    day: date,
    slug: str,
    issue: Issue = Issue.USUAL,
    public_id: str,
    title: str = "",
    edito: str = "",
    period: str = "",
) -> EditionView:
    """The whole edition, with the title and colour it will keep. `period`: as typed, « été 2027 ».

    `slug`: « 132 », « 132-133 » or « hs-1 »; a special issue takes none of the collection's numbers.
    """
    numbers = (
        [int(one) for one in slug.split("-") if one.isdecimal()]
        if issue is not Issue.SPECIAL
        else []
    )
    # A review dated Monday tells of the week before; dated later, of its own.
    usual = week_of(day - timedelta(days=1)) if publication.living else month_year(day)
    if issue is Issue.DOUBLE and not publication.living:
        usual = two_months(day)
    return EditionView(
        publication=publication.key,
        publication_title=typo(publication.title),
        template=publication.template,
        accent=publication.accent,
        number=numbers[-1] if numbers else 0,
        slug=slug,
        date=day,
        period=typo(period) or usual,
        issue=issue,
        per_year=0 if issue is Issue.SPECIAL else publication.numbering.per_year,
        sections=tuple(sections),
        public_id=public_id,
        title=typo(title),
        edito=typo(edito),
        issn=publication.issn,
        rhythm=typo(publication.rhythm),
    )
