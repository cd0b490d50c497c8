"""Whether an edition holds enough, and each entry what a reader needs, for the first time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from veille.model.address import is_public_address
from veille.model.edition import EditionView, Finding
from veille.model.item import Item
from veille.text.french import count as count_words
from veille.text.french import issue_number, long_date, typo
from veille.text.relay import hidden_by


def check(view: EditionView, items: Sequence[Item], min_items: int) -> Iterator[Finding]:
    yield from _size(view, min_items)
    yield from _titles(view)
    yield from _addresses(view)
    yield from _already_published(view, items)
    yield from _without_note(view)


def _size(view: EditionView, min_items: int) -> Iterator[Finding]:
    count = len(view.entries)
    if count < max(min_items, 1):
        held = count_words(count, "élément retenu", "éléments retenus")
        message = _("{0}, il en faut au moins {1}").format(held, max(min_items, 1))
        fix = _("retenez d’autres éléments, ou attendez")
        yield Finding(True, "", message, fix, rule="too-few")


def _titles(view: EditionView) -> Iterator[Finding]:
    for entry in view.entries:
        if not entry.title.strip():
            yield Finding(
                True,
                entry.url,
                _("titre manquant"),
                _("donnez un titre à cet élément"),
                rule="title-missing",
                entry_id=entry.public_id,
            )


def _addresses(view: EditionView) -> Iterator[Finding]:
    for entry in view.entries:
        if not entry.url:
            yield Finding(
                True,
                entry.title,
                _("adresse manquante"),
                _("donnez son adresse à cet élément"),
                rule="address-missing",
                entry_id=entry.public_id,
            )
        elif not is_public_address(entry.url):
            yield Finding(
                True,
                entry.title,
                _("adresse mal formée : {0}").format(entry.url),
                _("corrigez l’adresse"),
                rule="address-wrong",
                entry_id=entry.public_id,
            )
        elif hidden := hidden_by(entry.url):
            yield Finding(
                False,
                entry.title,
                _("adresse de {0}, qui cache celle de l’article").format(hidden),
                _("ouvrez-la, puis donnez l’adresse où elle mène"),
                rule="address-hidden",
                entry_id=entry.public_id,
            )


def _already_published(view: EditionView, items: Sequence[Item]) -> Iterator[Finding]:
    for item in items:
        for earlier in item.published_in:
            if earlier.publication == view.publication:
                message = _("déjà paru le {day} dans « {title} » {number}").format(
                    day=long_date(earlier.date),
                    title=earlier.title,
                    number=issue_number(earlier.slug),
                )
                yield Finding(
                    True,
                    item.title,
                    typo(message),
                    _("retirez-le de cette édition, ou forcez le scellement"),
                    forcible=True,
                    rule="already-published",
                    entry_id=item.public_id,
                )
                break


def _without_note(view: EditionView) -> Iterator[Finding]:
    for entry in view.entries:
        if not entry.note and not entry.quotation:
            yield Finding(
                False,
                entry.title,
                _("sans note"),
                _("écrivez une ou deux phrases"),
                rule="note-missing",
                entry_id=entry.public_id,
            )
