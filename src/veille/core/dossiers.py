"""Dossiers: what was taken in, in which order, what waits to be judged, and what is public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from gettext import gettext as _

from veille.compose.view import Vocabulary, entry_view
from veille.core import keeping
from veille.core.context import Context
from veille.errors import NotFoundError, RefusedError
from veille.model.dossier import (
    LONGEST_KEY,
    Dossier,
    DossierEntry,
    DossierState,
    DossierView,
    is_key,
)
from veille.model.edition import EntryView
from veille.model.item import Item
from veille.model.role import Right
from veille.store import dossiers, items, items_read, people, permalinks
from veille.store.engine import Connection
from veille.text.dates import paris_day
from veille.text.french import typo
from veille.text.slug import numbered, slug
from veille.text.unseen import seen

LONGEST_INTRODUCTION = 5_000
"""Characters."""
AT_ONCE = 500
"""Items read at once."""
_TAKEN_BACK = ("take-into-dossier", "set-aside", "leave-dossier")


class Dossiers:
    """Kept searches that grew into something to read."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def listed(self) -> list[Dossier]:
        """In the order in which they were kept."""
        with self._ctx.store.read() as r:
            return dossiers.listed(r, DossierState.DRAFT, DossierState.PUBLIC)

    def get(self, public_id: str) -> Dossier:
        """A dossier or a kept search. Raises NotFoundError."""
        with self._ctx.store.read() as r:
            return keeping.get(r, public_id)

    def queue(self, dossier: Dossier, limit: int = 30) -> list[Item]:
        """What fits and was neither taken in nor set aside, the newest first."""
        with self._ctx.store.read() as r:
            judged = dossiers.judged(r, dossier.id)
            found = keeping.fitting(r, self._ctx, dossier.wanted, limit + len(judged))
            return items_read.in_order(r, [one for one in found if one not in judged][:limit])

    def members(self, dossier: Dossier) -> list[Item]:
        """What was taken in, in its order."""
        with self._ctx.store.read() as r:
            return items_read.in_order(r, [one for one, _at in dossiers.members(r, dossier.id)])

    def settled(self, dossier: Dossier) -> bool:
        """Whether its address was ever public: it changes no more."""
        with self._ctx.store.read() as r:
            return _settled(r, dossier)

    def open(self, public_id: str, *, by: str) -> Dossier:
        """Makes a kept search a dossier in draft, its address made of its title. Raises NotFoundError."""

        def opening(w: Connection, found: Dossier) -> keeping.Values:
            if found.state is not DossierState.SEARCH:
                return {}
            wanted = slug(found.title, LONGEST_KEY - 4) or "dossier"
            key = numbered(wanted, partial(_is_taken, w))
            day = keeping.today(self._ctx)
            return {"state": DossierState.DRAFT.value, "key": key, "updated_on": day}

        return keeping.change(self._ctx, public_id, by, "open-dossier", opening)

    def write(
        self, public_id: str, *, title: str, introduction: str, key: str | None = None, by: str
    ) -> Dossier:
        """Its words, and its address as long as nobody saw it. Raises NotFoundError, RefusedError."""

        def words(w: Connection, found: Dossier) -> keeping.Values:
            if key is not None and key != _opened(found).key:
                _check_key(w, found, key)
            return {
                "title": keeping.titled(title),
                "introduction": _introduction(introduction),
                "key": found.key if key is None else key,
            }

        return keeping.change(self._ctx, public_id, by, "write-dossier", words, told=True)

    def publish(self, public_id: str, *, by: str) -> Dossier:
        """Gives it a page in the archive, at an address that stays. Raises NotFoundError, RefusedError."""

        def public(w: Connection, found: Dossier) -> keeping.Values:
            if not _opened(found).size:
                raise RefusedError(
                    _("un dossier vide ne se publie pas : ajoutez-y d’abord un élément")
                )
            about = (found.path, "dossier", found.public_id)
            permalinks.keep(w, [about], self._ctx.clock.now())
            return {"state": DossierState.PUBLIC.value}

        return keeping.change(self._ctx, public_id, by, "publish-dossier", public, told=True)

    def withdraw(self, public_id: str, *, by: str) -> Dossier:
        """Takes its page away: its address then says where to go on. Raises NotFoundError, RefusedError."""

        def draft(_w: Connection, found: Dossier) -> keeping.Values:
            _opened(found)
            return {"state": DossierState.DRAFT.value}

        return keeping.change(self._ctx, public_id, by, "withdraw-dossier", draft)

    # --- its items

    def take(self, public_id: str, item: str, *, by: str) -> Dossier:
        """Takes an item in, before the others. Raises NotFoundError, RefusedError."""
        return self._decide(public_id, item, by, "take-into-dossier", dossiers.IN)

    def aside(self, public_id: str, item: str, *, by: str) -> Dossier:
        """Sets an item aside: it is proposed no more. Raises NotFoundError, RefusedError."""
        return self._decide(public_id, item, by, "set-aside", dossiers.ASIDE)

    def leave(self, public_id: str, item: str, *, by: str) -> Dossier:
        """Takes an item out; it is not proposed anew. Raises NotFoundError, RefusedError."""
        return self._decide(public_id, item, by, "leave-dossier", dossiers.ASIDE)

    def _decide(self, public_id: str, item: str, by: str, verb: str, state: str) -> Dossier:
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            found, item_id = _opened(keeping.get(w, public_id)), _item(w, item)
            before = dossiers.decided(w, found.id, item_id)
            if before.get("state") == state:
                return found
            place = dossiers.first_place(w, found.id) if state == dossiers.IN else 0
            after: dict[str, object] = {"state": state, "position": place}
            self._place(w, found, item_id, after, who)
            after["item"] = item
            keeping.journal(self._ctx, w, who, verb, found, before=before, after=after)
            return keeping.get(w, public_id)

    def undo(self, public_id: str, *, by: str) -> Item | None:
        """Takes back the last decision on an item; returns it, or None when there is none left."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            found = _opened(keeping.get(w, public_id))
            act = dossiers.last_act(w, f"dossier:{public_id}", _TAKEN_BACK)
            if act is None:
                return None
            item_id = _item(w, act.after["item"])
            self._place(w, found, item_id, act.before, who)
            verb = f"undo-{act.verb}"
            before, after = act.after, {**act.before, "item": act.after["item"]}
            keeping.journal(
                self._ctx, w, who, verb, found, before=before, after=after, undoes=act.id
            )
            return items_read.by_ids(w, [item_id])[0]

    def _place(
        self, w: Connection, found: Dossier, item_id: int, what: dict[str, object], who: int
    ) -> None:
        dossiers.decide(w, found.id, item_id, what, who, self._ctx.clock.now())
        dossiers.change(w, found.id, {"updated_on": keeping.today(self._ctx)})

    def move(self, public_id: str, item: str, *, up: bool, by: str) -> Dossier:
        """Moves an item one place up or down; at the end of the list it stays. Raises as `take`."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            found, item_id = _opened(keeping.get(w, public_id)), _item(w, item)
            order = [one for one, _at in dossiers.members(w, found.id)]
            if item_id not in order:
                raise RefusedError(_("cet élément n’est pas dans le dossier"))
            rank = order.index(item_id)
            place = max(rank - 1, 0) if up else min(rank + 1, len(order) - 1)
            if place == rank:
                return found
            order.insert(place, order.pop(rank))
            dossiers.arrange(w, found.id, order)
            dossiers.change(w, found.id, {"updated_on": keeping.today(self._ctx)})
            before: dict[str, object] = {"item": item, "place": rank}
            after: dict[str, object] = {"item": item, "place": place}
            keeping.journal(self._ctx, w, who, "move-in-dossier", found, before=before, after=after)
            return keeping.get(w, public_id)


def shown(c: Connection, words: Vocabulary) -> tuple[DossierView, ...]:
    """The public dossiers as readers see them, the last to change first: our words and references."""
    listed = dossiers.listed(c, DossierState.PUBLIC)
    members = {one.id: dossiers.members(c, one.id) for one in listed}
    ids = list({item_id for held in members.values() for item_id, _at in held})
    entries = {
        one.id: entry_view(one, words)
        for start in range(0, len(ids), AT_ONCE)
        for one in items_read.by_ids(c, ids[start : start + AT_ONCE], shown=True)
    }
    views = [_view(one, members[one.id], entries) for one in listed]
    return tuple(sorted(views, key=lambda one: (one.updated_on, one.key), reverse=True))


def _view(
    dossier: Dossier, members: Sequence[tuple[int, datetime]], entries: Mapping[int, EntryView]
) -> DossierView:
    return DossierView(
        size=dossier.size,
        key=dossier.key,
        title=typo(dossier.title),
        introduction=typo(dossier.introduction),
        updated_on=dossier.updated_on or paris_day(dossier.at),
        entries=tuple(DossierEntry(entries[one], at) for one, at in members if one in entries),
    )


def _opened(found: Dossier) -> Dossier:
    if found.state is DossierState.SEARCH:
        raise RefusedError(_("faites d’abord un dossier de cette recherche"))
    return found


def _item(c: Connection, name: str) -> int:
    found = items.id_of(c, name)
    if found is None:
        raise NotFoundError(_("aucun élément « {0} »").format(name))
    return found


def _settled(c: Connection, dossier: Dossier) -> bool:
    return bool(dossier.key) and permalinks.has(c, dossier.path)


def _is_taken(c: Connection, key: str) -> bool:
    """Whether a dossier has that key, or ever had it."""
    return dossiers.by_key(c, key) is not None or permalinks.has(c, f"dossiers/{key}/")


def _check_key(c: Connection, dossier: Dossier, key: str) -> None:
    if _settled(c, dossier):
        raise RefusedError(_("l’adresse de ce dossier a été publique : elle ne change plus"))
    if not is_key(key):
        words = _(
            "l’adresse s’écrit en minuscules sans accent, chiffres et tirets, {0} signes au plus"
        )
        raise RefusedError(words.format(LONGEST_KEY))
    if _is_taken(c, key):
        raise RefusedError(_("un autre dossier a, ou a eu, l’adresse « {0} »").format(key))


def _introduction(text: str) -> str:
    lines = [line.rstrip() for line in seen(text).strip().splitlines()]
    made = "\n".join(lines)
    if len(made) > LONGEST_INTRODUCTION:
        words = _("introduction de {0} caractères : pas plus de {1}")
        raise RefusedError(words.format(len(made), LONGEST_INTRODUCTION))
    return made
