"""What the centre reads: its public sources, by category, from what is declared and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from veille.archive.holdings import Page
from veille.geography import territory_name
from veille.model.address import is_public_address
from veille.model.category import CATEGORIES, category_label
from veille.model.declared import Source
from veille.text.stems import fold

_FEEDS = frozenset({"rss", "atom", "json", "podcast"})
_LANGUAGES = {
    "en": _("en anglais"),
    "de": _("en allemand"),
    "es": _("en espagnol"),
    "it": _("en italien"),
    "nl": _("en néerlandais"),
    "pt": _("en portugais"),
    "br": _("en breton"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """A source as readers are told of it."""

    name: str
    site: str
    """Where people read it."""
    feed: str
    """Where programs read it; empty for a page without a feed."""
    about: str
    """Medium, language, territories, where they are not the usual ones."""


def reading_page(sources: Sequence[Source], opml: str = "") -> Page:
    """All sources that are visited and not kept to ourselves, in the order of their names.

    `opml`: path of the list that other programs take in; empty where there is none.
    """
    shown = [one for one in sources if one.enabled and one.public and _goes_out(one)]
    context = {"groups": _grouped(shown), "total": len(shown), "opml": opml}
    return Page("sources/index.html", "archive/sources.html", _("Nos sources"), context)


def _grouped(sources: Sequence[Source]) -> list[tuple[str, str, list[Read]]]:
    """(key, label, sources): our own categories in their order, then a centre's by name."""
    found: dict[str, list[Source]] = defaultdict(list)
    for one in sources:
        found[one.category].append(one)
    known = [key for key in CATEGORIES if key and key in found]
    others = sorted(found.keys() - set(known) - {""}, key=fold)
    last = [""] if "" in found else []
    return [
        (key or "autres", category_label(key), [_read(one) for one in _by_name(found[key])])
        for key in (*known, *others, *last)
    ]


def _by_name(sources: Sequence[Source]) -> list[Source]:
    return sorted(sources, key=lambda one: (fold(one.name), one.key))


def _read(source: Source) -> Read:
    feed = source.url if source.kind in _FEEDS and source.told else ""
    about = [
        _("à écouter") if source.kind == "podcast" else "",
        "" if source.language == "fr" else _LANGUAGES.get(source.language, source.language),
        _("réservé aux abonnés") if source.access == "subscribers" else "",
        *(territory_name(code) for code in source.territory if code != "FR"),
    ]
    return Read(source.name, _site(source), feed, ", ".join(filter(None, about)))


def _goes_out(source: Source) -> bool:
    return is_public_address(source.url) and is_public_address(_site(source))


def _site(source: Source) -> str:
    """Where people read it; empty when all there is may not be told."""
    return source.site or (source.url if source.told else "")
