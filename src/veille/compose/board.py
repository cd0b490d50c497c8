"""A draft's sections as they are arranged: every place an item may go to, and the order a move gives. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from veille.compose.view import Vocabulary
from veille.errors import RefusedError
from veille.model.declared import Publication
from veille.model.edition import EditionView, EntryView


@dataclass(frozen=True, slots=True)
class Part:
    """A section, filled or empty, where items may be put."""

    key: str
    title: str
    entries: tuple[EntryView, ...] = ()
    optional: bool = False
    """One theme among many: nobody misses it when it is empty."""

    @property
    def ids(self) -> list[str]:
        return [entry.public_id for entry in self.entries]


def board(rule: Publication, view: EditionView, words: Vocabulary) -> list[Part]:
    """Every section in the order of veille.yml; one by theme gives a part to each first-level theme."""
    filled = {section.key: section for section in view.sections}
    return [
        Part(key, title, filled[key].entries if key in filled else (), optional)
        for key, title, optional in _places(rule, words)
    ]


def _places(rule: Publication, words: Vocabulary) -> Iterator[tuple[str, str, bool]]:
    for section in rule.sections:
        by_theme = section.by == "theme"
        if by_theme:
            yield from ((f"{section.key}--{one.key}", one.label, True) for one in words.top_themes)
        yield section.key, section.title, by_theme


def moved(
    parts: Sequence[Part], item: str, section: str, before: str = ""
) -> tuple[str, Sequence[str]]:
    """(section, its public ids in their new order). Raises RefusedError for an unknown section."""
    part = next((one for one in parts if one.key == section), None)
    if part is None:
        raise RefusedError(_("cette rubrique n’existe plus : rechargez la page"))
    ids = [one for one in part.ids if one != item]
    ids.insert(ids.index(before) if before in ids else len(ids), item)
    return section, ids


def stepped(parts: Sequence[Part], item: str, step: int) -> tuple[str, Sequence[str]]:
    """One place up or down; past the end of its section, into the next one on that side.

    A theme without an entry is no step: most themes of a vocabulary are empty in any one edition.
    """
    parts = [one for one in parts if one.entries or not one.optional]
    at = next((rank for rank, part in enumerate(parts) if item in part.ids), None)
    if at is None:
        raise RefusedError(_("cet élément n’est dans aucune rubrique : choisissez-en une"))
    ids = parts[at].ids
    to = ids.index(item) + step
    if 0 <= to < len(ids):
        ids.insert(to, ids.pop(ids.index(item)))
        return parts[at].key, ids
    beyond = at + step
    if not 0 <= beyond < len(parts):
        return parts[at].key, ids
    other = parts[beyond].ids
    return parts[beyond].key, [item, *other] if step > 0 else [*other, item]
