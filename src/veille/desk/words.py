"""Keys as the words people read: themes, natures, publications, categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _

from veille.config.cron import parse
from veille.config.load import Config
from veille.desk.source_rows import MARKS
from veille.model.category import category_label
from veille.model.declared import OWN_SOURCE, Theme
from veille.model.health import HEALTH_WORDS, Health
from veille.model.source_rules import FEED_KINDS
from veille.text.french import DAYS, NBSP, joined, typo
from veille.text.stems import fold

SOURCE_KINDS: Mapping[str, str] = {
    "podcast": _("podcast"),
    "youtube": _("chaîne YouTube"),
    "page": _("liste d’une page"),
    "watch": _("page ou PDF dont les changements sont suivis"),
    "sitemap": _("plan du site"),
    "csv": _("liste CSV"),
    "archive": _("archives du Journal officiel"),
    "mail": _("lettre reçue par courriel"),
}
"""What is watched, when it is no plain feed."""


class Words:
    """The vocabulary of one workspace. A key that left the files stands under itself."""

    def __init__(self, config: Config) -> None:
        self._themes = {one.key: typo(one.label) for one in config.themes}
        self._natures = {one.key: typo(one.label) for one in config.natures}
        self._publications = {one.key: typo(one.title) for one in config.centre.publications}
        self._sources = {one.key: typo(one.name) for one in config.sources}
        self._sources[OWN_SOURCE] = typo(config.centre.centre.short)
        self.natures = tuple(self._natures.items())
        self.publications = tuple(self._publications.items())
        self.theme_groups = _groups(config.themes)
        self.theme_terms = _terms(config.themes)
        self._keys = _keys(config.themes)
        self.shortcuts = {one.key: one.shortcut for one in config.centre.publications}
        self.centre = typo(config.centre.centre.short)

    def theme(self, key: str) -> str:
        return self._themes.get(key, key)

    def find_theme(self, typed: str) -> str:
        """The key meant by a label, an acronym, a synonym, or the beginning of one label alone; empty when none.

        « PRE — Réussite éducative », as the list offers it, is read as « PRE ».
        """
        folded = fold(typed.split(" — ")[0]).strip()
        if not folded:
            return ""
        if folded in self._keys:
            return self._keys[folded]
        begun = {key for label, key in self._keys.items() if label.startswith(folded)}
        return begun.pop() if len(begun) == 1 else ""

    def nature(self, key: str) -> str:
        return self._natures.get(key, key)

    def publication(self, key: str) -> str:
        return self._publications.get(key, key)

    def source(self, key: str) -> str:
        return self._sources.get(key, key)

    def health(self, health: Health) -> str:
        return HEALTH_WORDS[health]

    def mark(self, health: Health) -> str:
        """A shape beside the word."""
        return MARKS[health]

    def source_kind(self, kind: str) -> str:
        return SOURCE_KINDS.get(kind, _("flux"))

    def source_address(self, kind: str) -> str:
        """What the address of such a source is called, beside its field."""
        if kind == "mail":
            return _("Page de l’infolettre")
        feed = kind in FEED_KINDS
        return _("Adresse du flux") if feed else _("Adresse")

    def category(self, key: str) -> str:
        return category_label(key)


def _terms(themes: Sequence[Theme]) -> list[str]:
    """What the list that helps to type offers: every label, then « PRE — Réussite éducative »."""
    labels = [typo(one.label) for one in themes]
    return labels + [f"{acronym} — {typo(one.label)}" for one in themes for acronym in one.acronyms]


def _keys(themes: Sequence[Theme]) -> dict[str, str]:
    """Every folded way of naming a theme → its key; labels win over synonyms."""
    found: dict[str, str] = {}
    for one in themes:
        for name in (*one.synonyms, *one.acronyms):
            found[fold(name)] = one.key
    for one in themes:
        found[fold(typo(one.label))] = found[fold(one.label)] = one.key
    return found


def _groups(themes: Sequence[Theme]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(first-level label, its own row and its children's), in the order of the file."""
    return [
        (
            typo(top.label),
            [
                (one.key, typo(one.label))
                for one in themes
                if one.key == top.key or one.parent == top.key
            ],
        )
        for top in themes
        if top.parent is None
    ]


def when(cron: str) -> str:
    """« du lundi au vendredi à 7 h »; a line that is less plain than that stays as it is written."""
    times = parse(cron)
    if len(times.hours) > 1 or len(times.minutes) > 1 or len(times.months) < 12:
        return cron
    minute = min(times.minutes)
    hour = f"{min(times.hours)}{NBSP}h" + (f"{NBSP}{minute:02d}" if minute else "")
    every_day, days = len(times.days) >= 31, sorted(times.weekdays)
    if not every_day and (len(times.days) > 1 or len(days) < 7 or max(times.days) > 31):
        return cron
    if not every_day:
        day = min(times.days)
        return _("le {0} du mois à {1}").format("1er" if day == 1 else day, hour)
    if len(days) == 7:
        return _("chaque jour à {0}").format(hour)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return _("du {0} au {1} à {2}").format(DAYS[days[0]], DAYS[days[-1]], hour)
    return _("le {0} à {1}").format(joined([DAYS[day] for day in days]), hour)
