"""A draft arranged by hand: order, sections, notes, its own words; each act journalled and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from gettext import gettext as _
from typing import Any

from veille.compose.board import Part, board, moved, stepped
from veille.compose.wording import columns, fitting, shown, worded
from veille.core.composing import Composed, compose, mark_of, open_draft
from veille.core.context import Context
from veille.core.facts import read_item
from veille.errors import ConflictError, NotFoundError, RefusedError
from veille.model.edition import Edition, Placement
from veille.model.item import Item, State
from veille.model.role import Right
from veille.store import acts, arranging, editions, items, items_read, people, selections
from veille.store.engine import Connection
from veille.text.french import typo
from veille.text.pasted import cleaned

VERBS = ("move-entry", "note-entry", "word-edition", "remove-entry", "take-entries")

Snapshot = dict[str, Any]
"""What of a draft an act may change: {"placed": {public id: placement}, "words": {…}}, in plain JSON."""


@dataclass(frozen=True, slots=True)
class Board:
    """A draft as the composer shows it."""

    edition: Edition
    composed: Composed
    parts: tuple[Part, ...]
    """Every section in order, the empty ones too."""
    waiting: tuple[Item, ...]
    """What waits for the publication and is in no draft."""
    undoable: bool

    @property
    def mark(self) -> str:
        """What would be validated or sealed now."""
        return mark_of(self.composed.view, self.edition.subject)

    @property
    def notes(self) -> Mapping[str, str | None]:
        """public id → the note of this edition alone; None leaves the item's own."""
        placed = self.composed.placed or {}
        return {one.public_id: placed[one.id].note for one in self.composed.items}


class Arranging:
    """What a person decides of a draft. Every method raises NotFoundError, and RefusedError once sealed."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def board(self, name: str, *, by: str = "") -> Board:
        """The draft with its empty sections and what still waits; `by`: whose last act may be undone."""
        with self._ctx.store.read() as r:
            edition = open_draft(r, name)
            composed = compose(self._ctx, r, edition)
            free = selections.basket(r, edition.publication, drafted=False)
            waiting = items_read.in_order(r, free) if free else []
            last = acts.standing(r, VERBS, _about(edition))
        rule = self._ctx.config.publication(edition.publication)
        parts = board(rule, composed.view, self._ctx.words)
        undoable = any(act.by == by for act in last)
        return Board(edition, composed, tuple(parts), tuple(waiting), undoable)

    def move(self, name: str, item: str, section: str, before: str = "", *, by: str) -> None:
        """Puts an item in a section, before another one of it, or last."""

        def act(w: Connection, edition: Edition) -> None:
            self._settle(w, edition, item, lambda parts: moved(parts, item, section, before))

        self._do(name, "move-entry", act, by=by, about=item)

    def step(self, name: str, item: str, by_one: int, *, by: str) -> None:
        """One place up (-1) or down (+1); past the end of its section, into the next one."""

        def act(w: Connection, edition: Edition) -> None:
            self._settle(w, edition, item, lambda parts: stepped(parts, item, by_one))

        self._do(name, "move-entry", act, by=by, about=item)

    def note(
        self, name: str, item: str, text: str | None, *, by: str, seen: str | None = None
    ) -> None:
        """What this edition alone says of an item; None goes back to the item's own note.

        `seen` is the note that the form showed. Raises ConflictError when a colleague wrote another.
        """
        text = None if text is None else fitting("note", text)

        def act(w: Connection, edition: Edition) -> None:
            placed = self._placed(w, edition, item)
            found = read_item(w, item)
            now = found.summary if placed.note is None else placed.note
            if seen is not None and typo(cleaned(seen)) != typo(now) and text != now:
                raise ConflictError(_("cette note a changé entre-temps : relisez-la"))
            kept = None if text is not None and text == found.summary else text
            arranging.put(w, edition.id, found.id, replace(placed, note=kept))

        self._do(name, "note-entry", act, by=by, about=item)

    def write(
        self, name: str, words: Mapping[str, str], *, by: str, seen: Mapping[str, str] | None = None
    ) -> None:
        """The edition's own words: title, subject, edito, period as typed, date as AAAA-MM-JJ.

        An empty subject or period leaves the usual one. Raises ConflictError when a colleague wrote
        another than the one `seen`, RefusedError for a word too long or a day that is none.
        """
        wanted = columns(words)

        def act(w: Connection, edition: Edition) -> None:
            now = worded(edition)
            for key, told in (seen or {}).items():
                if key in wanted and cleaned(told) != now[key] and shown(wanted[key]) != now[key]:
                    raise ConflictError(_("un collègue a écrit entre-temps : relisez"))
            if wanted:
                arranging.write(w, edition.id, wanted)

        self._do(name, "word-edition", act, by=by)

    def remove(self, name: str, item: str, *, by: str) -> None:
        """Out of this draft: it waits again for the next one."""

        def act(w: Connection, edition: Edition) -> None:
            self._placed(w, edition, item)
            arranging.leave(w, edition.id, read_item(w, item).id)

        self._do(name, "remove-entry", act, by=by, about=item)

    def take(self, name: str, wanted: Sequence[str] = (), *, by: str) -> int:
        """Brings in what waits: all of it, or these. How many came."""
        came: list[int] = []

        def act(w: Connection, edition: Edition) -> None:
            free = selections.basket(w, edition.publication, drafted=False)
            ids = set(items.ids_of(w, wanted).values())
            came.extend(one for one in free if not wanted or one in ids)
            selections.take(w, edition.publication, came, edition.id)

        self._do(name, "take-entries", act, by=by)
        return len(came)

    def add(self, name: str, asked: str, *, by: str) -> Item:
        """Brings in one item that was collected, by its address or its public id; keeps it if it was new."""
        found: list[Item] = []

        def act(w: Connection, edition: Edition) -> None:
            item = read_item(w, asked.strip())
            if item.public_id in arranging.placements(w, edition.id):
                raise RefusedError(_("« {0} » est déjà dans cette édition").format(item.title))
            who = people.acting(w, by, Right.EDIT)
            if item.state is not State.KEPT:
                items.decide(w, item.id, {"state": State.KEPT.value})
            selections.add(w, item.id, edition.publication, who, self._ctx.clock.now())
            selections.take(w, edition.publication, [item.id], edition.id)
            if item.public_id not in arranging.placements(w, edition.id):
                raise RefusedError(_("« {0} » est déjà dans un autre brouillon").format(item.title))
            found.append(item)

        self._do(name, "take-entries", act, by=by)
        return found[0]

    def undo(self, name: str, *, by: str) -> bool:
        """Takes back this person's last act on the draft. False when there is none left to take back.

        Raises ConflictError when what it changed was changed again since.
        """
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            edition = open_draft(w, name)
            mine = [one for one in acts.standing(w, VERBS, _about(edition), 50) if one.by == by]
            if not mine:
                return False
            act, now = mine[0], self._state(w, edition)
            if any(now[kind].get(key) != value for kind, key, value in _facts(act.after)):
                raise ConflictError(_("un collègue a changé cela depuis : rien n’est annulé"))
            self._restore(w, edition, act.before, who)
            editions.unsettle(w, edition.id)
            people.write_journal(
                w,
                at=self._ctx.clock.now(),
                by=who,
                verb=f"undo-{act.verb}",
                about=_about(edition),
                before=act.after,
                after=act.before,
                undoes=act.id,
            )
            return True

    def _do(
        self,
        name: str,
        verb: str,
        act: Callable[[Connection, Edition], None],
        *,
        by: str,
        about: str = "",
    ) -> None:
        """Acts, and journals exactly what changed; nothing at all leaves no line."""
        with self._ctx.store.write() as w:
            who = people.acting(w, by, Right.EDIT)
            edition = open_draft(w, name)
            before = self._state(w, edition)
            act(w, edition)
            after = self._state(w, open_draft(w, str(edition.id)))
            was, now = _changes(before, after), _changes(after, before)
            if was == now:
                return
            editions.unsettle(w, edition.id)
            people.write_journal(
                w,
                at=self._ctx.clock.now(),
                by=who,
                verb=verb,
                about=_about(edition),
                before=was,
                after=now | ({"item": about} if about else {}),
            )

    def _state(self, c: Connection, edition: Edition) -> Snapshot:
        placed = arranging.placements(c, edition.id)
        return {
            "placed": {key: asdict(placement) for key, placement in placed.items()},
            "words": worded(edition),
        }

    def _restore(self, w: Connection, edition: Edition, before: Snapshot, who: int) -> None:
        for key, facts in before.get("placed", {}).items():
            item = read_item(w, key)
            item_id = item.id
            if facts is None:
                arranging.leave(w, edition.id, item_id)
                continue
            if item.state is State.DROPPED:
                raise ConflictError(
                    _("« {0} » a été écarté depuis : rien n’est annulé").format(item.title)
                )
            selections.add(w, item_id, edition.publication, who, self._ctx.clock.now())
            selections.take(w, edition.publication, [item_id], edition.id)
            if key not in arranging.placements(w, edition.id):
                raise ConflictError(_("« {0} » est dans un autre brouillon").format(item.title))
            arranging.put(w, edition.id, item_id, Placement(**facts))
        if words := before.get("words"):
            arranging.write(w, edition.id, columns(words))

    def _settle(
        self,
        w: Connection,
        edition: Edition,
        item: str,
        order: Callable[[Sequence[Part]], tuple[str, Sequence[str]]],
    ) -> None:
        """The whole order of the section where the item now stands, written down."""
        self._placed(w, edition, item)
        rule = self._ctx.config.publication(edition.publication)
        parts = board(rule, compose(self._ctx, w, edition).view, self._ctx.words)
        section, ids = order(parts)
        placed, known = arranging.placements(w, edition.id), items.ids_of(w, ids)
        for position, one in enumerate(ids):
            where = section if one == item else placed[one].section
            placement = replace(placed[one], section=where, position=position)
            arranging.put(w, edition.id, known[one], placement)

    def _placed(self, c: Connection, edition: Edition, item: str) -> Placement:
        found = arranging.placements(c, edition.id).get(item)
        if found is None:
            raise NotFoundError(_("cet élément n’est plus dans le brouillon : rechargez la page"))
        return found


def _about(edition: Edition) -> str:
    return f"edition:{edition.id}"


def _changes(one: Snapshot, other: Snapshot) -> Snapshot:
    """What of one state is otherwise in the other; None stands for what it lacks."""
    found: Snapshot = {}
    for kind in ("placed", "words"):
        keys = one[kind].keys() | other[kind].keys()
        if changed := {k: one[kind].get(k) for k in keys if one[kind].get(k) != other[kind].get(k)}:
            found[kind] = dict(sorted(changed.items()))
    return found


def _facts(state: Snapshot) -> list[tuple[str, str, Any]]:
    return [
        (kind, key, value)
        for kind in ("placed", "words")
        for key, value in state.get(kind, {}).items()
    ]
