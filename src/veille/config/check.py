"""What one field alone cannot tell: keys used twice, what a kind of source lacks, and the rest. Pure.

Everything is read from the raw documents, whatever their shape: a wrong field elsewhere must not
hide these problems (pydantic skips its own validators of a whole once a part of it is wrong).
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from veille.config.check_centre import check_centre
from veille.config.check_kinds import check_kind, is_on
from veille.config.check_mailbox import check_mailbox
from veille.config.check_publish import check_publish
from veille.config.check_vocabulary import check_vocabulary
from veille.config.yaml import Document, Placed
from veille.errors import Problem
from veille.model.declared import MAIL_SOURCE, OWN_SOURCE


def check(centre: Document, sources: Document, themes: Document) -> list[Problem]:
    """The problems that show only across fields and files, in no order."""
    return [
        *_keys_used_twice(centre, sources, themes),
        *_sources(sources),
        *check_vocabulary(centre, sources, themes),
        *check_centre(centre),
        *check_publish(centre),
        *check_mailbox(centre, sources),
    ]


def _keys_used_twice(centre: Document, sources: Document, themes: Document) -> Iterator[Problem]:
    key = _("la clé « {0} » est déjà utilisée (ligne {1})")
    yield from _twice(sources, sources.rows("sources"), "key", key)
    yield from _twice(themes, themes.rows("themes"), "key", key)
    yield from _twice(themes, themes.rows("natures"), "key", key)
    yield from _twice(centre, centre.rows("publications"), "key", key)
    for path, _row in centre.rows("publications"):
        yield from _twice(centre, centre.rows(*path, "sections"), "key", key)
    name = _("la tâche « {0} » existe déjà (ligne {1})")
    yield from _twice(centre, centre.rows("jobs"), "name", name)
    letter = _("la touche « {0} » est déjà prise (ligne {1})")
    yield from _twice(centre, centre.rows("publications"), "shortcut", letter)


def _twice(document: Document, rows: list[Placed], field: str, words: str) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for path, row in rows:
        value, place = row.get(field), (*path, field)
        if not isinstance(value, str) or not value:
            continue
        if value in lines:
            yield document.problem(place, words.format(value, lines[value]))
        else:
            lines[value] = document.line(place)


def _sources(sources: Document) -> Iterator[Problem]:
    for path, row in sources.rows("sources"):
        if row.get("key") == OWN_SOURCE:
            words = _("« {0} » désigne ce que le centre écrit lui-même : choisissez une autre clé")
            yield sources.problem((*path, "key"), words.format(OWN_SOURCE))
        if row.get("key") == MAIL_SOURCE:
            words = _("« {0} » désigne ce que l’équipe transfère : choisissez une autre clé")
            yield sources.problem((*path, "key"), words.format(MAIL_SOURCE))
        if is_on(row):
            yield from check_kind(sources, (path, row))
