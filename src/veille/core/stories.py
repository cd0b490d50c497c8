"""One story once: what several sources tell under several addresses, gathered by rule or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _

from veille.collect.entries.address import tidy, url_key
from veille.core.context import Context
from veille.core.facts import read_item
from veille.core.gathering import Titles, around
from veille.errors import NotFoundError, RefusedError
from veille.model.item import Item, State
from veille.model.role import Right
from veille.store import acts, items, items_read, people, stories
from veille.store.engine import Connection
from veille.store.stories import Place, Row
from veille.triage.stories import likeness

_LOOKED_AT = 15
_WEIGHED = 100
_PROPOSED = 5
_FAINT = 40.0
"""Likeness under which a proposal would only be noise."""
_VERBS = ("join-story", "split-story")

Places = Mapping[int, Place]


@dataclass(frozen=True, slots=True)
class Near:
    """An item that may tell the same story, and how alike the titles are, from 0 to 100."""

    item: Item
    likeness: int


class Stories:
    """Stories for the desk: what may belong together, joined and set apart by hand."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def near(self, name: str) -> list[Near]:
        """At most five items of the days around that may tell the same, the likest first."""
        with self._ctx.store.read() as r:
            item = read_item(r, name)
            titles = Titles(self._ctx)
            own = titles.told(stories.rows(r, [item.id])[0])
            ids = stories.sharing(r, [item.id], around(own.day, _LOOKED_AT), _WEIGHED)
            others = [one for one in stories.rows(r, ids) if _elsewhere(item, one)]
            scored = {one.id: likeness(own.title, titles.title(one)) for one in others}
            best = sorted(others, key=lambda one: (-scored[one.id], one.url_key))[:_PROPOSED]
            found = {one.id: one for one in items_read.by_ids(r, [one.id for one in best])}
        return [
            Near(found[one.id], round(scored[one.id])) for one in best if scored[one.id] >= _FAINT
        ]

    def unite(self, name: str, pasted: str, *, by: str) -> Item:
        """Makes one story of two items, the second named by its id or any writing of its address.

        The first one leads, unless only the other was decided. Returns the head. Raises like `join`.
        """
        with self._ctx.store.read() as r:
            item, other = read_item(r, name), _pasted(r, pasted)
        if item.state is State.NEW and other.state is not State.NEW:
            item, other = other, item
        return self.join(other.public_id, item.public_id, by=by)

    def join(self, name: str, head: str, *, by: str) -> Item:
        """Puts an item, and what it stands for, in the story of another; returns that story's head.

        Raises NotFoundError, RefusedError for an item with itself.
        """
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            item, top = read_item(w, name), _top(w, read_item(w, head))
            if item.id == top.id:
                raise RefusedError(_("« {0} » est déjà dans cette histoire").format(item.title))
            before = stories.places(w, [item.id, top.id, *stories.mates(w, [item.id])])
            after = {
                one: Place(top.id, stories.STAFF, _under(top, place))
                for one, place in before.items()
            }
            after[top.id] = Place(None, stories.STAFF, top.state.value)
            self._move(w, "join-story", item, before, after, who)
            return read_item(w, top.public_id)

    def split(self, name: str, *, by: str) -> Item:
        """Sets an item apart: it stands alone from now on, and no rule joins it again.

        Raises NotFoundError, RefusedError when it follows nothing.
        """
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            item = read_item(w, name)
            if item.story is None:
                words = _("« {0} » n’est réuni à rien : il n’y a rien à séparer")
                raise RefusedError(words.format(item.title))
            top = _top(w, item)
            before = stories.places(w, [item.id, top.id])
            after = {
                item.id: Place(None, stories.STAFF, _freed(top, before[item.id])),
                # The head too is somebody's choice now, or a rule would put it under the other.
                top.id: Place(None, stories.STAFF, top.state.value),
            }
            self._move(w, "split-story", item, before, after, who)
            return read_item(w, name)

    def last_act(self, name: str) -> int | None:
        """The last joining or setting apart of that item which may be undone. Raises NotFoundError."""
        with self._ctx.store.read() as r:
            about = _about(read_item(r, name))
            return next((act.id for act in acts.standing(r, _VERBS, about)), None)

    def undo(self, act_id: int, *, by: str) -> Item:
        """Puts everything that an act moved back where it was, and returns the item it was about.

        Raises NotFoundError, RefusedError once something of it was moved again.
        """
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            act = acts.find(w, act_id)
            if act is None or act.verb not in _VERBS:
                raise NotFoundError(_("cet acte n’est plus à annuler"))
            before, after = _places(w, act.before), _places(w, act.after)
            if stories.places(w, after) != after:
                raise RefusedError(_("quelque chose a changé depuis : rien n’est annulé"))
            item = read_item(w, act.about.removeprefix("item:"))
            self._move(w, f"undo-{act.verb}", item, after, before, who, undoes=act.id)
            return read_item(w, item.public_id)

    def _move(
        self,
        w: Connection,
        verb: str,
        item: Item,
        before: Places,
        after: Places,
        who: int,
        undoes: int | None = None,
    ) -> None:
        changed = {one for one in after if before[one] != after[one]}
        if not changed:
            return
        ids = {row.id: row.public_id for row in stories.rows(w, _named(before, after))}
        stories.place(w, {one: after[one] for one in changed})
        people.write_journal(
            w,
            at=self._ctx.clock.now(),
            by=who,
            verb=verb,
            about=_about(item),
            before={ids[one]: _told(before[one], ids) for one in sorted(changed)},
            after={ids[one]: _told(after[one], ids) for one in sorted(changed)},
            undoes=undoes,
        )


def _pasted(c: Connection, pasted: str) -> Item:
    """The item of that id or address, trackers and all."""
    url = tidy(pasted.strip())
    found = items.id_of_key(c, url_key(url)) if url else None
    return items_read.by_ids(c, [found])[0] if found else read_item(c, pasted.strip())


def _elsewhere(item: Item, other: Row) -> bool:
    """Whether it belongs to another story than that item's, and may be proposed to it."""
    ours = {item.public_id, item.story, *(one.public_id for one in item.also_told)}
    return other.public_id not in ours and other.story is None


def _top(c: Connection, item: Item) -> Item:
    return read_item(c, item.story) if item.story else item


def _under(top: Item, place: Place) -> str:
    """The state of what joins a story: a dropped head takes what is new with it."""
    if top.state is State.DROPPED and place.state == State.NEW.value:
        return State.DROPPED.value
    return place.state


def _freed(top: Item, place: Place) -> str:
    """The state of what leaves a story: dropped with its head, it is to be looked at again."""
    if top.state is State.DROPPED and place.state == State.DROPPED.value:
        return State.NEW.value
    return place.state


def _about(item: Item) -> str:
    return f"item:{item.public_id}"


def _named(*some: Places) -> set[int]:
    """Every item that these places are of, or name."""
    found = {one for places in some for one in places}
    return found | {one.story for places in some for one in places.values() if one.story}


def _told(place: Place, ids: Mapping[int, str]) -> list[str | None]:
    """For the journal: public id of the head, by whose word, state."""
    return [ids[place.story] if place.story else None, place.story_by, place.state]


def _places(c: Connection, told: Mapping[str, list[str | None]]) -> dict[int, Place]:
    """The same read back."""

    def found(name: str | None) -> int | None:
        return None if name is None else read_item(c, name).id

    return {
        read_item(c, one).id: Place(found(head), story_by or "", state or "")
        for one, (head, story_by, state) in told.items()
    }
