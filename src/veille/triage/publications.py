"""Which publications an item is proposed for, by the `propose` rules of veille.yml, with the reason. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from gettext import gettext as _

from veille.model.declared import Publication
from veille.model.item import Item, Suggestion
from veille.text.french import NBSP


def propose(
    publications: Iterable[Publication],
    item: Item,
    category: str,
    *,
    nature_label: Callable[[str], str],
    category_label: Callable[[str], str],
) -> list[Suggestion]:
    """One suggestion a publication at most, in the order of veille.yml; what waits there already is left out."""
    found = []
    for one in publications:
        why = _why(one, item, category, nature_label, category_label)
        if why and one.key not in item.selected_for:
            found.append(Suggestion("publication", one.key, 1.0, why))
    return found


def _why(
    one: Publication,
    item: Item,
    category: str,
    nature_label: Callable[[str], str],
    category_label: Callable[[str], str],
) -> str:
    rule = one.propose
    if rule.own and item.own:
        return _("vient du site du centre")
    if item.nature and item.nature in rule.natures:
        return _("nature") + f"{NBSP}: {nature_label(item.nature).lower()}"
    if category and category in rule.categories:
        return _("source de la catégorie «{0}{1}{0}»").format(NBSP, category_label(category))
    return ""
