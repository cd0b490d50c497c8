"""Themes and natures: whether every word used is in themes.yml, and its tree stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from gettext import gettext as _

from veille.config.wording import closest
from veille.config.yaml import Data, Document, KeyPath, Placed, Row
from veille.errors import Problem


def check_vocabulary(centre: Document, sources: Document, themes: Document) -> Iterator[Problem]:
    """The problems of the words, in no order. Without themes.yml no word can be called unknown."""
    yield from _tree(themes)
    yield from _replacements(themes)
    yield from _history(themes)
    if themes.rows("themes") and themes.rows("natures"):
        yield from _unknown_themes(centre, sources, themes)
        yield from _unknown_natures(centre, themes)


def _unknown_themes(centre: Document, sources: Document, themes: Document) -> Iterator[Problem]:
    known, replaced = _keys(themes.rows("themes")), _replaced(themes)
    uses = [
        *((sources, (*path, "themes")) for path, _row in sources.rows("sources")),
        *((centre, (*path, "where", "themes")) for path, _row in centre.rows("publications")),
        *((centre, (*path, "themes")) for path in _sections(centre)),
    ]
    for document, path in uses:
        for place, word in document.words(*path):
            if word in replaced:
                words = _("« {0} » est remplacé par « {1} »").format(word, replaced[word])
                yield document.problem(place, words)
            elif word not in known:
                yield document.problem(place, _unknown_theme(word, known))


def _unknown_natures(centre: Document, themes: Document) -> Iterator[Problem]:
    known = _keys(themes.rows("natures"))
    rules = [(*path, "propose") for path, _row in centre.rows("publications")]
    for path in (*_sections(centre), *rules):
        for place, word in centre.words(*path, "natures"):
            if word not in known:
                words = _("nature inconnue : « {0} »").format(word) + closest(word, known)
                yield centre.problem(place, words)


def _tree(themes: Document) -> Iterator[Problem]:
    rows = themes.rows("themes")
    parents = {str(row.get("key")): row.get("parent") for _path, row in rows}
    for path, row in rows:
        parent = row.get("parent")
        if isinstance(parent, str) and (why := _misplaced(str(row.get("key")), parent, parents)):
            yield themes.problem((*path, "parent"), why)


def _replacements(themes: Document) -> Iterator[Problem]:
    """A key is replaced once, by a theme that is there, and is no theme any more."""
    rows = themes.rows("themes")
    known, taken = _keys(rows), dict[str, str]()
    for path, theme in rows:
        key = str(theme.get("key"))
        for place, word in themes.words(*path, "replaces"):
            if word in known:
                yield themes.problem(place, _("« {0} » est encore un thème").format(word))
            elif taken.setdefault(word, key) != key:
                words = _("« {0} » est déjà remplacé par « {1} »").format(word, taken[word])
                yield themes.problem(place, words)


def _history(themes: Document) -> Iterator[Problem]:
    """Two names that differ, each pair told once."""
    told: dict[tuple[str, ...], int] = {}
    for path, row in themes.rows("history"):
        was, now = (str(row.get(name, "")).strip().casefold() for name in ("was", "now"))
        if was and was == now:
            yield themes.problem((*path, "now"), _("c’est le même nom que « was »"))
        elif (was, now) in told:
            words = _("ce changement de nom est déjà écrit (ligne {0})").format(told[was, now])
            yield themes.problem(path, words)
        told.setdefault((was, now), themes.line(path))


def _misplaced(key: str, parent: str, parents: Mapping[str, Data]) -> str | None:
    """Why a theme cannot stand under that parent."""
    if parent not in parents:
        return _unknown_theme(parent, parents)
    if _comes_back(key, parents):
        return _("ce thème est son propre ancêtre")
    if isinstance(above := parents[parent], str):
        return _("deux niveaux au plus : « {0} » est déjà sous « {1} »").format(parent, above)
    return None


def _comes_back(key: str, parents: Mapping[str, Data]) -> bool:
    seen: set[str] = set()
    here = parents.get(key)
    while isinstance(here, str) and here not in seen and here != key:
        seen.add(here)
        here = parents.get(here)
    return here == key


def _unknown_theme(word: str, known: Iterable[str]) -> str:
    return _("thème inconnu : « {0} »").format(word) + closest(word, known)


def _keys(rows: list[Placed]) -> dict[str, Row]:
    return {key: row for _path, row in rows if isinstance(key := row.get("key"), str)}


def _replaced(themes: Document) -> dict[str, str]:
    """Keys that a theme took over, with its own."""
    return {
        word: str(row.get("key"))
        for path, row in themes.rows("themes")
        for _place, word in themes.words(*path, "replaces")
    }


def _sections(centre: Document) -> Iterator[KeyPath]:
    for path, _row in centre.rows("publications"):
        for place, _section in centre.rows(*path, "sections"):
            yield place
