"""What some kinds of source ask for beside their address: columns, words, selectors or a reader. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from typing import Any

from veille.config.yaml import Document, Placed
from veille.errors import Problem

_BLOCKS = {
    "page": "page",
    "reader": "page",
    "watch": "watch",
    "sitemap": "sitemap",
    "mail": "mail",
    "csv": "csv",
    "archive": "archive",
}
"""Field → the only kind that reads it."""


# What YAML or pydantic read as false.
_OFF = frozenset({"false", "no", "off", "n", "f", "0"})


def is_on(row: dict[str, Any]) -> bool:
    """Whether a source is visited: one in pause may be left half declared."""
    return str(row.get("enabled", True)).lower() not in _OFF


def check_kind(sources: Document, placed: Placed) -> Iterator[Problem]:
    """The problems of one source that is switched on."""
    path, row = placed
    kind = row.get("kind")
    if reason := _lacking(kind, row):
        yield sources.problem((*path, "kind"), reason)
    for field, only in _BLOCKS.items():
        if row.get(field) and kind != only:
            words = _("« {0}: » ne sert qu’aux sources « {1} » : ôtez cette ligne")
            yield sources.problem((*path, field), words.format(field, only))


def _lacking(kind: object, row: dict[str, Any]) -> str:
    if kind == "page" and row.get("page") is None and not row.get("reader"):
        return _("une source « page » demande ses sélecteurs, « page: », ou enabled: false")
    if kind == "csv" and row.get("csv") is None:
        return _("une source « csv » demande ses colonnes, « csv: », ou enabled: false")
    if kind == "archive" and not _chooses(row.get("archive")):
        return _(
            "une source « archive » demande des mots ou des natures, « archive: », ou enabled: false"
        )
    return ""


def _chooses(rules: object) -> bool:
    """Without a choice the whole Journal officiel would come, two hundred texts a day."""
    return isinstance(rules, dict) and bool(rules.get("words") or rules.get("natures"))
