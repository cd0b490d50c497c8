"""What may be repeated of somebody else's text: a short quotation, never the article itself.

Sources: code de la propriété intellectuelle, art. L. 122-5, 3° a (short quotation, author and source
named) and L. 211-3-1 (press publishers: links and very short extracts). No law counts characters: the
two limits are the house's, on the safe side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _

from veille.model.edition import EditionView, EntryView, Finding
from veille.model.item import Item
from veille.text.copied import covered, longest, runs
from veille.text.french import NBSP, count, typo

QUOTATION_LIMIT = 200
"""Characters of one quotation."""
COPY_LIMIT = 200
"""Characters in one run, the same as in the source's text: from there a note copies."""
NOTE_LIMIT = 800
"""Characters of a note on a press article: beyond, it may well stand for the article."""
PIECE = 40
"""Characters under which the same words in a row prove nothing: names of bodies are that long."""
FREE = frozenset({"open", "cc", "licensed"})
"""Rights under which a text may be repeated."""

_LAW = f"code de la propriété intellectuelle, art. L.{NBSP}122-5, 3°{NBSP}a et L.{NBSP}211-3-1"


def check(view: EditionView, items: Sequence[Item], rights: Mapping[str, str]) -> Iterator[Finding]:
    guarded = {one.public_id: one for one in items if not _is_free(one, rights)}
    for entry in view.entries:
        if item := guarded.get(entry.public_id):
            yield from _quotation(entry)
            yield from _copy(entry, item)
            yield from _long(entry, item)
    for item in guarded.values():
        if copied(view.edito, item.excerpt):
            yield Finding(
                True,
                item.title,
                typo(_("l’éditorial recopie son texte ({0})").format(_LAW)),
                _("dites-le avec vos mots"),
                rule="edito-copied",
                entry_id=item.public_id,
            )


def _is_free(item: Item, rights: Mapping[str, str]) -> bool:
    return item.own or rights.get(item.source, "link") in FREE


def _quotation(entry: EntryView) -> Iterator[Finding]:
    length = len(entry.quotation)
    if length > QUOTATION_LIMIT:
        message = _("citation de {0}, {1} au plus pour cette source ({2})").format(
            count(length, "caractère", "caractères"), QUOTATION_LIMIT, _LAW
        )
        yield Finding(
            True,
            entry.title,
            typo(message),
            _("raccourcissez la citation à une ou deux phrases"),
            rule="quotation-long",
            entry_id=entry.public_id,
        )


def _copy(entry: EntryView, item: Item) -> Iterator[Finding]:
    if length := copied(entry.note, item.excerpt) or in_pieces(entry.note, item.excerpt):
        message = _("la note recopie le texte de la source sur {0} ({1})").format(
            count(length, "caractère", "caractères"), _LAW
        )
        yield Finding(
            True,
            entry.title,
            typo(message),
            _(
                "résumez avec vos mots ; au besoin, citez au plus {0} caractères dans le champ Citation"
            ).format(QUOTATION_LIMIT),
            rule="note-copied",
            entry_id=entry.public_id,
        )


def _long(entry: EntryView, item: Item) -> Iterator[Finding]:
    """A feed may tell nothing of its article: a note as long as one is then looked at by a person."""
    if len(entry.note) > NOTE_LIMIT and not copied(entry.note, item.excerpt):
        message = _("note de {0}, aussi longue qu’un article ({1})").format(
            count(len(entry.note), "caractère", "caractères"), _LAW
        )
        yield Finding(
            True,
            entry.title,
            typo(message),
            _("résumez en quelques phrases ; si elle est bien de vous, forcez le scellement"),
            forcible=True,
            rule="note-long",
            entry_id=entry.public_id,
        )


def copied(ours: str, theirs: str) -> int:
    """Characters of our text's longest run that is word for word in theirs, if COPY_LIMIT or more, else 0."""
    found = longest(runs(ours, theirs, COPY_LIMIT))
    return found if found >= COPY_LIMIT else 0


def in_pieces(ours: str, theirs: str) -> int:
    """Characters copied in several runs, when they make half of our text and more than one quotation."""
    taken = covered(runs(ours, theirs, PIECE))
    return taken if taken >= COPY_LIMIT and taken * 2 >= len(ours) else 0
