"""What changed on a watched page, for the desk: both texts in parallel, as long as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _

from veille.core.context import Context
from veille.core.facts import read_item
from veille.errors import NotFoundError
from veille.model.item import Item
from veille.store import revisions
from veille.text.compared import Row, rows
from veille.text.french import count


@dataclass(frozen=True, slots=True)
class Compared:
    """One change: the item that tells it, when it was seen, and its lines."""

    item: Item
    at: datetime
    rows: tuple[Row, ...]
    kept: int
    """Days during which both texts are."""


class Revisions:
    """Changes of watched pages and documents."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def told_by(self, item: Item) -> bool:
        """Whether an item tells a change of which both texts are still kept."""
        with self._ctx.store.read() as r:
            return revisions.of_item(r, item.id) is not None

    def compared(self, name: str) -> Compared:
        """Raises NotFoundError: no such item, none that tells a change, or its texts are gone."""
        with self._ctx.store.read() as r:
            item = read_item(r, name)
            kept = revisions.of_item(r, item.id)
        days = self._ctx.config.centre.retention.text_days
        if kept is None:
            words = _("le texte d’avant et d’après n’est plus là : il est gardé {0}, puis effacé")
            raise NotFoundError(words.format(count(days, "jour", "jours")))
        told = rows(kept.before.split("\n"), kept.after.split("\n"))
        return Compared(item, kept.at, tuple(told), days)
