"""What is looked at before an edition is sealed, each finding naming its entry and the way to mend it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _

from veille.model.address import is_public_address
from veille.model.edition import EditionView, Finding
from veille.model.item import Item
from veille.text.french import NBSP, issue_number, long_date
from veille.text.french import count as count_words


def check(
    view: EditionView, items: Sequence[Item], left_over: Iterable[Item], *, min_items: int
) -> list[Finding]:
    """Every finding, the blocking ones first."""
    found = [
        *_size(view, min_items),
        *_titles(view),
        *_links(view),
        *_already_published(view, items),
        *_left_over(left_over),
        *_without_note(view),
    ]
    return sorted(found, key=lambda finding: (not finding.blocking, finding.entry))


def _size(view: EditionView, min_items: int) -> Iterator[Finding]:
    count = len(view.entries)
    if count < max(min_items, 1):
        held = count_words(count, "élément retenu", "éléments retenus")
        message = _("{0}, il en faut au moins {1}").format(held, max(min_items, 1))
        yield Finding(True, "", message, _("retenez d’autres éléments, ou attendez"))


def _titles(view: EditionView) -> Iterator[Finding]:
    for entry in view.entries:
        if not entry.title.strip():
            yield Finding(True, entry.url, _("titre manquant"), _("donnez un titre à cet élément"))


def _links(view: EditionView) -> Iterator[Finding]:
    for entry in view.entries:
        if not entry.url:
            yield Finding(
                True, entry.title, _("adresse manquante"), _("donnez son adresse à cet élément")
            )
        elif not is_public_address(entry.url):
            message = _("adresse mal formée : {0}").format(entry.url)
            yield Finding(True, entry.title, message, _("corrigez l’adresse"))


def _already_published(view: EditionView, items: Sequence[Item]) -> Iterator[Finding]:
    for item in items:
        for earlier in item.published_in:
            if earlier.publication == view.publication:
                message = _("déjà paru le {day} dans « {title} » {number}").format(
                    day=long_date(earlier.date),
                    title=earlier.title,
                    number=issue_number(earlier.slug),
                )
                fix = _("retirez-le de cette édition, ou forcez le scellement")
                yield Finding(
                    True,
                    item.title,
                    message.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»"),
                    fix,
                    forcible=True,
                )
                break


def _left_over(items: Iterable[Item]) -> Iterator[Finding]:
    for item in items:
        message = _("aucune rubrique ne l’accueille (nature : {0})").format(
            item.nature or _("aucune")
        )
        yield Finding(
            False, item.title, message, _("changez sa nature, ou ajoutez une rubrique à veille.yml")
        )


def _without_note(view: EditionView) -> Iterator[Finding]:
    for entry in view.entries:
        if not entry.note and not entry.quotation:
            yield Finding(False, entry.title, _("sans note"), _("écrivez une ou deux phrases"))
