"""What the sections of a publication leave empty, and what none of them took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from gettext import gettext as _

from veille.compose.choose import is_over
from veille.model.declared import Section
from veille.model.edition import EditionView, Finding
from veille.model.item import Item
from veille.text.french import joined, long_date, typo


def check(
    view: EditionView, declared: Sequence[Section], left_over: Iterable[Item]
) -> Iterator[Finding]:
    yield from _missing(view, declared)
    for item in left_over:
        yield _past(item, view.date) if is_over(item, view.date) else _homeless(item)


def _missing(view: EditionView, declared: Sequence[Section]) -> Iterator[Finding]:
    filled = {section.key.partition("--")[0] for section in view.sections}
    empty = [rule.title for rule in declared if rule.key not in filled]
    if empty and view.sections:
        told = typo(joined([f"« {title} »" for title in empty]))
        message = _("rubrique vide : {0}") if len(empty) == 1 else _("rubriques vides : {0}")
        fix = _("ajoutez-y un élément, ou laissez : une rubrique vide ne paraît pas")
        yield Finding(False, "", message.format(told), fix, rule="section-missing")


def _past(item: Item, day: date) -> Finding:
    return Finding(
        False,
        item.title,
        _("passé à la date de l’édition ({0}) : laissé de côté").format(long_date(day)),
        _("retirez-le, ou placez-le vous-même dans une rubrique"),
        rule="left-over-past",
        entry_id=item.public_id,
    )


def _homeless(item: Item) -> Finding:
    return Finding(
        False,
        item.title,
        _("aucune rubrique ne l’accueille (nature : {0})").format(item.nature or _("aucune")),
        _("changez sa nature, ou ajoutez une rubrique à veille.yml"),
        rule="left-over",
        entry_id=item.public_id,
    )
